"""What spaCy holds only in part; the rest is taken away before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ...model import Chain, Entity, Layer, Record
from .. import _changes as changes
from .._format import Limit, Settings
from .._names import Ids
from .._token_limits import SEGMENTS, covered


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("spaCy links a mention to one entry of a knowledge base, and has no other chains", linked_chains)
    yield Limit(
        "every word of spaCy is a token, and every token in a sentence", partial(covered, settings=settings), SEGMENTS
    )
    yield Limit("spaCy has no ids of chains", numbered_chains, frozenset())


def linked_chains(record: Record) -> Record:
    """Chains of entities only, each with one link that no other chain of the layer has."""
    return changes.each_layer(record, _linked_chains)


def _linked_chains(layer: Layer) -> Layer:
    first = [
        (chain.links[0], chain.id) for chain in reversed(layer.chains or ()) if chain.links and chain.kind == "entity"
    ]
    kept = set(dict(first).values()) & _chains_with_mentions(layer)

    def change(part: Any) -> Any:
        if not isinstance(part, Chain):
            return part
        bare = Chain(id=part.id, kind=part.kind, links=part.links and part.links[:1])
        return None if part.id not in kept else part if part == bare else bare

    return changes.in_layer(layer, change)


def _chains_with_mentions(layer: Layer) -> set[str]:
    return {entity.chain for entity in layer.entities or () if entity.chain}


def numbered_chains(record: Record) -> Record:
    """Chains in the order of their first mentions, with ids in that order."""
    return changes.each_layer(record, _numbered_chains)


def _numbered_chains(layer: Layer) -> Layer:
    ids, order = Ids(), in_text_order(layer)
    same = {part.id: ids.keep(part.id, "t") for part in (*order, *(layer.relations or ()))}
    chains = list(dict.fromkeys(entity.chain for entity in order if entity.chain))
    return changes.renamed(layer, {**same, **{chain: ids.new("c") for chain in chains}}) if chains else layer


def in_text_order(layer: Layer) -> list[Entity]:
    """Mentions as spaCy keeps them in a group: by place, the longer ones first."""
    return sorted(layer.entities or (), key=lambda one: (one.spans[0].start, -one.spans[0].end))
