"""Exact F1: how many marks two annotators share that have the same words and the same type.

    F1 = 2 · shared / (marks of the first + marks of the second)

With a reference, precision is shared / marks of the other, recall shared / marks of the reference. With more than two
annotators the marks of all pairs are added up.

When: the headline for entities, triggers, cues and quotes. Words that nobody marked do not count, so there is no
agreement by chance to speak of (Hripcsak and Rothschild 2005), and it needs no correction.

Reading it: a wrong boundary by one word is as wrong as a mark that is missing; see `f1-partial` for that, and the list
of disagreements.

Source: the CoNLL-2003 shared task; "strict" in SemEval-2013 task 9 (Segura-Bedmar et al. 2013).

Example: ada marks [0, 4) PER and [9, 12) ORG, ben [0, 4) PER and [9, 15) ORG: F1 = 0.5
"""

from __future__ import annotations

from . import _spans as spans

MEASURE = spans.measure("f1-exact", "F1 exact", spans.alike(lambda one: (one.place, one.type)), default=spans.UNITS)
