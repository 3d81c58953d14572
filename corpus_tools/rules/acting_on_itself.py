"""One and the same entity does something and has it done to it.

The actor of an event and its recipient are two, so one of the two roles mostly has the wrong filler. Mentions of one
chain are the same entity. Not meant is a mention that stands for several individuals (`plural`), who may act on each
other. The option `roles` lists the pairs of roles that exclude each other.

Fails:

    {"text": "Norhaven accused the council.",
     "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]}],
     "events": [{"id": "e1", "type": "Accuse", "trigger": [{"start": 9, "end": 16, "text": "accused"}],
                 "arguments": [{"role": "actor", "filler": "t1"}, {"role": "recipient", "filler": "t1"}]}]}

Passes:

    {"text": "Norhaven accused the council.",
     "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]},
                  {"id": "t2", "type": "ORG", "spans": [{"start": 17, "end": 28, "text": "the council"}]}],
     "events": [{"id": "e1", "type": "Accuse", "trigger": [{"start": 9, "end": 16, "text": "accused"}],
                 "arguments": [{"role": "actor", "filler": "t1"}, {"role": "recipient", "filler": "t2"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Argument, Entity, Event
from ._chains import chain_of, may_repeat, same_thing, thing
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    doubtful = [layer for layer, repeats in zip(view.layers, may_repeat(view), strict=True) if repeats]
    pairs = [pair.split() for pair in view.option(RULE, "roles")] if doubtful else []
    for layer in doubtful:
        given = set(layer.columns.roles)
        for doer, target in [pair for pair in pairs if given.issuperset(pair)]:
            for event in layer.events:
                roles = [part.role for part in event.arguments or ()]
                if doer in roles and target in roles:
                    yield from _same(layer, chain_of(view)[layer.index], event, doer, target)


def _same(layer: LayerView, chains: dict[str, str], event: Event, doer: str, target: str) -> Iterator[Problem]:
    arguments = event.arguments or ()
    doers = {thing(chains, part.filler): part for part in arguments if part.role == doer and part.filler}
    for part in arguments:
        first = doers.get(thing(chains, part.filler)) if part.role == target else None
        if first and not (_is_plural(layer, first) or _is_plural(layer, part)):
            yield from same_thing(layer, event, first, part)


def _is_plural(layer: LayerView, argument: Argument) -> bool:
    entity = layer.by_id.get(argument.filler or "")
    return isinstance(entity, Entity) and (entity.attributes or {}).get("plural") is True


RULE = Rule(
    code="EVT011",
    name="acting-on-itself",
    severity="warning",
    level=5,
    check=check,
    options={"roles": ["actor recipient", "buyer seller", "winner loser"]},
)
