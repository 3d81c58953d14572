"""F1 of arguments with their roles: how many arguments of events two annotators share.

    F1 = 2 · shared / (arguments of the first + arguments of the second)

Events are paired one to one where their triggers overlap and their types are the same. An argument is shared where both
events of a pair have one with the same role and the same filler: the same words (`--fillers exact`; of a chain, any of
its mentions), words that overlap, or the same heads. Arguments of events without a partner are not shared.

When: the headline for events, beside `f1-exact` of their triggers ("argument classification" in ACE).

Reading it: a trigger or a type that differs takes all arguments of its event along; `f1-filler` leaves roles aside.

Source: Ahn (2006), The stages of event extraction; Li, Ji and Huang (2013), Joint event extraction.

Example: ada has an event with an actor and a topic, ben the same with the actor alone: F1 = 0.667
"""

from __future__ import annotations

from . import _spans as spans
from ._comparison import Comparison
from ._counts import Counts
from ._frames import shared_arguments
from ._measure import Measure, Parameters


def count(comparison: Comparison, parameters: Parameters) -> Counts:
    return shared_arguments(comparison, parameters, with_role=True)


MEASURE = Measure(
    name="f1-argument",
    title="F1 with role",
    units=("arguments",),
    default=("arguments",),
    count=count,
    value=spans.f1,
    why=spans.why_undefined,
    bounds=(0.0, 1.0),
    beside=spans.beside("f1-argument"),
)
