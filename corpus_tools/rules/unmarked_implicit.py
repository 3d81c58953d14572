"""An argument is filled by a chain but is not marked as implicit.

A chain as filler says: it is known who takes part, but no mention stands near the trigger. Only `"implicit": true`
tells that apart from a chain that was given by mistake for one of its mentions. Set it; where a mention is near, choose
that as filler instead.

Fails:

    {"text": "The strike ended.",
     "events": [{"id": "e1", "type": "Retreat", "trigger": [{"start": 11, "end": 16, "text": "ended"}],
                 "arguments": [{"role": "actor", "filler": "c1"}]}],
     "chains": [{"id": "c1", "kind": "entity", "type": "ORG", "name": "Dockers' Union"}]}

Passes:

    {"text": "The strike ended.",
     "events": [{"id": "e1", "type": "Retreat", "trigger": [{"start": 11, "end": 16, "text": "ended"}],
                 "arguments": [{"role": "actor", "filler": "c1", "implicit": true}]}],
     "chains": [{"id": "c1", "kind": "entity", "type": "ORG", "name": "Dockers' Union"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Argument, Event
from ..text import quoted
from ._changes import put
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        chains = {part.id for part in layer.chains}
        if not chains.isdisjoint(layer.columns.filler_refs):
            for event in layer.events:
                for argument in event.arguments or ():
                    if argument.filler in chains and not argument.implicit:
                        yield from _unmarked(layer, event, argument)


def _unmarked(layer: LayerView, event: Event, argument: Argument) -> Iterator[Problem]:
    if layer.kinds[argument.filler or ""] == "chain":
        yield Problem(
            on=argument,
            message=f"{quoted(argument.filler or '')} is a chain, so the argument should be marked as implicit",
            span=words(event),
            fix='set "implicit" to true',
            changes=put(argument, implicit=True),
        )


RULE = Rule(code="EVT008", name="unmarked-implicit", severity="warning", level=5, check=check, fix="safe")
