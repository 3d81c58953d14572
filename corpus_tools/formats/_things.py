"""All that can be lost of a record, thing by thing: every annotation, and every field that says more about one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from msgspec import UNSET

from ..model import Annotation, Chain, Entity, Event, Layer, Quote, Record, Relation, Span

KINDS = {
    "layer": "a layer",
    "entity": "an entity",
    "event": "an event",
    "argument": "an argument of an event or a relation",
    "quote": "a quote",
    "cue": "the cue of a quote",
    "source": "a source of a quote",
    "addressee": "an addressee of a quote",
    "relation": "a relation",
    "chain": "a chain of mentions",
    "chain member": "that a mention or chain belongs to a chain",
    "chain type": "the type of a chain",
    "chain name": "the name of a chain",
    "link": "a link of a chain to a knowledge base",
    "level": "whether a mention is a name, a nominal or a pronoun",
    "value": "the value of a date, sum or quantity in standard form",
    "head": "the head of a mention",
    "attribute": "an attribute",
    "confidence": "a confidence",
    "note": "a note",
    "implicit": "that an argument is not said in words",
    "provenance": "where an annotation of a gold layer comes from",
    "anchor": "a review mark of a carried-over annotation",
    "unanchored": "an annotation whose words were lost",
    "conflict": "what a merge could not decide",
    "layer field": "something that a layer says about itself",
    "metadata": "a field of the metadata",
    "section": "a section",
    "tokens": "the tokens",
    "sentences": "the sentences",
    "annotator": "an entry in the list of annotators",
    "extension": "data of somebody's own",
    "text": "the article's text as it was",
    "article": "the article's id",
}
"""What is counted, in the order of tables."""
LAYER_FIELDS = (
    *("role", "tagset", "tasks", "scope", "status", "created"),
    *("modified", "tool", "guidelines", "derived_from", "note"),
)
"""What a layer says about itself, beside its name."""
_FIELDS = {
    "level": "level",
    "value": "value",
    "head": "head",
    "confidence": "confidence",
    "note": "note",
    "decision": "provenance",
    "from_": "provenance",
    "anchor": "anchor",
    "chain": "chain member",
    "name": "chain name",
    "cue": "cue",
    "implicit": "implicit",
}
"""Fields that are one thing each, and its kind."""
_LISTS = {"source": "source", "addressee": "addressee", "links": "link", "members": "chain member"}
_OF_CLASS = {
    part: (
        [(name, kind) for name, kind in _FIELDS.items() if name in part.__struct_fields__],
        [(name, kind) for name, kind in _LISTS.items() if name in part.__struct_fields__],
    )
    for part in (Entity, Event, Quote, Relation, Chain)
}
"""Of those, the ones that each class of annotation has."""
PLACES = {"entities": "spans", "events": "trigger", "quotes": "content"}
"""The field that says where an annotation of each array stands."""
NAMES = "org.corpus-tools.names"
"""The extension of a layer that tells what its names were called where it came from; formats write those."""
ARRAYS = ("entities", "events", "quotes", "relations", "chains")


class Thing(NamedTuple):
    """One countable thing. `detail` tells apart what one annotation has several of; `value` is what may change."""

    kind: str
    layer: str
    id: str
    detail: str
    value: Any
    place: tuple[int, int] | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same thing in another state of the record."""
        return self[:4]

    @property
    def shown(self) -> str:
        """What it is called in the ledger."""
        return " ".join(part for part in (self.id, self.detail) if part)

    @property
    def where(self) -> str:
        """Its layer and its code points."""
        place = f"{self.place[0]}-{self.place[1]}" if self.place else ""
        return ", ".join(part for part in (f"layer {self.layer}" if self.layer else "", place) if part)


def count(record: Record) -> Counter[str]:
    """How many things of each kind a record has."""
    return Counter(thing.kind for thing in things(record))


def things(record: Record, other: Record | None = None) -> Iterator[Thing]:
    """Everything in a record that can be lost; without the annotations that another state of it has unchanged."""
    same = frozenset(map(id, _annotations(other))) if other else frozenset()
    yield Thing("article", "", "", "", record.id)
    yield Thing("text", "", "", "", record.text)
    if record.metadata:
        for name in record.metadata.__struct_fields__:
            if name != "extensions" and (value := getattr(record.metadata, name)):
                yield Thing("metadata", "", name, "", value)
        yield from _extensions(record.metadata, "", "metadata")
    for section in record.sections or ():
        words, place = record.text[section.start : section.end], (section.start, section.end)
        yield Thing("section", "", section.id, "", (section.type, words, section.url, section.note), place)
        yield from _extensions(section, "", section.id)
    for annotator in record.annotators or ():
        yield Thing("annotator", "", annotator.id, "", annotator)
    if segmentation := record.segmentation:
        for name in ("tokens", "sentences"):
            if value := getattr(segmentation, name):
                yield Thing(name, "", "", "", len(value))
        yield from _extensions(segmentation, "", "segmentation")
    yield from _extensions(record, "", "")
    for layer in record.layers:
        yield from _of_layer(layer, same)


def _annotations(record: Record) -> Iterator[Annotation]:
    for layer in record.layers:
        for array in ARRAYS:
            yield from getattr(layer, array) or ()


def _of_layer(layer: Layer, same: Collection[int]) -> Iterator[Thing]:
    name = layer.name
    yield Thing("layer", name, "", "", None)
    if layer.id and layer.annotator and layer.id != layer.annotator:
        yield Thing("layer field", name, "annotator", "", layer.annotator)
    for field in LAYER_FIELDS:
        if value := getattr(layer, field):
            yield Thing("layer field", name, field, "", value)
    yield from _extensions(layer, name, "")
    for array in ARRAYS:
        for part in getattr(layer, array) or ():
            if id(part) not in same:
                yield from _of_annotation(part, name)
    for number, item in enumerate(layer.unanchored or ()):
        yield Thing("unanchored", name, item.annotation.id, str(number), item)
    for conflict in layer.conflicts or ():
        yield Thing("conflict", name, conflict.id, "", conflict)


def _of_annotation(part: Annotation, layer: str) -> Iterator[Thing]:
    spans = spans_of(part)
    place = (spans[0].start, spans[-1].end) if spans else None
    kind = type(part).__name__.lower()
    value = (part.kind,) if isinstance(part, Chain) else (part.type, [span.text for span in spans])
    yield Thing(kind, layer, part.id, "", value, place)
    if isinstance(part, Chain) and part.type:
        yield Thing("chain type", layer, part.id, "", part.type)
    fields, lists = _OF_CLASS[type(part)]
    for name, kind in fields:
        if (found := getattr(part, name)) is not UNSET:
            detail = name.strip("_") if kind == "provenance" else ""
            yield Thing(kind, layer, part.id, detail, _value(found), place)
    for name, kind in lists:
        for item in getattr(part, name) or ():
            yield Thing(kind, layer, part.id, item, None, place)
    for key, item in (part.attributes or {}).items():
        yield Thing("attribute", layer, part.id, key, item, place)
    yield from _extensions(part, layer, part.id)
    if isinstance(part, Event | Relation):
        yield from _of_arguments(part, layer, place)


def _of_arguments(owner: Event | Relation, layer: str, place: tuple[int, int] | None) -> Iterator[Thing]:
    words = Counter[str]()
    for argument in owner.arguments or ():
        spans = getattr(argument, "spans", UNSET) or []
        words[argument.role] += bool(spans)
        detail = f"{argument.role}:{argument.filler or f'words {words[argument.role]}'}"
        yield Thing("argument", layer, owner.id, detail, [span.text for span in spans], place)
        for name in ("confidence", "note", "implicit"):
            if (found := getattr(argument, name, UNSET)) is not UNSET:
                yield Thing(_FIELDS[name], layer, owner.id, detail, found, place)


def _value(found: Any) -> Any:
    """What may change of a field: of spans their words, since offsets may move with the text."""
    return [span.text for span in found] if isinstance(found, list) and isinstance(found[0], Span) else found


def _extensions(part: Any, layer: str, owner: str) -> Iterator[Thing]:
    for name, value in (part.extensions or {}).items():
        if name == NAMES:
            continue
        yield Thing("extension", layer, owner, name, bytes(value))


def spans_of(part: Annotation) -> list[Span]:
    """Where an annotation stands; empty for relations and chains."""
    if isinstance(part, Entity):
        return part.spans
    if isinstance(part, Event):
        return part.trigger
    return part.content if isinstance(part, Quote) else []
