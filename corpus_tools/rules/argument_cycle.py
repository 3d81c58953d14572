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

from collections.abc import Iterator, Sequence

from msgspec import UnsetType

from ..model import Argument, Event
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View

_SHOWN = 8
"""Events that a message names at most."""
_ROUNDS = 8


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        ids = {event.id for event in layer.events}
        if ids.isdisjoint(layer.columns.filler_refs):
            continue
        links = [(one.id, part.filler) for one in layer.events for part in one.arguments or () if part.filler in ids]
        if _may_circle(links):
            for path, closing in _cycles(_Graph(layer)):
                yield Problem(
                    on=closing,
                    at=("filler",),
                    message=f"arguments lead in a circle: {' > '.join(path)}",
                    span=words(layer.by_id[path[-2]]),
                )


def _may_circle(links: Sequence[tuple[str, str | UnsetType]]) -> bool:
    """Whether links are left after those that lead to an end are taken away, a few times over."""
    for _ in range(_ROUNDS):
        sources = {source for source, _ in links}
        links = [link for link in links if link[1] in sources]
        if not links:
            return False
    return True


def _circle(path: list[str], start: int) -> list[str]:
    """The names on a path from an index on, and the first once more; the middle of many is left out."""
    if len(path) - start <= _SHOWN:
        return [*path[start:], path[start]]
    half = _SHOWN // 2
    return [*path[start : start + half], "…", *path[-half:], path[start]]


class _Graph:
    """The events of a layer by id, and which events are arguments of each."""

    def __init__(self, layer: LayerView) -> None:
        self.events: dict[str, Event] = {event.id: event for event in reversed(layer.events)}

    def links(self, identifier: str) -> Iterator[tuple[str, Argument]]:
        """The events that fill roles of an event, each once, with the argument."""
        found: dict[str, Argument] = {}
        for argument in self.events[identifier].arguments or ():
            if argument.filler and argument.filler in self.events:
                found.setdefault(argument.filler, argument)
        return iter(found.items())


def _cycles(graph: _Graph) -> Iterator[tuple[list[str], Argument]]:
    """Walk depth first without recursion; a link back to an event that is being walked closes a circle."""
    done: set[str] = set()
    for first in reversed(graph.events):
        if first in done:
            continue
        depth, path, ahead = {first: 0}, [first], [graph.links(first)]
        while path:
            for target, argument in ahead[-1]:
                if target in depth:
                    yield _circle(path, depth[target]), argument
                elif target not in done:
                    depth[target] = len(path)
                    path.append(target)
                    ahead.append(graph.links(target))
                    break
            else:
                ahead.pop()
                done.add(path[-1])
                del depth[path.pop()]


RULE = Rule(code="EVT005", name="argument-cycle", severity="error", level=5, check=check)
