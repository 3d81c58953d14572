"""Every reference of a layer: who refers, from which field, to which id, and what kinds it may lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

from msgspec import Struct

from ..findings import Path
from ..model import Entity, Event, Quote
from ._ids import repeated
from ._once import once
from ._unanchored import kind_of
from ._view import LayerView, View

ENTITY_OR_CHAIN = frozenset({"entity", "chain"})
FILLERS = frozenset({"entity", "event", "quote", "chain"})
RELATION_FILLERS = frozenset({"entity", "event", "quote"})
CHAIN = frozenset({"chain"})


class Reference(Struct, frozen=True):
    """`owner` refers in its field `at` to the id `to`, which may be of `kinds`."""

    owner: Any
    at: Path
    to: str
    kinds: frozenset[str]


def references(layer: LayerView) -> Iterator[Reference]:
    """Every reference that an annotation of a layer makes to another, in the order of the layer."""
    own = layer.layer
    for entity in own.entities or ():
        yield from _of_chain(entity)
    for event in own.events or ():
        for argument in event.arguments or ():
            if argument.filler:
                yield Reference(argument, ("filler",), argument.filler, FILLERS)
        yield from _of_chain(event)
    for quote in own.quotes or ():
        yield from _of_quote(quote)
    for relation in own.relations or ():
        for pair in relation.arguments:
            yield Reference(pair, ("filler",), pair.filler, RELATION_FILLERS)
    for group in own.chains or ():
        for index, member in enumerate(group.members or ()):
            yield Reference(group, ("members", index), member, CHAIN)


def _of_chain(part: Entity | Event | Quote) -> Iterator[Reference]:
    if part.chain:
        yield Reference(part, ("chain",), part.chain, CHAIN)


def _of_quote(quote: Quote) -> Iterator[Reference]:
    for index, source in enumerate(quote.source or ()):
        yield Reference(quote, ("source", index), source, ENTITY_OR_CHAIN)
    for index, addressee in enumerate(quote.addressee or ()):
        yield Reference(quote, ("addressee", index), addressee, ENTITY_OR_CHAIN)
    yield from _of_chain(quote)


@once
def loose(view: View) -> list[tuple[LayerView, Reference]]:
    """The references that do not lead to an annotation in its array of a kind that they may lead to."""
    found = []
    for layer in view.layers:
        if layer.hidden or not _all_lead_somewhere(layer):
            kind = layer.kinds.get
            found += [(layer, ref) for ref in references(layer) if kind(ref.to) not in ref.kinds]
    return found


def _all_lead_somewhere(layer: LayerView) -> bool:
    """Whether every id that is referred to is of a kind that may be meant, told by sets of ids."""
    columns = layer.all_columns
    entities, chains = set(columns.entity_ids), set(columns.chain_ids)
    mentions = entities.union(columns.event_ids, columns.quote_ids)
    return (
        chains.issuperset(columns.chain_refs.union(*columns.members))
        and (mentions | chains).issuperset(columns.filler_refs)
        and mentions.issuperset([pair.filler for pair in columns.pairs])
        and (entities | chains).issuperset(chain.from_iterable(columns.speakers))
    )


@once
def unknown(view: View) -> list[tuple[LayerView, Reference]]:
    """The references that lead to nothing, neither in an array nor among the unanchored."""
    return [(layer, reference) for layer, reference in loose(view) if kind_found(layer, reference) is None]


@once
def meant(view: View) -> dict[int, str]:
    """The one id that is referred to and missing in a layer that has an id twice: it was probably meant there."""
    missing: defaultdict[int, set[str]] = defaultdict(set)
    for layer, reference in unknown(view):
        missing[layer.index].add(reference.to)
    twice = {layer.index for layer, _, _ in repeated(view)}
    return {index: next(iter(names)) for index, names in missing.items() if index in twice and len(names) == 1}


@once
def referred_to(view: View) -> list[set[str]]:
    """The ids that something in the same layer refers to, by layer."""
    return [{reference.to for reference in references(layer)} for layer in view.layers]


def kind_found(layer: LayerView, reference: Reference) -> str | None:
    """The kind of what a reference leads to, in an array or among the unanchored; None where it leads to nothing."""
    waiting = layer.unanchored.get(reference.to)
    return layer.kinds.get(reference.to) or (kind_of(waiting) if waiting else None)


def is_waiting(layer: LayerView, reference: Reference) -> bool:
    """Whether a reference leads to an unanchored annotation of a kind that it may lead to."""
    return reference.to not in layer.kinds and kind_found(layer, reference) in reference.kinds
