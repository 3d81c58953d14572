"""An entity has another type than its chain.

All mentions of one thing are of one sort, so either the entity has the wrong type or it is in the wrong chain. Subtypes
of the chain's type are fine, and so are mentions whose attributes `metonymy` or `nonreferring` say that they mean
something else. A chain without a type is not looked at.

Fails:

    {"text": "Norhaven voted.",
     "entities": [{"id": "t1", "type": "ORG", "chain": "c1", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]}],
     "chains": [{"id": "c1", "kind": "entity", "type": "GPE", "name": "Norhaven"}]}

Passes:

    {"text": "Norhaven voted.",
     "entities": [{"id": "t1", "type": "GPE", "chain": "c1", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]}],
     "chains": [{"id": "c1", "kind": "entity", "type": "GPE", "name": "Norhaven"}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Chain, Entity
from ..tagset import TagSet
from ..text import quoted
from ._mentions import hull, is_itself
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        if layer.tagset is not None:
            yield from _clashes(layer, layer.tagset)


def _clashes(layer: LayerView, tagset: TagSet) -> Iterator[Problem]:
    chains = [part for part in reversed(layer.chains) if part.type and part.kind == "entity"]
    types: dict[Any, Any] = {part.id: part.type for part in chains}
    names = layer.columns.entity_types
    if not types or list(map(types.get, layer.columns.entity_chains, names)) == names:
        return
    by_id: dict[Any, Chain] = {part.id: part for part in chains}
    for entity in [part for part in layer.entities if types.get(part.chain, part.type) != part.type]:
        chain = by_id[entity.chain]
        if chain.type not in tagset.entities[entity.type].lineage and is_itself(entity):
            yield _problem(entity, chain)


def _problem(entity: Entity, chain: Chain) -> Problem:
    name = f" {quoted(chain.name)}" if chain.name else ""
    return Problem(
        on=entity,
        at=("type",),
        message=f"the entity is {entity.type}, its chain {quoted(chain.id)}{name} is {chain.type}",
        span=hull(entity),
        related=[(chain, "its chain")],
    )


RULE = Rule(code="CHN002", name="chain-type", severity="warning", level=5, check=check)
