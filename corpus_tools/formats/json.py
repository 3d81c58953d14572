"""Our own record, one article a file, in canonical form.

It holds everything. Written files are named by the ids of the articles (`ferry-deal.json`).

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "confidence": 0.9,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: nothing
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import schema
from ..canonical import canonical_record
from ..decode import parse
from ..file_names import file_name
from ..model import Record
from ._format import Chunk, Files, Format, Read, Settings
from ._narrow import HOLDS
from ._sniff import json_keys


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        yield Read(parse(file.read(), file.name))


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    for record in records:
        yield Chunk(file_name(record.id), canonical_record(record).encode())


def sniff(name: str, head: bytes) -> bool:
    keys = json_keys(head)
    return not name.endswith(".jsonl") and schema.kind_of(dict.fromkeys(keys)) == "article" and "format_version" in keys


FORMAT = Format(
    name="json",
    title="corpus-tools record",
    suffixes=(".json",),
    holds=frozenset(HOLDS),
    sniff=sniff,
    read=read,
    write=write,
)
