"""Two events of a layer have the same trigger and type, and one says nothing that the other does not.

One word mostly tells of one event; marked twice it is counted twice. Keep the fuller of the two. Where each has an
argument that the other lacks they may be two happenings told by one word ("killed two here and three there"), and
nothing is said.

Fails:

    {"text": "Ada met Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 4, "end": 7, "text": "met"}],
                 "arguments": [{"role": "participant", "filler": "t1"}]},
                {"id": "e2", "type": "Consult", "trigger": [{"start": 4, "end": 7, "text": "met"}]}]}

Passes:

    {"text": "Ada met Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 4, "end": 7, "text": "met"}],
                 "arguments": [{"role": "participant", "filler": "t1"}]}]}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..model import Event
from ..text import quoted
from ._counts import argument_key
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View

_COMPARED = 64
"""Events of one trigger that another is compared with."""


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        places = [(event.type, event.trigger[0].start, event.trigger[-1].end) for event in layer.events]
        if len(set(places)) < len(places):
            yield from _repeated(layer)


def _repeated(layer: LayerView) -> Iterator[Problem]:
    seen: defaultdict[object, list[tuple[Event, set[tuple[object, ...]]]]] = defaultdict(list)
    for event in layer.events:
        group = seen[event.type, *[(span.start, span.end) for span in event.trigger]]
        said = {argument_key(argument) for argument in event.arguments or ()}
        first = next((one for one, other in group[:_COMPARED] if said <= other or other <= said), event)
        if first.id != event.id:
            yield _problem(event, first)
        group.append((event, said))


def _problem(event: Event, first: Event) -> Problem:
    trigger = " … ".join(span.text for span in event.trigger)
    return Problem(
        on=event,
        message=f"{quoted(trigger)} is the trigger of the {quoted(event.type)} event {quoted(first.id)} already",
        span=words(event),
        fix="keep the fuller of the two",
        related=[(first, "first marked here")],
    )


RULE = Rule(code="EVT007", name="repeated-event", severity="warning", level=5, check=check)
