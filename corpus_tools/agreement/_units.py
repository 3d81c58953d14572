"""What can be compared, and how it is taken from a layer: everything becomes items with a type and a place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import UNSET, Struct

from ..model import Annotation, Entity, Event, Layer, Quote, Span, Task

Place = tuple[tuple[int, int], ...]
"""The stretches an item covers, in code points `[start, end)`, in text order."""


class Item(Struct, frozen=True):
    """One thing to be compared.

    Args:
        id: the annotation it is, or belongs to.
        type: what counts are told apart by: the type of an annotation, the role of an argument, the name of an
            attribute, the knowledge base of a link.
        place: where it stands; of a relation, where its arguments stand.
        part: the annotation.
        says: what it says beside that: the other end of an argument, the value of an attribute, the chain of a mention.
    """

    id: str
    type: str
    place: Place
    part: Annotation
    says: Any = None


class Unit(Struct, frozen=True, kw_only=True):
    """One sort of thing to compare.

    Args:
        tasks: what a layer must have been made for to take part.
        items: what a layer has of it.
        together: what becomes of the items of all readings where they depend on each other.
    """

    name: str
    title: str
    tasks: tuple[Task, ...]
    items: Callable[[Layer], Iterable[Item]]
    together: Callable[[Sequence[Sequence[Item]]], Sequence[Sequence[Item]]] | None = None


def place_of(spans: Iterable[Span]) -> Place:
    """The stretches of spans."""
    return tuple([(span.start, span.end) for span in spans])


def _entities(layer: Layer) -> Iterator[Item]:
    return (Item(one.id, one.type, place_of(one.spans), one) for one in layer.entities or ())


def _events(layer: Layer) -> Iterator[Item]:
    return (Item(one.id, one.type, place_of(one.trigger), one) for one in layer.events or ())


def _quotes(layer: Layer) -> Iterator[Item]:
    return (Item(one.id, one.type, place_of(one.content), one) for one in layer.quotes or ())


def _cues(layer: Layer) -> Iterator[Item]:
    return (Item(one.id, one.type, place_of(one.cue), one) for one in layer.quotes or () if one.cue)


class Filler(Struct, frozen=True):
    """What fills an argument.

    Args:
        places: where it stands; of a chain, where all its mentions do.
        heads: where their heads stand.
        names: what a chain that is not mentioned is called.
    """

    places: tuple[Place, ...]
    heads: tuple[Place, ...]
    names: tuple[str, ...] = ()


class Fillers:
    """Where the annotations of a layer stand, for what refers to them by id."""

    def __init__(self, layer: Layer) -> None:
        self._heads = {one.id: place_of(one.head) for one in layer.entities or () if one.head}
        self._places: dict[str, Place] = {
            **{one.id: place_of(one.spans) for one in layer.entities or ()},
            **{one.id: place_of(one.trigger) for one in layer.events or ()},
            **{one.id: place_of(one.content) for one in layer.quotes or ()},
        }
        self._chain_of: dict[str, str] = {
            one.id: one.chain
            for array in (layer.entities, layer.events, layer.quotes)
            for one in array or ()
            if one.chain is not UNSET
        }
        self._names = {one.id: (one.name or "", *(one.links or ())) for one in layer.chains or ()}
        self._members: dict[str, list[str]] = {}
        for identifier, chain in self._chain_of.items():
            self._members.setdefault(chain, []).append(identifier)

    def filler(self, ref: str) -> Filler:
        """What fills an argument."""
        found = self._of(ref)
        places, heads = (
            tuple(where.get(one, self._places[one]) for one in found) for where in (self._places, self._heads)
        )
        return Filler(places, heads, () if found else self._names.get(ref, ()))

    def places(self, ref: str) -> Sequence[Place]:
        """The place of an annotation; of a chain, the places of its mentions."""
        return [self._places[one] for one in self._of(ref)]

    def mentions(self, ref: str) -> Sequence[Place]:
        """The places of all that belongs to the same chain as an annotation, its own among them."""
        chain = self._chain_of.get(ref, ref)
        return [self._places[one] for one in self._members.get(chain) or self._of(ref)]

    def _of(self, ref: str) -> Sequence[str]:
        return [ref] if ref in self._places else self._members.get(ref, [])


def _arguments(layer: Layer) -> Iterator[Item]:
    """Each argument at the place of its event's trigger; `says` is what fills it."""
    fillers = Fillers(layer)
    for event in layer.events or ():
        for argument in event.arguments or ():
            own = (place_of(argument.spans),) if argument.spans else ()
            says = Filler(own, own) if own else fillers.filler(argument.filler or "")
            yield Item(event.id, argument.role, place_of(event.trigger), event, says)


def _relations(layer: Layer) -> Iterator[Item]:
    """Each relation at the places of its arguments; `says` are these, as pairs of a role and what fills it."""
    fillers = Fillers(layer)
    for one in layer.relations or ():
        says = tuple((argument.role, fillers.filler(argument.filler)) for argument in one.arguments)
        stretches = {stretch for _, filler in says for place in filler.places for stretch in place}
        yield Item(one.id, one.type, tuple(sorted(stretches)), one, says)


def _speakers(layer: Layer) -> Iterator[Item]:
    """Each quote at its content; `says` are the places of its sources, and those of all mentions of them."""
    fillers = Fillers(layer)
    for one in layer.quotes or ():
        named = frozenset(place for ref in one.source or () for place in fillers.places(ref))
        known = frozenset(place for ref in one.source or () for place in fillers.mentions(ref))
        yield Item(one.id, one.type, place_of(one.content), one, (named, known))


def _mentions(layer: Layer) -> Iterator[Item]:
    """Each annotation that may corefer; `says` is its chain, or itself where it stands alone."""
    sorts: Mapping[str, tuple[type, Callable[[Any], list[Span]]]] = {
        "entity": (Entity, lambda one: one.spans),
        "event": (Event, lambda one: one.trigger),
        "quote": (Quote, lambda one: one.content),
    }
    for kind, array in (("entity", layer.entities), ("event", layer.events), ("quote", layer.quotes)):
        for one in array or ():
            yield Item(one.id, kind, place_of(sorts[kind][1](one)), one, one.chain or f"{kind} {one.id}")


def _links(layer: Layer) -> Iterator[Item]:
    """Each mention of a chain with links, at its place; `says` are the links."""
    links = {chain.id: frozenset(chain.links) for chain in layer.chains or () if chain.links}
    for one in layer.entities or ():
        if one.chain and one.chain in links:
            yield Item(one.id, one.type, place_of(one.spans), one, links[one.chain])


def _types(layer: Layer) -> Iterator[Item]:
    """Each entity at its place, whatever its type; `says` is the type."""
    return (Item(one.id, "", place_of(one.spans), one, one.type) for one in layer.entities or ())


def _attributes(layer: Layer) -> Iterator[Item]:
    """Each annotation that has a place; `says` are its attributes."""
    for kind, items in (("entity", _entities), ("event", _events), ("quote", _quotes)):
        for one in items(layer):
            yield Item(one.id, kind, one.place, one.part, dict(one.part.attributes or {}))


def _attribute_by_attribute(readings: Sequence[Sequence[Item]]) -> Sequence[Sequence[Item]]:
    """An item for each attribute that anybody used for that kind of annotation; `says` is its value."""
    used: dict[str, set[str]] = {}
    for items in readings:
        for item in items:
            used.setdefault(item.type, set()).update(item.says)
    return [
        [
            Item(item.id, f"{item.type} {name}", item.place, item.part, _value(item.says, name))
            for item in items
            for name in sorted(used[item.type])
        ]
        for items in readings
    ]


def _value(attributes: Mapping[str, Any], name: str) -> str:
    return json.dumps(attributes[name], ensure_ascii=False, sort_keys=True) if name in attributes else "not set"


UNITS = {
    unit.name: unit
    for unit in (
        Unit(name="entities", title="entities", tasks=("entities",), items=_entities),
        Unit(name="types", title="types of entities on the same words", tasks=("entities",), items=_types),
        Unit(name="chains", title="coreference chains", tasks=("chains",), items=_mentions),
        Unit(name="links", title="links to knowledge bases", tasks=("links",), items=_links),
        Unit(name="events", title="event triggers", tasks=("events",), items=_events),
        Unit(name="arguments", title="arguments of events", tasks=("events", "arguments"), items=_arguments),
        Unit(name="relations", title="relations", tasks=("relations",), items=_relations),
        Unit(name="quotes", title="contents of quotes", tasks=("quotes",), items=_quotes),
        Unit(name="cues", title="cues of quotes", tasks=("quotes",), items=_cues),
        Unit(name="speakers", title="speakers of quotes", tasks=("quotes",), items=_speakers),
        Unit(
            name="attributes",
            title="attributes",
            tasks=("attributes",),
            items=_attributes,
            together=_attribute_by_attribute,
        ),
    )
}
"""Every unit by name, in the order of reports."""


def contents(value: Any) -> str:
    """What an item says, in words that are the same for the same contents."""
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(map(str, value))) + "}"
    if isinstance(value, tuple):
        return "(" + ",".join(map(contents, value)) + ")"
    return f"{value.places} {value.heads} {value.names}" if isinstance(value, Filler) else str(value)


def tasks_of(layer: Layer) -> frozenset[str]:
    """What a layer was made for: as it says, or else the kinds whose arrays are there, and what these hold."""
    if layer.tasks:
        return frozenset(layer.tasks)
    arrays = ("entities", "events", "quotes", "relations", "chains")
    tasks = {name for name in arrays if getattr(layer, name) is not UNSET}
    if any(event.arguments for event in layer.events or ()):
        tasks.add("arguments")
    if any(chain.links for chain in layer.chains or ()):
        tasks.add("links")
    if any(part.attributes for name in arrays for part in getattr(layer, name) or ()):
        tasks.add("attributes")
    return frozenset(tasks)
