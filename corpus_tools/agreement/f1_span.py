"""F1 of boundaries: how many marks two annotators share that have the same words, whatever their type.

    F1 = 2 · shared / (marks of the first + marks of the second)

When: to see whether people disagree about what is marked or about what it is called: beside `f1-exact`, from which it
differs by types alone.

Reading it: never below `f1-exact`.

Source: "exact" in SemEval-2013 task 9 (Segura-Bedmar et al. 2013).

Example: ada marks [0, 4) PER and [9, 12) ORG, ben [0, 4) LOC and [9, 15) ORG: F1 = 0.5
"""

from __future__ import annotations

from . import _spans as spans

MEASURE = spans.measure("f1-span", "F1 boundaries", spans.alike(lambda one: one.place))
