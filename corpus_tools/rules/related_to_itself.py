"""Two arguments of one relation are the same entity.

A relation holds between two things, so one of the two mostly has the wrong filler. Mentions of one chain are the same
entity. The same filler twice in one role, or in roles that may change places, is reported as a repeated argument.

Fails:

    {"text": "Norhaven and its harbour.",
     "entities": [{"id": "t1", "type": "GPE", "chain": "c1", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]},
                  {"id": "t2", "type": "GPE", "chain": "c1", "spans": [{"start": 13, "end": 16, "text": "its"}]},
                  {"id": "t3", "type": "FAC", "spans": [{"start": 13, "end": 24, "text": "its harbour"}]}],
     "relations": [{"id": "r1", "type": "PartOf",
                    "arguments": [{"role": "part", "filler": "t2"}, {"role": "whole", "filler": "t1"}]}],
     "chains": [{"id": "c1", "kind": "entity", "type": "GPE", "name": "Norhaven"}]}

Passes:

    {"text": "Norhaven and its harbour.",
     "entities": [{"id": "t1", "type": "GPE", "chain": "c1", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]},
                  {"id": "t2", "type": "GPE", "chain": "c1", "spans": [{"start": 13, "end": 16, "text": "its"}]},
                  {"id": "t3", "type": "FAC", "spans": [{"start": 13, "end": 24, "text": "its harbour"}]}],
     "relations": [{"id": "r1", "type": "PartOf",
                    "arguments": [{"role": "part", "filler": "t3"}, {"role": "whole", "filler": "t1"}]}],
     "chains": [{"id": "c1", "kind": "entity", "type": "GPE", "name": "Norhaven"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Relation, RelationArgument
from ._chains import chain_of, same_thing, thing
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        chains = chain_of(view)[layer.index] if layer.relations else {}
        for relation in layer.relations:
            things = [thing(chains, pair.filler) for pair in relation.arguments]
            if len(set(things)) < len(things):
                yield from _same(layer, relation, things)


def _same(layer: LayerView, relation: Relation, things: list[str]) -> Iterator[Problem]:
    seen: dict[str, RelationArgument] = {}
    resolved = layer.tagset.relations.get(relation.type) if layer.tagset else None
    symmetric = resolved is not None and resolved.symmetric
    for pair, one in zip(relation.arguments, things, strict=True):
        first = seen.setdefault(one, pair)
        is_repeated = first.filler == pair.filler and (symmetric or first.role == pair.role)
        if first is not pair and not is_repeated:
            yield from same_thing(layer, relation, first, pair)


RULE = Rule(code="REL006", name="related-to-itself", severity="warning", level=5, check=check)
