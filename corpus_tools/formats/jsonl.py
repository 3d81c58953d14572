"""Our own records, one a line.

It holds everything. Use it to pass a corpus on, and one file an article for work, since git can follow that.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "entities": [{"id": "t1", "type": "PER", "confidence": 0.9,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: nothing
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from .. import schema
from ..decode import parse
from ..model import Record
from ._format import Chunk, Files, Format, Read, Settings
from ._narrow import HOLDS
from ._sniff import has_lines, json_keys
from ._written import one_a_line


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        for number, line in file.byte_lines():
            if not line.isspace():
                yield Read(parse(line, file.name, number))


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    return one_a_line(map(msgspec.json.encode, records), f"{settings.stem}.jsonl")


def sniff(name: str, head: bytes) -> bool:
    keys = json_keys(head.partition(b"\n")[0])
    return has_lines(name, head) and schema.kind_of(dict.fromkeys(keys)) == "article" and "format_version" in keys


FORMAT = Format(
    name="jsonl",
    title="corpus-tools records, one a line",
    suffixes=(".jsonl",),
    holds=frozenset(HOLDS),
    many=True,
    sound=True,
    sniff=sniff,
    read=read,
    write=write,
)
