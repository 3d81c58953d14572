"""The annotations of a layer as items."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from msgspec import UNSET

from ...model import Annotation, Chain, Entity, Event, Layer, Quote, Span
from .._kinds import ARRAYS
from .._names import Names
from . import CONFIDENCE, CUE, GROUP, LEVEL, LINKS, MEMBER, NAME, NOTE, OF, VALUE, Item

_OTHERS = attrgetter(*(array for array in ARRAYS if array != "entities"))
_SAID = attrgetter("attributes", "level", "value", "confidence", "note")


def is_bare(layer: Layer) -> bool:
    """Whether the items of a layer are mentions that have no field."""
    said = list(map(_SAID, layer.entities or ()))
    return not any(_OTHERS(layer)) and said.count((UNSET,) * 5) == len(said)


def items_of(layer: Layer, names: Names) -> Iterator[Item]:
    """Every annotation of a layer; bare words come right before what they belong to."""
    for entity in layer.entities or ():
        named = names.theirs("type", entity.type)
        yield Item(id=entity.id, kind="entity", type=named, spans=entity.spans, fields=_fields(entity, names))
    for event in layer.events or ():
        yield from _of_event(event, names)
    for quote in layer.quotes or ():
        yield from _of_quote(quote, names)
    for relation in layer.relations or ():
        yield _item(relation, names, links=[(names.theirs("role", one.role), one.filler) for one in relation.arguments])
    for chain in layer.chains or ():
        yield _of_chain(chain, layer, names)


def _item(part: Any, names: Names, **more: Any) -> Item:
    kind: Any = type(part).__name__.lower()
    name = names.theirs("quote" if kind == "quote" else "type", part.type) if part.type else ""
    return Item(id=part.id, kind=kind, type=name, fields=_fields(part, names), **more)


def _fields(part: Annotation, names: Names) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in part.attributes.items() if part.attributes else ():
        fields[names.theirs("attribute", name)] = value
    if isinstance(part, Entity):
        if part.level:
            fields[LEVEL] = part.level
        if part.value:
            fields[VALUE] = part.value
    if part.confidence is not UNSET:
        fields[CONFIDENCE] = part.confidence
    if part.note:
        fields[NOTE] = part.note
    return fields


def _of_event(event: Event, names: Names) -> Iterator[Item]:
    links = []
    for number, argument in enumerate(event.arguments or (), 1):
        role = names.theirs("role", argument.role)
        if argument.spans:
            yield _words(f"{event.id}.{number}", role, argument.spans)
        links.append((role, argument.filler or f"{event.id}.{number}"))
    yield _item(event, names, spans=event.trigger, links=links)


def _of_quote(quote: Quote, names: Names) -> Iterator[Item]:
    links = []
    if quote.cue:
        yield _words(f"{quote.id}.{CUE}", CUE, quote.cue)
        links = [(CUE, f"{quote.id}.{CUE}")]
    links += [("source", ref) for ref in quote.source or ()]
    links += [("addressee", ref) for ref in quote.addressee or ()]
    yield _item(quote, names, spans=quote.content, links=links)


def _words(identifier: str, role: str, spans: list[Span]) -> Item:
    """Bare words: an id with a dot is none that an annotation can have."""
    return Item(id=identifier, kind="words", type=role, spans=spans)


def _of_chain(chain: Chain, layer: Layer, names: Names) -> Item:
    mentions: list[Any] = [*(layer.entities or ()), *(layer.events or ()), *(layer.quotes or ())]
    links = [(MEMBER, one.id) for one in mentions if one.chain == chain.id]
    item = _item(chain, names, links=links + [(GROUP, ref) for ref in chain.members or ()])
    item.fields[OF] = chain.kind
    if chain.name:
        item.fields[NAME] = chain.name
    if chain.links:
        item.fields[LINKS] = [theirs(link, names) for link in chain.links]
    return item


def theirs(link: str, names: Names) -> str:
    """A link as the format has it that it came from."""
    base, _, key = link.partition(":")
    base = names.theirs("kb", base)
    return f"{base}:{key}" if base else key
