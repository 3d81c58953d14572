"""Which types annotators take for which: counts of the types that two of them gave to the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from ..model import Record
from ._comparison import Comparison, LeftOut, compare
from ._disagreement import Pair
from ._question import Question, chosen

Confused: TypeAlias = tuple[str, str, str]
"""A unit, and the types that two annotators gave: that of the reference first, or else in the order of the alphabet."""
UNITS = ("entities", "events", "quotes")


def confusion(record: Record, question: Question) -> Counter[Confused]:
    """How often two annotators gave the same words this type and that, over all pairs of annotators.

    Marks are paired one to one as everywhere; those whose words differ are left out.
    """
    layers = chosen(record, question)
    found = Counter[Confused]()
    for unit in question.units:
        comparison = compare(record, unit, layers, _unsaid, reference=question.gold) if unit.name in UNITS else None
        for pair in comparison.pairs() if comparison else ():
            found.update(_of_pair(pair))
    return found


def _of_pair(comparison: Comparison) -> Iterator[Confused]:
    pair = Pair(comparison)
    for one in pair.matched().pairs:
        a, b = pair.first[one.a], pair.second[one.b]
        if a.place == b.place:
            types = (a.type, b.type) if comparison.has_reference else sorted((a.type, b.type))
            yield comparison.unit.name, types[0], types[1]


def _unsaid(one: LeftOut) -> None:
    """What takes no part is told with the figures."""
