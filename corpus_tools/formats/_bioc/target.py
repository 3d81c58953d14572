"""Records to documents of BioC."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ...model import Layer, Record, Section, Span
from .._format import Chunk, Settings
from .._items import DEFAULT, LINKS, MEMBER, Item
from .._items.target import items_of
from .._names import Names
from .._narrow import NOBODY
from . import (
    ANNOTATOR,
    CONTENT,
    IDENTIFIER,
    KIND,
    TRIGGER,
    TYPE,
    Annotation,
    Collection,
    Document,
    Infons,
    Location,
    Node,
    Passage,
    Relation,
    Sentence,
)
from .about import ANNOTATORS, COLLECTION, collection_kept, infons_kept, infons_of, to_plain
from .limits import passages, within

Spell = Callable[[Any], str]


def chunks(
    records: Iterable[Record], settings: Settings, suffix: str, head: Spell, spelled: Spell, between: str, tail: str
) -> Iterator[Chunk]:
    """One file of all documents, whose collection is that of the first."""
    name, collection = f"{settings.stem}{suffix}", None
    for record in records:
        own = collection_kept(record.extensions)
        lead = between if collection else head(own)
        collection = collection or own
        yield Chunk(name, (lead + spelled(document(record, collection))).encode())
    yield Chunk(name, (tail if collection else head(Collection()) + tail).encode())


def document(record: Record, collection: Collection) -> Document:
    """A record as a document in a file of a collection."""
    relations: list[Relation] = []
    found = Document(
        id=record.id,
        infons=_about(record, collection),
        passages=list(_passages(record)),
        annotations=[],
        relations=relations,
    )
    places = _Containers(found)
    for layer in record.layers:
        names, mark = Names.of(layer), _Marks(layer, alone=len(record.layers) == 1)
        for item in items_of(layer, names):
            annotation, relation = mark.both(item)
            if annotation:
                places.of(item.spans).append(annotation)
            relations += [relation] if relation else []
    return found


def _about(record: Record, collection: Collection) -> Infons:
    infons = infons_kept(record.extensions) | infons_of(record.metadata)
    own = collection_kept(record.extensions)
    if own != collection:
        infons[COLLECTION] = json.dumps(to_plain(own), ensure_ascii=False, sort_keys=True)
    if any(not any(items_of(layer, Names())) for layer in record.layers):
        infons[ANNOTATORS] = [layer.name for layer in record.layers]
    return infons


def _passages(record: Record) -> Iterator[Passage]:
    sections: Sequence[Section | None] = record.sections or [None]
    pairs = (record.segmentation.sentences or []) if record.segmentation else []
    for section, (start, end) in zip(sections, passages(record), strict=True):
        inside = within((start, end), pairs)
        infons = _of_section(section) if section else {}
        text = "" if inside else record.text[start:end]
        sentences = [_sentence(first, record.text[first:last]) for first, last in inside]
        yield Passage(offset=start, infons=infons, text=text, sentences=sentences, annotations=[], relations=[])


def _parts(passage: Passage) -> Sequence[Passage | Sentence]:
    """What annotations stand in: the sentences of a passage, or itself."""
    return passage.sentences or [passage]


def _sentence(offset: int, text: str) -> Sentence:
    return Sentence(offset=offset, infons={}, text=text, annotations=[], relations=[])


def _of_section(section: Section) -> Infons:
    fields = {key: value for key, value in (("url", section.url), ("note", section.note)) if value}
    return {TYPE: section.type, **infons_kept(section.extensions), **fields}


class _Containers:
    """The parts of a document that annotations stand in, by place."""

    def __init__(self, document: Document) -> None:
        self._passages = document.passages or []
        self._parts: list[Passage | Sentence] = [part for passage in self._passages for part in _parts(passage)]
        self._starts = [part.offset for part in self._parts]

    def of(self, spans: Sequence[Span]) -> list[Annotation]:
        """Those of the sentence or passage that holds the spans, else of the passage in which they begin."""
        part = self._parts[max(bisect_right(self._starts, spans[0].start) - 1, 0)]
        if len(self._parts) > 1 and spans[-1].end > part.offset + len(part.text or ""):
            starts = [passage.offset for passage in self._passages]
            part = self._passages[max(bisect_right(starts, spans[0].start) - 1, 0)]
        assert isinstance(part.annotations, list)
        return part.annotations


class _Marks:
    """The annotations and relations of one layer, whose ids have its name before them unless it is alone."""

    def __init__(self, layer: Layer, *, alone: bool) -> None:
        self._prefix = "" if alone else f"{layer.name}:"
        self._infons = {} if layer.name == NOBODY else {ANNOTATOR: layer.name}
        self._concepts: dict[str, str] = {}
        for item in items_of(layer, Names.of(layer)) if layer.chains else ():
            if item.kind == "chain" and LINKS in item.fields:
                self._concepts |= {ref: item.fields[LINKS][0] for role, ref in item.links if role == MEMBER}

    def both(self, item: Item) -> tuple[Annotation | None, Relation | None]:
        """What an item is in BioC: an annotation, a relation, or an event or quote that is both."""
        if item.kind in ("entity", "words"):
            return self._annotation(item, item.id, self._all(item)), None
        links = item.links
        if not item.spans:
            return None, self._relation(item, links)
        trigger = f"{item.id}.{TRIGGER.lower()}"
        links = [(CONTENT if item.kind == "quote" else TRIGGER, trigger), *links]
        named = {TYPE: item.type} if item.type != DEFAULT else {}
        return self._annotation(item, trigger, {**named, **self._infons}), self._relation(item, links)

    def _annotation(self, item: Item, identifier: str, infons: Infons) -> Annotation:
        places = [Location(span.start, span.end - span.start) for span in item.spans]
        words = item.spans[0].text if len(places) == 1 else " ".join([span.text for span in item.spans])
        return Annotation(id=self._prefix + identifier, infons=infons, text=words, locations=places)

    def _relation(self, item: Item, links: Sequence[tuple[str, str]]) -> Relation:
        nodes = [Node(self._prefix + ref, role) for role, ref in links]
        return Relation(id=self._prefix + item.id, infons=self._all(item), nodes=nodes)

    def _all(self, item: Item) -> Infons:
        """The infons of an item."""
        named: Infons = {TYPE: item.type} if item.type not in ("", DEFAULT) else {}
        if item.kind == "entity" and item.id in self._concepts:
            named[IDENTIFIER] = self._concepts[item.id]
        if item.kind in ("quote", "chain", "words") or (item.kind == "relation" and _looks_like_event(item)):
            named[KIND] = item.kind
        if not item.fields:
            return {**named, **self._infons}
        fields = {key: value if isinstance(value, str | list) else repr(value) for key, value in item.fields.items()}
        return {**named, **self._infons, **fields}


def _looks_like_event(item: Item) -> bool:
    return any(role.lower() == TRIGGER.lower() for role, _ in item.links)
