"""Conversion in memory: files as a mapping of names to bytes, in and out of a format."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corpus_tools.canonical import canonical_record
from corpus_tools.conversion import narrowed
from corpus_tools.decode import record_from
from corpus_tools.formats import File, Format, Ledger, Read, Settings
from corpus_tools.formats._things import ARRAYS
from corpus_tools.model import Record

_SEALS = ("text_length", "text_sha256", "$schema")


def read(files: Mapping[str, bytes], format: Format, settings: Settings | None = None) -> Iterator[Read]:
    """What a format reads from files, those together that belong together."""
    assert format.read
    for group in format.group(list(files)):
        in_group = [File(name, lambda name=name: io.BytesIO(files[name])) for name in group]  # type: ignore[misc]
        yield from format.read(in_group, settings or Settings())


def write(records: Iterable[Record], format: Format, settings: Settings, books: Ledger) -> dict[str, bytes]:
    """The files that a format writes."""
    assert format.write
    files: dict[str, bytes] = {}
    for chunk in format.write(narrowed(records, format, settings, books), settings):
        files[chunk.name] = files.get(chunk.name, b"") + chunk.data
    return files


def plain(record: Record) -> dict[str, Any]:
    """A record as a tree in canonical order, without empty arrays of annotations and without the seals of its text."""
    tree: dict[str, Any] = json.loads(canonical_record(record))
    for layer in tree["layers"]:
        for array in [name for name in ARRAYS if layer.get(name) == []]:
            del layer[array]
    return {key: value for key, value in tree.items() if key not in _SEALS}


def record_of(tree: Mapping[str, Any]) -> Record:
    """The record that a tree stands for."""
    return record_from({"format_version": "1.0", "layers": [], **tree})
