"""The events of one chain differ in type, in an attribute such as polarity, or in their date.

A chain holds mentions of one happening: what is told twice has one type, happened or did not, and was on one day. Where
mentions differ one of them is wrong, or they are of two happenings. A type and its subtype do not differ, nor do dates
of which one is only less exact; dates with a time are not compared, since a night may belong to two days. The option
`attributes` lists the attributes that are compared.

Fails:

    {"text": "Ada met Charles. The meeting was never held.",
     "events": [{"id": "e1", "type": "Consult", "chain": "c1", "trigger": [{"start": 4, "end": 7, "text": "met"}]},
                {"id": "e2", "type": "Consult", "chain": "c1", "attributes": {"polarity": "negative"},
                 "trigger": [{"start": 21, "end": 28, "text": "meeting"}]}],
     "chains": [{"id": "c1", "kind": "event", "name": "the meeting"}]}

Passes:

    {"text": "Ada met Charles. The meeting was held here.",
     "events": [{"id": "e1", "type": "Consult", "chain": "c1", "trigger": [{"start": 4, "end": 7, "text": "met"}]},
                {"id": "e2", "type": "Consult", "chain": "c1",
                 "trigger": [{"start": 21, "end": 28, "text": "meeting"}]}],
     "chains": [{"id": "c1", "kind": "event", "name": "the meeting"}]}
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from operator import attrgetter, ne
from typing import Any

from msgspec import Struct

from ..model import Event
from ..tagset_file import Attribute
from ..text import quoted
from ._attributes import shown
from ._dates import is_after
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View

_DAY = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_ROLE = "date"
_Difference = tuple[str, Event]
"""What to say, and an event of the same chain that is otherwise."""


class _Aspect(Struct, frozen=True):
    """In what events may differ: its value for an event, None where it has none, and whether two values differ."""

    name: str
    value: Callable[[Event], Any]
    differ: Callable[[Any, Any], bool] = ne


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        chained = [event for event in layer.events if event.chain]
        if len(layer.columns.event_chain_refs) < len(chained):
            found: defaultdict[str, list[_Difference]] = defaultdict(list)
            for aspect in _aspects(layer, view.option(RULE, "attributes")):
                for event, difference in _differences(chained, aspect):
                    found[event.id].append(difference)
            yield from (_problem(event, found[event.id]) for event in chained if event.id in found)


def _aspects(layer: LayerView, attributes: list[str]) -> Iterator[_Aspect]:
    yield _Aspect("type", attrgetter("type"), lambda one, other: not _are_related(layer, one, other))
    if _ROLE in layer.columns.roles:
        values = {entity.id: entity.value for entity in layer.entities if entity.value}
        yield _Aspect("date", partial(_day, values), lambda one, other: is_after(one, other) or is_after(other, one))
    if layer.tagset and layer.columns.attributes and "attributes" in (layer.layer.tasks or ("attributes",)):
        given = set().union(*layer.columns.attributes)
        for declared in [one for name, one in layer.tagset.attributes.items() if name in attributes and name in given]:
            yield _Aspect(declared.name, partial(_value, declared))


def _differences(chained: list[Event], aspect: _Aspect) -> Iterator[tuple[Event, _Difference]]:
    """The events that differ from most of their chain, each with what to say and the first of those others."""
    given = [(event, event.chain, value) for event in chained if (value := aspect.value(event)) is not None]
    if len({chain for _, chain, _ in given}) == len({(chain, value) for _, chain, value in given}):
        return
    groups: defaultdict[Any, defaultdict[Any, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event, chain, value in given:
        groups[chain][value].append(event)
    for group in groups.values():
        usual = max(group, key=lambda value: len(group[value]))
        for value in [value for value in group if value != usual and aspect.differ(value, usual)]:
            difference = f"{aspect.name} {shown(value)} here, {shown(usual)} elsewhere"
            yield from ((event, (difference, group[usual][0])) for event in group[value])


def _are_related(layer: LayerView, one: str, other: str) -> bool:
    """Whether one of two types is above the other."""
    types = layer.tagset.events if layer.tagset else {}
    return any(a in types and b in types[a].lineage for a, b in ((one, other), (other, one)))


def _day(values: Mapping[Any, str], event: Event) -> str | None:
    """The date of an event as exactly as it is known, None where it has none, several, or no plain one."""
    dates = [values.get(part.filler, "") for part in event.arguments or () if part.role == _ROLE]
    return dates[0] if len(dates) == 1 and re.fullmatch(_DAY, dates[0]) else None


def _value(declared: Attribute, event: Event) -> str | float | None:
    """The single value of an attribute, which is its default where it is left out; None where it has neither."""
    value = (event.attributes or {}).get(declared.name, declared.default)
    return value if isinstance(value, str | int | float) else None


def _problem(event: Event, differences: list[_Difference]) -> Problem:
    trigger = quoted(" … ".join(span.text for span in event.trigger))
    return Problem(
        on=event,
        at=("chain",),
        message=f"{trigger} differs from its chain: {'; '.join(difference for difference, _ in differences)}",
        span=words(event),
        related=[(other, "the same happening, by its chain") for _, other in differences[:1]],
    )


RULE = Rule(
    code="EVT010",
    name="differing-events",
    severity="warning",
    level=5,
    check=check,
    options={"attributes": ["polarity"]},
)
