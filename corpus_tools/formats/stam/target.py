"""Records to STAM stores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ...file_names import file_name
from ...model import Layer, Record
from .._about import said
from .._format import Chunk, Settings
from .._items import Item
from .._items.target import items_of
from .._names import Names
from .data import ANNOTATOR, KIND, LAYER, ROLE, SET, TYPE, Data, spelled

Part = dict[str, Any]


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A store for each article."""
    for record in records:
        data = msgspec.json.format(msgspec.json.encode(_store(record)), indent=1)
        yield Chunk(file_name(record.id, ".stam.json"), data + b"\n")


def _store(record: Record) -> Part:
    whole = {"@type": "ResourceSelector", "resource": record.id}
    about = said(record.metadata)
    annotations = [_annotation("metadata", whole, list(about.items()))] if about else []
    for layer in record.layers:
        annotations.append(_annotation(layer.name, whole, [(LAYER, layer.name)]))
        annotations += _annotations(record, layer)
    keys = sorted({data["key"] for one in annotations for data in one["data"]})
    return {
        "@type": "AnnotationStore",
        "@id": f"{record.id}.store",
        "resources": [{"@type": "TextResource", "@id": record.id, "text": record.text}],
        "annotationsets": [
            {"@type": "AnnotationDataSet", "@id": SET, "keys": [{"@type": "DataKey", "@id": key} for key in keys]}
        ],
        "annotations": annotations,
    }


def _annotations(record: Record, layer: Layer) -> Iterator[Part]:
    for item in items_of(layer, Names.of(layer)):
        data: Data = [(TYPE, item.type)] if item.type else []
        data += [] if item.kind == "entity" else [(KIND, item.kind)]
        data += [(ANNOTATOR, layer.name), *item.fields.items()]
        data += [(ROLE + role, f"{layer.name}/{ref}") for role, ref in item.links]
        yield _annotation(f"{layer.name}/{item.id}", _target(record, layer, item), data)


def _annotation(name: str, target: Part, data: Data) -> Part:
    made = [{"@type": "AnnotationData", "set": SET, "key": key, "value": spelled(value)} for key, value in data]
    return {"@type": "Annotation", "@id": name, "target": target, "data": made}


def _target(record: Record, layer: Layer, item: Item) -> Part:
    """The text of an annotation, or the annotations that it links."""
    found = [
        {
            "@type": "TextSelector",
            "resource": record.id,
            "offset": {"@type": "Offset", "begin": _cursor(span.start), "end": _cursor(span.end)},
        }
        for span in item.spans
    ] or [{"@type": "AnnotationSelector", "annotation": f"{layer.name}/{ref}"} for _, ref in item.links]
    if not found:
        return {"@type": "TextSelector", "resource": record.id, "offset": _everything(record)}
    return found[0] if len(found) == 1 else {"@type": "CompositeSelector", "selectors": found}


def _everything(record: Record) -> Part:
    return {"@type": "Offset", "begin": _cursor(0), "end": _cursor(len(record.text))}


def _cursor(value: int) -> Part:
    return {"@type": "BeginAlignedCursor", "value": value}
