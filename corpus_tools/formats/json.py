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
from ..decode import decode, parse, tree_of
from ..file_names import file_name
from ..model import Record
from ._format import Chunk, Files, Format, Read, Settings
from ._narrow import HOLDS
from ._sniff import has_lines, json_keys


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        data = file.read()
        if (record := decode(data)) or file.named or not _is_no_record(data, file.name):
            yield Read(record or parse(data, file.name))


def _is_no_record(data: bytes, name: str) -> bool:
    """Whether a file is a tag set or a manifest, such as lie beside records."""
    return schema.kind_of(tree_of(data, name)) in ("tagset", "corpus")


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    for record in records:
        yield Chunk(file_name(record.id), canonical_record(record).encode())


def sniff(name: str, head: bytes) -> bool:
    keys = json_keys(head)
    return not has_lines(name, head) and schema.kind_of(dict.fromkeys(keys)) == "article" and "format_version" in keys


FORMAT = Format(
    name="json",
    title="corpus-tools record",
    suffixes=(".json",),
    holds=frozenset(HOLDS),
    sound=True,
    sniff=sniff,
    read=read,
    write=write,
)
