"""BioC JSON: the documents of BioC XML in the form of JSON.

Read are one collection, a list of them, and documents one a line; numbers for ids, null for what is not there, and
further keys of a document, which are taken for infons. All else is as in [BioC XML](bioc-xml.md): how passages become
sections, which unit offsets count, and how what BioC has no part for is written.

Written are all keys that the `bioc` library asks for, one document a line.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER", "attributes": {"rank": 1},
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field, attribute
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Record
from ._bioc import json
from ._bioc.holds import HELD
from ._bioc.limits import limits
from ._bioc.source import records
from ._bioc.target import chunks
from ._format import Chunk, Files, Format, Read, Settings
from ._sniff import head_text, json_keys


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        source = json.Source(file)
        yield from records(source.documents(), source.known, file.name, settings)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    yield from chunks(records, settings, ".json", json.head, json.spelled, ",", json.TAIL)


def sniff(name: str, head: bytes) -> bool:
    keys = json_keys(head)
    return "passages" in keys or ("documents" in keys and '"passages"' in head_text(head))


FORMAT = Format(
    name="bioc-json",
    title="BioC JSON",
    suffixes=(".json", ".jsonl"),
    holds=HELD,
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
