"""Agreement between annotators: one file for each measure. A docstring is a page, the value `MEASURE` does the work.

A measure counts in each article, and its figure is computed from sums of these counts: of a corpus, of one of its
parts, or of thousands of resampled corpora.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from ..errors import UnknownName
from ..plugins import collect, offered
from ._agree import Figure, Gap, agree, gaps
from ._comparison import Comparison, LeftOut, Reading
from ._confusion import Confused, confusion
from ._counts import Counts, Rows
from ._disagreement import Disagreement, Side
from ._disagreements import disagreements, worst_first
from ._measure import Measure, Parameters
from ._question import Question
from ._strata import BY
from ._units import UNITS, Item, Unit

__all__ = [
    "BY",
    "UNITS",
    "Comparison",
    "Confused",
    "Counts",
    "Disagreement",
    "Figure",
    "Gap",
    "Item",
    "LeftOut",
    "Measure",
    "Parameters",
    "Question",
    "Reading",
    "Rows",
    "Side",
    "Unit",
    "agree",
    "all_measures",
    "confusion",
    "disagreements",
    "find",
    "gaps",
    "home",
    "question",
    "unit",
    "worst_first",
]
GROUP = "corpus_tools.measures"
"""The entry points by which other packages offer measures: each leads to a `Measure`."""


@cache
def all_measures() -> tuple[Measure, ...]:
    """Every measure by name, those of other packages too; ours come before theirs of the same name."""
    by_name = {measure.name: measure for measure in [*offered(GROUP), *collect(__name__, "MEASURE")]}
    return tuple(by_name[name] for name in sorted(by_name))


def find(name: str) -> Measure:
    """The measure of that name.

    Raises:
        UnknownName: there is none.
    """
    for measure in all_measures():
        if measure.name == name:
            return measure
    raise UnknownName("measure", name, (measure.name for measure in all_measures()))


def home(measure: Measure) -> ModuleType:
    """The module a measure of this package stands in; its docstring is the measure's page."""
    return import_module(f"{__name__}.{measure.name.replace('-', '_')}")


def unit(name: str) -> Unit:
    """The unit of that name.

    Raises:
        UnknownName: there is none.
    """
    if name not in UNITS:
        raise UnknownName("unit", name, UNITS)
    return UNITS[name]


def question(units: Sequence[str] = (), measures: Sequence[str] = (), by: Sequence[str] = (), **rest: Any) -> Question:
    """A question in names; without units, or measures, the headline measures of every unit.

    Raises:
        UnknownName: there is no such unit, measure or part.
    """
    if unknown := next((name for name in by if name not in BY), None):
        raise UnknownName("part", unknown, BY)
    asked = [unit(name) for name in units or UNITS]
    chosen = tuple(find(name) for name in measures) or all_measures()
    return Question(
        units=asked, measures=chosen, by=[part for part in BY if part in by], headlines=not measures, **rest
    )
