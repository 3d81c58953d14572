"""F1 of types: how many marks two annotators share that overlap at all and have the same type.

    F1 = 2 · shared / (marks of the first + marks of the second)

Marks are paired one to one, so that their overlaps are as large as possible.

When: boundaries do not matter, such as for finding out who a text is about.

Reading it: never below `f1-exact`; a mark of a whole sentence is as good as one of a name in it.

Source: "type" in SemEval-2013 task 9 (Segura-Bedmar et al. 2013).

Example: ada marks [0, 4) PER and [9, 12) ORG, ben [0, 4) LOC and [9, 15) ORG: F1 = 0.5
"""

from __future__ import annotations

from ..align import Criteria
from . import _spans as spans
from ._units import Item


def score(first: Item, second: Item) -> float:
    return 1.0


MEASURE = spans.measure("f1-type", "F1 type", spans.counted(score, Criteria(same_type=True)))
