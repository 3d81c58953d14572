"""Annotations and relations of BioC as items, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .._items import Item, Kind, kind_of
from .._spans import Placed
from . import ANNOTATOR, CONTENT, IDENTIFIER, KIND, TRIGGER, TYPE, Annotation, Document, Infons, Relation
from .text import Anchored

NOTHING = ("", "-", "-1", "None")
"""Identifiers by which tools say that they found none."""


def anchored(document: Document) -> Iterator[Anchored]:
    """Every annotation with the number of its passage, and the offset of what it stands in."""
    for number, passage in enumerate(document.passages or ()):
        yield from ((one, number, passage.offset) for one in passage.annotations or ())
        for sentence in passage.sentences or ():
            yield from ((one, number, sentence.offset) for one in sentence.annotations or ())
    yield from ((one, -1, 0) for one in document.annotations or ())


def relations(document: Document) -> Iterator[Relation]:
    """Every relation, wherever it stands."""
    for passage in document.passages or ():
        for sentence in passage.sentences or ():
            yield from sentence.relations or ()
        yield from passage.relations or ()
    yield from document.relations or ()


class Layers:
    """The items of each annotator. `places` are those of the annotations, in their order."""

    def __init__(self, document: Document, places: Sequence[tuple[Annotation, Placed]]) -> None:
        related = list(relations(document))
        self._places = {one.id: (one, place) for one, place in reversed(places)} if related else {}
        self._triggers: dict[str, str] = {}
        """The ids of annotations that are the words of an event or quote, and that of the first such."""
        self.by_annotator: dict[str, list[Item]] = {}
        frames = [self._frame(relation) for relation in related]
        for one, place in places:
            if one.id not in self._triggers:
                self._add(one.infons or {}, _marked(one, place))
        for relation, item in frames:
            item.links = [(role, self._triggers.get(ref, ref)) for role, ref in item.links]
            self._add(self._infons_for(relation), item)
        for name, items in self.by_annotator.items():
            items += _concepts(items) if any(IDENTIFIER in item.fields for item in items) else ()
            if name:
                _unprefix(items, f"{name}:")

    def _frame(self, relation: Relation) -> tuple[Relation, Item]:
        """A relation as an item: an event or quote where one of its nodes is its words."""
        fields = dict(relation.infons or {})
        named = fields.get(KIND)
        links = [(node.role, node.refid) for node in relation.nodes or ()]
        word = next((at for at, (role, ref) in enumerate(links) if self._is_trigger(role, ref, fields)), None)
        place = Placed([])
        if word is not None and named not in ("chain", "relation"):
            trigger, place = self._places[links.pop(word)[1]]
            self._triggers.setdefault(trigger.id, relation.id)
            fields = {**(trigger.infons or {}), **fields}
        kind: Kind = kind_of(named, placed=bool(place.spans), linked=True)
        return relation, _item(kind, relation.id, fields, place, links, relation)

    def _is_trigger(self, role: str, ref: str, infons: Infons) -> bool:
        is_named = role.lower() == TRIGGER.lower() or (role == CONTENT and infons.get(KIND) == "quote")
        return ref in self._places and (is_named or infons.get("trigger_id") == ref)

    def _infons_for(self, relation: Relation) -> Infons:
        """The infons that tell whose a relation is: its own, or those of what it relates."""
        refs = [node.refid for node in relation.nodes or ()]
        parts: list[Relation | Annotation] = [relation, *(self._places[ref][0] for ref in refs if ref in self._places)]
        return next((part.infons for part in parts if part.infons and ANNOTATOR in part.infons), {})

    def _add(self, infons: Infons, item: Item) -> None:
        self.by_annotator.setdefault(str(infons.get(ANNOTATOR, "")), []).append(item)


def _marked(one: Annotation, place: Placed) -> Item:
    infons = dict(one.infons) if one.infons else {}
    return _item(kind_of(infons.get(KIND), placed=True, linked=False), one.id, infons, place, [], one)


def _item(
    kind: Kind, identifier: str, fields: dict[str, Any], place: Placed, links: list[tuple[str, str]], at: Any
) -> Item:
    name = fields.pop(TYPE, "")
    fields.pop(ANNOTATOR, None)
    fields.pop("trigger_id", None)
    if fields and fields.get(KIND) == kind:
        del fields[KIND]
    named = name if isinstance(name, str) else str(name)
    return Item(
        id=identifier, kind=kind, type=named, spans=place.spans, why=place.why, fields=fields, links=links, at=at
    )


def _concepts(items: Sequence[Item]) -> Iterator[Item]:
    """A chain for the mentions of each identifier; one that is told by a chain already is left out."""
    chained = {ref for item in items if item.kind == "chain" for _, ref in item.links}
    by_concept: dict[str, Item] = {}
    for item in items:
        concept = item.fields.get(IDENTIFIER)
        if item.kind != "entity" or not isinstance(concept, str) or concept in NOTHING or not item.spans:
            continue
        del item.fields[IDENTIFIER]
        if item.id not in chained:
            chain = by_concept.setdefault(concept, Item(kind="chain", fields={"Links": [concept]}, at=item.at))
            chain.links.append(("member", item.id))
    yield from by_concept.values()


def _unprefix(items: Sequence[Item], prefix: str) -> None:
    """Take the annotator's name off ids, which tells them apart from those of other layers."""
    for item in items:
        if item.links or item.id.startswith(prefix):
            item.id = item.id.removeprefix(prefix)
            item.links = [(role, ref.removeprefix(prefix)) for role, ref in item.links]
