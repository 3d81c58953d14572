"""Records to a Hugging Face dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from ...model import Record
from .._format import Chunk, Settings
from ..parquet.packing import Packing
from .card import card
from .croissant import croissant
from .facts import Facts

_NAMES = {"dev": "validation", "development": "validation", "valid": "validation"}
"""What the Hub calls parts of a corpus."""
WHOLE = "train"
"""The part of articles that are in none."""


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A Parquet file for each part, all of them open at once; then what is told of the whole."""
    parts = {article: _NAMES.get(part, part) for part, ids in _splits(settings) for article in ids}
    facts, files = Facts(settings.manifest), dict[str, _Part]()
    for record in records:
        part = parts.get(record.id, WHOLE)
        facts.add(record, part)
        if part not in files:
            files[part] = _Part(part)
        yield files[part].add(record)
    for file in files.values():
        yield file.end()
    checksums = {files[part].name: files[part].checksum.hexdigest() for part in facts.parts}
    yield Chunk("README.md", card(facts).encode())
    yield Chunk("croissant.json", croissant(facts, checksums).encode())


def _splits(settings: Settings) -> Iterable[tuple[str, list[str]]]:
    splits: dict[str, list[str]] = settings.manifest.get("splits", {})
    return splits.items()


class _Part:
    """The file of one part while it is written."""

    def __init__(self, part: str) -> None:
        self.name = f"data/{part}-00000.parquet"
        self.checksum = sha256()
        self._packing = Packing()

    def add(self, record: Record) -> Chunk:
        return self._chunk(self._packing.add(record))

    def end(self) -> Chunk:
        return self._chunk(self._packing.end())

    def _chunk(self, data: bytes) -> Chunk:
        self.checksum.update(data)
        return Chunk(self.name, data)
