"""Records to files of CASIE, and what CASIE holds only in part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from ...file_names import file_name
from ...model import Argument, Chain, Entity, Event, Layer, Record, Span
from .. import _changes as changes
from .._about import said
from .._format import Chunk, Limit, Settings
from .._items.limits import numbered, with_some_metadata, without_bare_metadata
from .._json import Object
from .._names import Names
from .._token_numbers import entity_fillers, named_attributes
from .said import ABOUT, info_of, links_of, parts, reference


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("CASIE knows a mention by its words and its type", _first_mentions)
    yield Limit("what fills a role in CASIE is a mention", entity_fillers)
    yield Limit("CASIE has no mentions but those that fill roles", _in_roles)
    yield Limit("CASIE has no attribute but realis", partial(named_attributes, names={Event: ("realis",)}))
    yield Limit("CASIE has chains of events, and of mentions with a link to Wikidata or DBpedia", _chains)
    why = "CASIE says nothing of an article but its title, date and link"
    yield Limit(why, partial(with_some_metadata, names=tuple(ABOUT.values())))
    yield Limit("", without_bare_metadata, told=frozenset())
    yield Limit("", _in_order, told=frozenset())
    yield Limit("ids of CASIE are given anew", numbered, told=frozenset())


def _first_mentions(record: Record) -> Record:
    """The record without mentions on the words of one before that has the same type."""

    def change(layer: Layer) -> Layer:
        first: dict[tuple[int, int, str], str] = {}
        for one in layer.entities or ():
            first.setdefault((one.spans[0].start, one.spans[-1].end, one.type), one.id)
        return _with_entities(layer, set(first.values()))

    return changes.each_layer(record, change)


def _in_roles(record: Record) -> Record:
    """The record with only those mentions that fill a role."""

    def change(layer: Layer) -> Layer:
        return _with_entities(layer, {str(one.filler) for event in layer.events or () for one in event.arguments or ()})

    return changes.each_layer(record, change)


def _with_entities(layer: Layer, ids: set[str]) -> Layer:
    return changes.in_layer(layer, lambda part: part if part.id in ids else None, ("entities",))


def _chains(record: Record) -> Record:
    return changes.each_layer(record, lambda layer: _with_known_chains(layer) if layer.chains else layer)


def _with_known_chains(layer: Layer) -> Layer:
    mentions: list[Any] = [*(layer.entities or ()), *(layer.events or ())]
    sizes = Counter(one.chain for one in mentions)
    first: dict[tuple[str, ...], str] = {}

    def change(chain: Chain) -> Chain | None:
        links = links_of(reference(chain.links or ())) if chain.kind == "entity" and sizes[chain.id] else ()
        known = [link for link in links if link in (chain.links or ())]
        is_first = bool(known) and first.setdefault(tuple(known), chain.id) == chain.id
        if not (is_first or (chain.kind == "event" and sizes[chain.id] > 1)):
            return None
        return replace(changes.without(chain, "members"), links=known or UNSET)

    return changes.in_layer(layer, change, ("chains",))


def _in_order(record: Record) -> Record:
    """Mentions and chains as they come in the hoppers."""
    return changes.each_layer(record, _ordered)


def _ordered(layer: Layer) -> Layer:
    events = [event for hopper in _hoppers(layer) for event in hopper]
    rank = {ref: at for at, ref in enumerate(dict.fromkeys(_fillers(events)))}
    entities = sorted(layer.entities or (), key=lambda one: rank[one.id])
    chains = {chain.id: chain for chain in layer.chains or ()}
    mentions: list[Any] = [*events, *entities]
    ids = dict.fromkeys(one.chain for one in mentions if one.chain)
    new: dict[str, Any] = {"entities": entities, "events": events, "chains": [chains[one] for one in ids]}
    return replace(layer, **{name: found or UNSET for name, found in new.items()})


def _fillers(events: Iterable[Event]) -> Iterator[str]:
    return (str(one.filler) for event in events for one in event.arguments or ())


def _hoppers(layer: Layer) -> list[list[Event]]:
    """The events of a layer, those of a chain together."""
    found: dict[str, list[Event]] = {}
    for event in layer.events or ():
        found.setdefault(event.chain or f"alone {event.id}", []).append(event)
    return list(found.values())


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A file for each article."""
    for record in records:
        yield Chunk(file_name(record.id), msgspec.json.encode(_article(record)) + b"\n")


def _article(record: Record) -> Object:
    info = info_of(said(record.metadata))
    found: Object = {"sourcefile": f"{record.id}.txt", "info": info, "content": record.text}
    for layer in record.layers:
        found["cyberevent"] = {"hopper": list(_hopper_trees(layer))}
    return found


def _hopper_trees(layer: Layer) -> Iterator[Object]:
    made = _Parts(layer)
    for number, events in enumerate(_hoppers(layer)):
        same = {"relation": "Same"} if len(events) > 1 else {}
        yield {"index": number, **same, "events": [made.event(event) for event in events]}


class _Parts:
    """The annotations of a layer as CASIE has them."""

    def __init__(self, layer: Layer) -> None:
        self._names = Names.of(layer)
        self._entities = {one.id: one for one in layer.entities or ()}
        self._references = {chain.id: reference(chain.links or ()) for chain in layer.chains or ()}

    def event(self, event: Event) -> Object:
        nugget = {"index": f"n{event.id[1:]}", **_place(event.trigger)}
        arguments = [self._argument(one, self._entities[str(one.filler)]) for one in event.arguments or ()]
        kind = parts(self._names.theirs("type", event.type))
        return {"index": event.id, **kind, **(event.attributes or {}), "nugget": nugget, "argument": arguments}

    def _argument(self, argument: Argument, entity: Entity) -> Object:
        kind, role = self._names.theirs("type", entity.type), self._names.theirs("role", argument.role)
        links = self._references.get(entity.chain or "")
        linked = {"external_reference": links} if links else {}
        return {"index": entity.id, **_place(entity.spans), "type": kind, "role": {"type": role}, **linked}


def _place(spans: list[Span]) -> Object:
    return {"startOffset": spans[0].start, "endOffset": spans[-1].end, "text": spans[0].text}
