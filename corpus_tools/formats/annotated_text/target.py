"""Records to annotated text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ...model import Layer, Record
from .._about import said
from .._format import Chunk, Settings
from .._items import LINKS, MEMBER
from .._items.target import items_of
from .._names import Names
from .marks import Mark, marked
from .source import VALUE


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """One file, with two lines for each article: that it is to be indexed, and the document."""
    for record in records:
        marks = sorted(_marks(record.layers[0])) if record.layers else []
        action = {"index": {"_id": record.id}}
        document = {"text": marked(record.text, marks), **said(record.metadata)}
        data = b"\n".join([msgspec.json.encode(action), msgspec.json.encode(document), b""])
        yield Chunk(f"{settings.stem}.ndjson", data)


def _marks(layer: Layer) -> Iterator[Mark]:
    items = list(items_of(layer, Names.of(layer)))
    links = {ref: item.fields.get(LINKS, []) for item in items for role, ref in item.links if role == MEMBER}
    for item in items:
        if item.kind == "entity":
            [span] = item.spans
            words = item.fields.get(VALUE, [])
            values = [item.type, *links.get(item.id, []), *(words if isinstance(words, list) else [words])]
            yield Mark(span.start, span.end, values)
