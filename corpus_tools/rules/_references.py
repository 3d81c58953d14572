"""Every reference of a layer: who refers, from which field, to which id, and what kinds it may lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..findings import Path
from ..model import Entity, Event, Quote
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
    for chain in own.chains or ():
        for index, member in enumerate(chain.members or ()):
            yield Reference(chain, ("members", index), member, CHAIN)


def _of_chain(part: Entity | Event | Quote) -> Iterator[Reference]:
    if part.chain:
        yield Reference(part, ("chain",), part.chain, CHAIN)


def _of_quote(quote: Quote) -> Iterator[Reference]:
    for index, source in enumerate(quote.source or ()):
        yield Reference(quote, ("source", index), source, ENTITY_OR_CHAIN)
    for index, addressee in enumerate(quote.addressee or ()):
        yield Reference(quote, ("addressee", index), addressee, ENTITY_OR_CHAIN)
    yield from _of_chain(quote)


def _targets(layer: LayerView) -> Iterator[tuple[frozenset[str], set[str]]]:
    """The kinds that references may lead to, with all ids that are referred to so."""
    own = layer.layer
    placed: list[Entity | Event | Quote] = [*(own.entities or ()), *(own.events or ()), *(own.quotes or ())]
    chains = {part.chain for part in placed if part.chain}
    chains.update(member for chain in own.chains or () if chain.members for member in chain.members)
    yield CHAIN, chains
    yield FILLERS, {argument.filler for argument in layer.arguments if argument.filler}
    yield RELATION_FILLERS, {pair.filler for relation in own.relations or () for pair in relation.arguments}
    speakers = [refs for quote in own.quotes or () for refs in (quote.source, quote.addressee) if refs]
    yield ENTITY_OR_CHAIN, {ref for refs in speakers for ref in refs}


@once
def loose(view: View) -> list[tuple[LayerView, Reference]]:
    """The references that do not lead to an annotation in its array of a kind that they may lead to."""
    found = []
    for layer in view.layers:
        kind = layer.kinds.get
        if not all(kinds.issuperset(map(kind, ids)) for kinds, ids in _targets(layer)):
            found += [(layer, ref) for ref in references(layer) if kind(ref.to) not in ref.kinds]
    return found


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
