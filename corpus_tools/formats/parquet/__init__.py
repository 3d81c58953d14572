"""Parquet: one row an article, with everything in nested columns.

The columns are those of a record (docs/format.md): `text`, `metadata`, `layers` and so on, with lists and structs
inside; offsets are ours. What may be of several types or is somebody's own is JSON as text (values of attributes and
of conflicts, extensions, items of `unanchored`); attributes and other mappings are lists of `name` and `value`. What
is absent is null. pandas, polars, DuckDB and `datasets.load_dataset("parquet", ...)` read such a file.

Tables of words and tags (`tokens`, `ner_tags`), as data sets for training have them, are read too: each row becomes an
article. Numbers for tags need their names, which `datasets` writes into the files; they are never guessed.

Files are written and read some articles at a time. Columns that no record has are told as lost. Reading and writing
need the extra `parquet`.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "confidence": 0.9,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: nothing
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...model import Record
from .._format import Chunk, Files, Format, Read, Settings
from .._narrow import HOLDS
from .packing import Packing
from .source import unpacked

MAGIC = b"PAR1"
"""The first bytes of every Parquet file."""
SHARD = re.compile(r"(?:.*/)?(?P<split>[A-Za-z0-9_.]+)-[0-9]{5}(?:-of-[0-9]{5})?\.parquet")
"""The name of a file in a folder that is a Hugging Face dataset."""


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        yield from unpacked(file, settings)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    name, file = f"{settings.stem}.parquet", Packing()
    for record in records:
        yield Chunk(name, file.add(record))
    yield Chunk(name, file.end())


def sniff(name: str, head: bytes) -> bool:
    return head.startswith(MAGIC) and not SHARD.fullmatch(name)


FORMAT = Format(
    name="parquet",
    title="Parquet",
    suffixes=(".parquet",),
    holds=frozenset(HOLDS),
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    extra="parquet",
)
