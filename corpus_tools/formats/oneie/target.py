"""Records to sentences of OneIE, and what OneIE holds only in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from ...model import Entity, Event, Layer, Record, Relation, Span
from .._format import Chunk, Limit, Settings
from .._items.limits import binary_relations
from .._json import Object
from .._names import Names
from .._token_limits import related_in_sentences
from .._token_numbers import Numbers, entity_fillers, in_sentence_texts, named_attributes, sentences_with
from .._written import one_a_line, spelled
from .mentions import SORTS, of_one_sort

_SUBTYPES = {Entity: ("entity_subtype", "mention_type"), Relation: ("relation_subtype",)}


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("OneIE has relations of two mentions", binary_relations)
    yield Limit("OneIE relates what stands in one sentence", partial(related_in_sentences, settings=settings))
    yield Limit("arguments of OneIE are mentions of entities", entity_fillers)
    yield Limit("OneIE has no attributes but subtypes", partial(named_attributes, names=_SUBTYPES))
    yield Limit("a mention of OneIE is of one sort", partial(of_one_sort, name="mention_type"))
    yield from in_sentence_texts("OneIE", settings)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A sentence on each line."""
    sentences = (spelled(sentence) for record in records for sentence in _sentences(record))
    return one_a_line(sentences, f"{settings.stem}.jsonl")


def _sentences(record: Record) -> Iterator[Object]:
    for number, (tokens, text, found) in enumerate(sentences_with(record, _mentions)):
        name = f"{record.id}-{number}"
        yield {"doc_id": record.id, "sent_id": name, "tokens": tokens, "sentence": text, **found}


def _mentions(layer: Layer, numbers: Numbers) -> dict[str, list[list[Object]]]:
    """What stands in each sentence, by name."""
    names, parts = Names.of(layer), _Parts(layer, numbers)
    related = [(parts.spans[one.arguments[0].filler], parts.relation(one, names)) for one in layer.relations or ()]
    return {
        "entity_mentions": numbers.by_sentence((one.spans, parts.entity(one, names)) for one in layer.entities or ()),
        "relation_mentions": numbers.by_sentence(related),
        "event_mentions": numbers.by_sentence((one.trigger, parts.event(one, names)) for one in layer.events or ()),
    }


class _Parts:
    """The annotations of a layer as OneIE has them, with places in their sentences."""

    def __init__(self, layer: Layer, numbers: Numbers) -> None:
        self._numbers = numbers
        self.spans: dict[str, list[Span]] = {one.id: one.spans for one in layer.entities or ()}

    def entity(self, entity: Entity, names: Names) -> Object:
        place, kind = self._numbers.in_sentence(entity.spans), names.theirs("type", entity.type)
        sort = {"mention_type": SORTS[entity.level]} if entity.level else {}
        return {"id": entity.id, **place, "entity_type": kind, **sort, **(entity.attributes or {})}

    def relation(self, relation: Relation, names: Names) -> Object:
        said = {"id": relation.id, "relation_type": names.theirs("type", relation.type)}
        return {**said, **(relation.attributes or {}), "arguments": self._arguments(relation, names)}

    def event(self, event: Event, names: Names) -> Object:
        said = {"id": event.id, "event_type": names.theirs("type", event.type)}
        trigger = self._numbers.in_sentence(event.trigger)
        return {**said, "trigger": trigger, "arguments": self._arguments(event, names)}

    def _arguments(self, part: Event | Relation, names: Names) -> list[Object]:
        found = [(one.role, str(one.filler)) for one in part.arguments or ()]
        return [
            {"entity_id": filler, "text": self.spans[filler][0].text, "role": names.theirs("role", role)}
            for role, filler in found
        ]
