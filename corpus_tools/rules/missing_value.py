"""A date, sum or quantity has no value in standard form, although most of its layer have one.

Words such as "Tuesday" or "$2.4 billion" can be compared and counted only by their value. Give it. Where the words
leave no doubt, as dates in figures, plain numbers and sums in a known currency do, there is a proposal. Nothing is said
where fewer than half of the mentions of values in the layer have one, since then nobody set out to give them.

Fails:

    {"text": "It cost 40 euros in 2023 and 50 euros now.",
     "entities": [{"id": "t1", "type": "MONEY", "value": "EUR 40",
                   "spans": [{"start": 8, "end": 16, "text": "40 euros"}]},
                  {"id": "t2", "type": "DATE", "spans": [{"start": 20, "end": 24, "text": "2023"}]}]}

Passes:

    {"text": "It cost 40 euros in 2023 and 50 euros now.",
     "entities": [{"id": "t1", "type": "MONEY", "value": "EUR 40",
                   "spans": [{"start": 8, "end": 16, "text": "40 euros"}]},
                  {"id": "t2", "type": "DATE", "value": "2023", "spans": [{"start": 20, "end": 24, "text": "2023"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Entity
from ..text import quoted
from ._amounts import standard
from ._changes import put
from ._labels import Labels, labels
from ._mentions import hull, left_out, surface
from ._patterns import misfits
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        known = labels(layer.tagset) if layer.tagset else None
        if known and not known.value_types.isdisjoint(layer.columns.entity_types):
            valued = [part for part in layer.entities if part.type in known.value_types]
            for entity in left_out(valued, [part.value for part in valued]):
                yield _problem(entity, _likely(view, known, entity))


def _likely(view: View, known: Labels, entity: Entity) -> str | None:
    """The value that the words plainly have, None where they leave doubt, or the tag set wants another form."""
    form = known.types["entity"][entity.type].first("value_format")
    value = standard(str(form), surface(entity), view.language)
    pattern = known.value_patterns.get(entity.type)
    unfit = value and pattern and any(misfits(view, [(entity, pattern, value)]))
    return None if unfit else value


def _problem(entity: Entity, value: str | None) -> Problem:
    return Problem(
        on=entity,
        message=f"{quoted(surface(entity))} has no value, as most values of the layer have",
        span=hull(entity),
        fix=f"set value to {quoted(value)}" if value else "give its value in standard form",
        changes=put(entity, value=value) if value else (),
    )


RULE = Rule(code="ENT009", name="missing-value", severity="warning", level=5, check=check, fix="propose")
