"""Records to PubAnnotation, and what it holds only in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from ...file_names import file_name
from ...model import Layer, Record
from .._about import said
from .._attributes import single_values
from .._format import Chunk, Limit, Settings
from .._items import Item
from .._items.chains import known_by_mentions, spread
from .._items.limits import binary_relations, marked_fillers, plain_arguments, without_bare_metadata
from .._items.target import items_of
from .._names import Names
from .track import KIND

Part = dict[str, Any]


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A file for each article."""
    for record in records:
        data = msgspec.json.format(msgspec.json.encode(_article(record)), indent=1)
        yield Chunk(file_name(record.id), data + b"\n")


def _article(record: Record) -> Part:
    tracks = [_track(layer) for layer in record.layers]
    about = said(record.metadata)
    return {
        "sourceid": record.id,
        "text": record.text,
        **(tracks[0] if len(tracks) == 1 else {"tracks": tracks} if tracks else {}),
        **({"metadata": about} if about else {}),
    }


def _track(layer: Layer) -> Part:
    items = spread(items_of(layer, Names.of(layer)))
    kinds = {item.id: item.kind for item in items}
    found = {
        "denotations": [_denotation(item) for item in items if item.spans],
        "relations": [relation for item in items for relation in _relations(item, kinds)],
        "attributes": [attribute for item in items for attribute in _attributes(item)],
    }
    used = {key: parts for key, parts in found.items() if parts or key == "denotations"}
    attributes = [{"id": f"A{number}", **part} for number, part in enumerate(used.pop("attributes", []), 1)]
    return {"project": layer.name, **used, **({"attributes": attributes} if attributes else {})}


def _denotation(item: Item) -> Part:
    spans = [{"begin": span.start, "end": span.end} for span in item.spans]
    kind = {} if item.kind == "entity" else {KIND: item.kind}
    return {"id": item.id, "span": spans if len(spans) > 1 else spans[0], "obj": item.type, **kind}


def _relations(item: Item, kinds: Mapping[str, str]) -> Iterator[Part]:
    if item.kind != "relation":
        for number, (role, ref) in enumerate(item.links, 1):
            yield {"id": f"{item.id}.{role}.{number}", "subj": item.id, "pred": role, "obj": ref}
        return
    (role, subj), (other, obj) = item.links
    roles = {"subj_role": role, "obj_role": other} if (role, other) != ("subj", "obj") else {}
    kind = {KIND: "relation"} if kinds[subj] in ("event", "quote") else {}
    yield {"id": item.id, "subj": subj, "pred": item.type, "obj": obj, **roles, **kind}


def _attributes(item: Item) -> Iterator[Part]:
    for name, value in item.fields.items():
        for one in value if isinstance(value, list) else [value]:
            yield {"subj": item.id, "pred": name, "obj": one}


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("", without_bare_metadata, told=frozenset())
    yield Limit("PubAnnotation has relations of two denotations only", binary_relations)
    yield Limit("PubAnnotation relates denotations only", marked_fillers)
    yield Limit("PubAnnotation says nothing of an argument but role and filler", plain_arguments)
    yield Limit("a chain in PubAnnotation is an attribute of its mentions", known_by_mentions)
    yield Limit("PubAnnotation has no lists of one", single_values)
