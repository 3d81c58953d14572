"""All that can be lost of a record, thing by thing: every annotation, and every field that says more about one.

Each function lists the things of a part, or of some of its fields only: where two states of a part are held against
each other, those that are the same object in both need no look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from msgspec import UNSET, Struct

from ..model import Annotation, Argument, Chain, Entity, Event, Layer, Quote, Record, Relation, RelationArgument, Span
from ._count import count
from ._kinds import ARRAYS, FIELDS, KINDS, LAYER_FIELDS, LISTS, NAMES, OF_ARGUMENTS, PLACES

__all__ = [
    "ARRAYS",
    "KINDS",
    "LAYER_FIELDS",
    "NAMES",
    "PLACES",
    "Thing",
    "annotations_of",
    "count",
    "of_annotation",
    "of_article",
    "of_layer",
    "spans_of",
    "things",
]
Names = Collection[str]
Said = tuple[str, str, Any]
"""A kind, a detail that tells apart what one part has several of, and what may change."""
_HEAD = frozenset({"type", "kind", "spans", "trigger", "content"})
"""Fields that are the annotation itself."""
_PLAIN = _HEAD | {"id"}
_KIND_OF = {part: part.__name__.lower() for part in (Entity, Event, Quote, Relation, Chain)}


class Thing(Struct, frozen=True, gc=False):
    """One countable thing. `detail` tells apart what one annotation has several of; `value` is what may change.

    `where` names its layer and its code points.
    """

    kind: str
    layer: str
    id: str
    detail: str
    value: Any
    where: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same thing in another state of the record."""
        return self.kind, self.layer, self.id, self.detail

    @property
    def shown(self) -> str:
        """What it is called in the ledger."""
        return f"{self.id} {self.detail}".strip()


def things(record: Record) -> Iterator[Thing]:
    """Everything in a record that can be lost."""
    yield from of_article(record)
    for layer in record.layers:
        yield from of_layer(layer)
        for part in annotations_of(layer):
            yield from of_annotation(part, layer.name)


def of_article(record: Record, names: Names = Record.__struct_fields__) -> Iterator[Thing]:
    """What a record has beside its layers."""
    if "id" in names:
        yield Thing("article", "", "", "", record.id)
    if "text" in names:
        yield Thing("text", "", "", "", record.text)
    if record.metadata and "metadata" in names:
        for name in record.metadata.__struct_fields__:
            if name != "extensions" and (value := getattr(record.metadata, name)) is not UNSET:
                yield Thing("metadata", "", name, "", value)
        yield from _extensions(record.metadata, "", "metadata")
    if "sections" in names:
        yield from _sections(record)
    for annotator in record.annotators or () if "annotators" in names else ():
        yield Thing("annotator", "", annotator.id, "", annotator)
    if record.segmentation and "segmentation" in names:
        for name in ("tokens", "sentences"):
            if value := getattr(record.segmentation, name):
                yield Thing(name, "", "", "", len(value))
        yield from _extensions(record.segmentation, "", "segmentation")
    yield from _extensions(record, "", "") if "extensions" in names else ()


def _sections(record: Record) -> Iterator[Thing]:
    for section in record.sections or ():
        words, place = record.text[section.start : section.end], f"{section.start}-{section.end}"
        yield Thing("section", "", section.id, "", (section.type, words, section.url, section.note), place)
        yield from _extensions(section, "", section.id)


def of_layer(layer: Layer, names: Names = ("layer", *Layer.__struct_fields__)) -> Iterator[Thing]:
    """What a layer has beside its annotations; the layer itself has the name `layer`."""
    name, where = layer.name, f"layer {layer.name}"
    if "layer" in names:
        yield Thing("layer", name, "", "", None, where)
    if layer.id and layer.annotator and layer.id != layer.annotator and "annotator" in names:
        yield Thing("layer field", name, "annotator", "", layer.annotator, where)
    for field in LAYER_FIELDS:
        if field in names and (value := getattr(layer, field)) is not UNSET:
            yield Thing("layer field", name, field, "", value, where)
    yield from _extensions(layer, name, "") if "extensions" in names else ()
    for number, item in enumerate(layer.unanchored or ()) if "unanchored" in names else ():
        yield Thing("unanchored", name, item.annotation.id, str(number), item, where)
    for conflict in layer.conflicts or () if "conflicts" in names else ():
        yield Thing("conflict", name, conflict.id, "", conflict, where)


def annotations_of(layer: Layer) -> Iterator[Annotation]:
    """Every annotation of a layer."""
    for array in ARRAYS:
        yield from getattr(layer, array) or ()


def of_annotation(part: Annotation, layer: str, names: Names | None = None) -> list[Thing]:
    """An annotation and all that is said of it; `layer` is where it lies."""
    spans, names = spans_of(part), part.__struct_fields__ if names is None else names
    where = f"layer {layer}, {spans[0].start}-{spans[-1].end}" if spans else f"layer {layer}"
    found = []
    if not _HEAD.isdisjoint(names):
        value = part.kind if isinstance(part, Chain) else (part.type, _words(spans))
        found.append(Thing(_KIND_OF[type(part)], layer, part.id, "", value, where))
    for name in names:
        if name not in _PLAIN and (given := getattr(part, name)) is not UNSET:
            found += [Thing(kind, layer, part.id, detail, value, where) for kind, detail, value in _said(name, given)]
    if isinstance(part, Chain) and part.type and "type" in names:
        found.append(Thing("chain type", layer, part.id, "", part.type, where))
    return found


def _said(name: str, found: Any) -> Iterable[Said]:
    """The things that one field of an annotation is."""
    if kind := FIELDS.get(name):
        return ((kind, name.strip("_") if kind == "provenance" else "", _value(found)),)
    if kind := LISTS.get(name):
        return [(kind, item, None) for item in found]
    if name == "attributes":
        return [("attribute", key, value) for key, value in found.items()]
    if name == "extensions":
        return [("extension", key, bytes(value)) for key, value in found.items() if key != NAMES]
    return _arguments(found)


def _arguments(found: Sequence[Argument | RelationArgument]) -> Iterator[Said]:
    """Arguments and what is said of them; one that is there again has a number, as have those that are bare words."""
    times = Counter[str]()
    for argument in found:
        spans = getattr(argument, "spans", UNSET) or []
        name = f"{argument.role}:{argument.filler or 'words'}"
        times[name] += 1
        detail = f"{name} {times[name]}" if spans or times[name] > 1 else name
        yield "argument", detail, _words(spans)
        for field in OF_ARGUMENTS:
            if (value := getattr(argument, field, UNSET)) is not UNSET:
                yield field, detail, value


def _value(found: Any) -> Any:
    """What may change of a field: of spans their words, since offsets may move with the text."""
    return _words(found) if isinstance(found, list) and isinstance(found[0], Span) else found


def _words(spans: Sequence[Span]) -> list[str]:
    return [span.text for span in spans]


def _extensions(part: Any, layer: str, owner: str) -> Iterator[Thing]:
    for name, value in (part.extensions or {}).items():
        if name != NAMES:
            yield Thing("extension", layer, owner, name, bytes(value), f"layer {layer}" if layer else "")


def spans_of(part: Annotation) -> list[Span]:
    """Where an annotation stands; empty for relations and chains."""
    if isinstance(part, Entity):
        return part.spans
    if isinstance(part, Event):
        return part.trigger
    return part.content if isinstance(part, Quote) else []
