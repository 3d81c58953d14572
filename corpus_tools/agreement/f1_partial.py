"""Partial F1: as F1 of boundaries, but marks that only overlap count half.

    F1 = 2 · (exact + overlapping / 2) / (marks of the first + marks of the second)

Types do not count. Marks are paired one to one, so that their overlaps are as large as possible.

When: long marks, whose ends are a matter of taste: quotes, nominal mentions.

Reading it: never below `f1-span`. One shared character is worth as much as nearly all; `f1-iou` is finer.

Source: "partial" in SemEval-2013 task 9 (Segura-Bedmar et al. 2013).

Example: ada marks [0, 4) PER and [9, 12) ORG, ben [0, 4) LOC and [9, 15) ORG: F1 = 0.75
"""

from __future__ import annotations

from ..align import Criteria
from . import _spans as spans
from ._units import Item


def score(first: Item, second: Item) -> float:
    return 1.0 if first.place == second.place else 0.5


MEASURE = spans.measure("f1-partial", "F1 partial", spans.counted(score, Criteria(), typed=False), default=("quotes",))
