"""Every reference of a layer: who refers, from which field, to which id, and what kinds it may lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..findings import Path
from ._view import LayerView

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
    """The references that annotations of a layer make to each other; empty at once where all lead somewhere is not known here."""
    for part in (*layer.entities, *layer.events, *layer.quotes):
        if part.chain:
            yield Reference(part, ("chain",), part.chain, CHAIN)
    for event in layer.events:
        for argument in event.arguments or ():
            if argument.filler:
                yield Reference(argument, ("filler",), argument.filler, FILLERS)
    for relation in layer.relations:
        for pair in relation.arguments:
            yield Reference(pair, ("filler",), pair.filler, RELATION_FILLERS)
    for quote in layer.quotes:
        for index, source in enumerate(quote.source or ()):
            yield Reference(quote, ("source", index), source, ENTITY_OR_CHAIN)
        for index, addressee in enumerate(quote.addressee or ()):
            yield Reference(quote, ("addressee", index), addressee, ENTITY_OR_CHAIN)
    for chain in layer.chains:
        for index, member in enumerate(chain.members or ()):
            yield Reference(chain, ("members", index), member, CHAIN)


def targets(layer: LayerView) -> dict[str, set[str]]:
    """The ids that a layer refers to, by the field: a cheap column for rules to test before they look closer."""
    placed = (*layer.entities, *layer.events, *layer.quotes)
    return {
        "chain": {part.chain for part in placed if part.chain} | {m for c in layer.chains if c.members for m in c.members},
        "filler": {argument.filler for event in layer.events if event.arguments for argument in event.arguments if argument.filler},
        "pair": {pair.filler for relation in layer.relations for pair in relation.arguments},
        "speaker": {ref for quote in layer.quotes for refs in (quote.source, quote.addressee) if refs for ref in refs},
    }
