"""Hugging Face datasets to records."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from .._format import Files, Read, Settings
from .._loss import Loss
from ..parquet import SHARD
from ..parquet.source import unpacked
from .target import WHOLE


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        match = SHARD.fullmatch(file.name)
        part = match["split"] if match else WHOLE
        for found in unpacked(file, settings):
            told = [] if part == WHOLE else [_part(part, found.record.id, file.name)]
            yield replace(found, losses=[*found.losses, *told])


def _part(part: str, article: str, file: str) -> Loss:
    why = "a record does not say which part of a corpus it is in; the manifest does"
    return Loss(what="changed", kind="article", id=part, article=article, where=file, why=why)
