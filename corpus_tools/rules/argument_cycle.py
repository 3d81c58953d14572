"""Events are arguments of each other in a circle.

An event may be an argument of another, but following the arguments must never lead back to where one began: such a
structure cannot be read, drawn or counted. Remove or correct the argument that closes the circle. Each argument that
closes one is reported once; events that merely share an argument are none.

Fails:

    {"text": "They promised to help.",
     "events": [{"id": "e1", "type": "Agree", "trigger": [{"start": 5, "end": 13, "text": "promised"}],
                 "arguments": [{"role": "terms", "filler": "e2"}]},
                {"id": "e2", "type": "Aid", "trigger": [{"start": 17, "end": 21, "text": "help"}],
                 "arguments": [{"role": "reason", "filler": "e1"}]}]}

Passes:

    {"text": "They promised to help.",
     "events": [{"id": "e1", "type": "Agree", "trigger": [{"start": 5, "end": 13, "text": "promised"}],
                 "arguments": [{"role": "terms", "filler": "e2"}]},
                {"id": "e2", "type": "Aid", "trigger": [{"start": 17, "end": 21, "text": "help"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Argument, Event
from ._cycles import circles, may_circle
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        ids = {event.id for event in layer.events}
        if ids.isdisjoint(layer.columns.filler_refs):
            continue
        links = [(one.id, part.filler) for one in layer.events for part in one.arguments or () if part.filler in ids]
        if may_circle(links):
            yield from _problems(layer)


def _problems(layer: LayerView) -> Iterator[Problem]:
    events = {event.id: event for event in reversed(layer.events)}
    for path, closing in circles(reversed(events), lambda identifier: _links(events, identifier)):
        yield Problem(
            on=closing,
            at=("filler",),
            message=f"arguments lead in a circle: {' > '.join(path)}",
            span=words(layer.by_id[path[-2]]),
        )


def _links(events: dict[str, Event], identifier: str) -> Iterator[tuple[str, Argument]]:
    """The events that fill roles of an event, each once, with the argument."""
    found: dict[str, Argument] = {}
    for argument in events[identifier].arguments or ():
        if argument.filler and argument.filler in events:
            found.setdefault(argument.filler, argument)
    return iter(found.items())


RULE = Rule(code="EVT005", name="argument-cycle", severity="error", level=5, check=check)
