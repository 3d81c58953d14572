"""A value is not of the form that its type asks for, or stands on a type that has no values.

Types of class `value`, such as dates and amounts of money, have a `value` beside the words: the same in a standard
form. The tag set gives the form as a pattern that the whole value must match. A pattern that takes too long on a value
is given up, and that is reported once a record; a simpler pattern mends it.

Fails:

    {"text": "She left on 4 May 2023.",
     "entities": [{"id": "t1", "type": "DATE", "value": "4.5.2023",
                   "spans": [{"start": 12, "end": 22, "text": "4 May 2023"}]}]}

Passes:

    {"text": "She left on 4 May 2023.",
     "entities": [{"id": "t1", "type": "DATE", "value": "2023-05-04",
                   "spans": [{"start": 12, "end": 22, "text": "4 May 2023"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Entity
from ..text import quoted
from ._labels import Labels, labels, listing
from ._mentions import hull
from ._patterns import SECONDS, misfits
from ._rule import Problem, Rule
from ._view import View

_FORMS = {
    "timex3": "a date, time or duration as in TIMEX3, such as 2023-05-04, 2023-05 or P3D",
    "money": "a currency and an amount, such as EUR 40000000",
    "quantity": "a number, and a unit where there is one, such as 12 or 30 km",
}


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        if layer.tagset and any(layer.columns.entity_values):
            valued = [part for part in layer.entities if part.value]
            yield from _problems(view, labels(layer.tagset), valued)


def _problems(view: View, known: Labels, valued: list[Entity]) -> Iterator[Problem]:
    patterns = known.value_patterns
    for entity in valued:
        if entity.type not in known.value_types:
            yield _problem(entity, *_no_values(known, entity))
    rest = [part for part in valued if part.type in patterns and part.type in known.value_types]
    for entity, given_up in misfits(view, [(part, patterns[part.type], part.value or "") for part in rest]):
        yield _problem(entity, _takes_long(entity) if given_up else _misfit(known, entity))


def _problem(entity: Entity, message: str, fix: str | None = None) -> Problem:
    return Problem(on=entity, at=("value",), message=message, span=hull(entity), fix=fix)


def _no_values(known: Labels, entity: Entity) -> tuple[str, str | None]:
    others = sorted(known.value_types)
    instead = f", or change the type to one that has values: {listing(others)}" if others else ""
    return f"{quoted(entity.type)} is not a type of value", "remove the value" + instead


def _misfit(known: Labels, entity: Entity) -> str:
    form = known.types["entity"][entity.type].first("value_format")
    expected = _FORMS.get(str(form)) or f"one that matches {quoted(known.value_patterns[entity.type], 120)}"
    return f"{quoted(entity.value or '')} does not have the form of a {quoted(entity.type)} value, which is {expected}"


def _takes_long(entity: Entity) -> str:
    return f"the pattern of {quoted(entity.type)} was given up after {SECONDS} seconds on {quoted(entity.value or '')}"


RULE = Rule(code="ENT005", name="entity-value", severity="error", level=5, check=check)
