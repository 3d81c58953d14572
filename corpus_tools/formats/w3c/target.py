"""Records to web annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ...file_names import file_name
from ...model import Layer, Record, Span
from .._about import said
from .._format import Chunk, Settings
from .._items import NOTE, Item
from .._items.target import items_of
from .._names import Names
from .annotation import ARTICLE, CONTEXT, FIELDS, KIND, LINKS, METADATA

Part = dict[str, Any]
_VOCABULARY = {
    "ct": "urn:corpus-tools:",
    **{name: {"@type": "@json"} for name in (FIELDS, LINKS, METADATA)},
}
_AROUND = 20
"""Code points of a quote's prefix and suffix, at most."""


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A page and a text for each article."""
    for record in records:
        yield Chunk(file_name(record.id, ".txt"), record.text.encode())
        data = msgspec.json.format(msgspec.json.encode(_page(record)), indent=1)
        yield Chunk(file_name(record.id), data + b"\n")


def _page(record: Record) -> Part:
    about = said(record.metadata)
    creators = [_creator(layer) for layer in record.layers]
    collection = {"id": f"urn:corpus-tools:{record.id}", "type": "AnnotationCollection", "creator": creators}
    return {
        "@context": [CONTEXT, _VOCABULARY],
        "id": f"urn:corpus-tools:{record.id}:page",
        "type": "AnnotationPage",
        "partOf": collection,
        ARTICLE: record.id,
        **({METADATA: about} if about else {}),
        "items": [item for layer in record.layers for item in _annotations(record, layer)],
    }


def _creator(layer: Layer) -> Part:
    kind = "Software" if layer.role == "prediction" else "Person"
    return {"id": f"urn:corpus-tools:annotator:{layer.name}", "type": kind, "nickname": layer.name}


def _annotations(record: Record, layer: Layer) -> Iterator[Part]:
    base = f"urn:corpus-tools:{record.id}:{layer.name}"
    for item in items_of(layer, Names.of(layer)):
        yield {
            "id": f"{base}:{item.id}",
            "type": "Annotation",
            "motivation": "classifying" if item.spans else "linking",
            "creator": _creator(layer)["id"],
            "body": list(_bodies(item, base)),
            "target": _target(record, item, base),
        }


def _bodies(item: Item, base: str) -> Iterator[Part]:
    if item.type:
        yield {"type": "TextualBody", "purpose": "classifying", "value": item.type}
    if NOTE in item.fields:
        yield {"type": "TextualBody", "purpose": "commenting", "value": item.fields[NOTE]}
    fields = {name: value for name, value in item.fields.items() if name != NOTE}
    ours: Part = {KIND: item.kind} if item.kind != "entity" else {}
    ours |= {FIELDS: fields} if fields else {}
    ours |= {LINKS: [[role, f"{base}:{ref}"] for role, ref in item.links]} if item.links else {}
    if ours:
        yield {"type": "ct:Data", **ours}


def _target(record: Record, item: Item, base: str) -> Any:
    if not item.spans:
        return list(dict.fromkeys(f"{base}:{ref}" for _, ref in item.links)) or file_name(record.id, ".txt")
    resources = [_resource(record, span) for span in item.spans]
    return resources[0] if len(resources) == 1 else {"type": "Composite", "items": resources}


def _resource(record: Record, span: Span) -> Part:
    before, behind = record.text[max(0, span.start - _AROUND) : span.start], record.text[span.end : span.end + _AROUND]
    quote = {"type": "TextQuoteSelector", "exact": span.text, "prefix": before, "suffix": behind}
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"type": "SpecificResource", "source": file_name(record.id, ".txt"), "selector": [position, quote]}
