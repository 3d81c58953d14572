"""F1 of fillers: how many arguments of events two annotators share, whatever role they gave them.

    F1 = 2 · shared / (arguments of the first + arguments of the second)

As `f1-argument`, but roles do not count.

When: to see whether people disagree about who takes part or about how ("argument identification" in ACE).

Reading it: never below `f1-argument`.

Source: Ahn (2006), The stages of event extraction; Li, Ji and Huang (2013), Joint event extraction.

Example: ada has an event with an actor, ben the same with that actor as its topic: F1 = 1
"""

from __future__ import annotations

from . import _spans as spans
from ._comparison import Comparison
from ._counts import Counts
from ._frames import shared_arguments
from ._measure import Measure, Parameters


def count(comparison: Comparison, parameters: Parameters) -> Counts:
    return shared_arguments(comparison, parameters, with_role=False)


MEASURE = Measure(
    name="f1-filler",
    title="F1 without role",
    units=("arguments",),
    count=count,
    value=spans.f1,
    why=spans.why_undefined,
    bounds=(0.0, 1.0),
    beside=spans.beside("f1-filler"),
)
