"""Agreement between annotators: one file for each measure. A docstring is a page, the value `MEASURE` does the work.

A measure counts in each article, and its figure is computed from sums of these counts: of a corpus, of one of its
parts, or of thousands of resampled corpora.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from ..errors import UnknownName
from ..plugins import collect
from ._agree import Figure, Question, agree
from ._comparison import Comparison, LeftOut, Reading
from ._counts import Counts, Rows
from ._measure import Measure, Parameters
from ._units import UNITS, Item, Unit

__all__ = [
    "UNITS",
    "Comparison",
    "Counts",
    "Figure",
    "Item",
    "LeftOut",
    "Measure",
    "Parameters",
    "Question",
    "Reading",
    "Rows",
    "Unit",
    "agree",
    "all_measures",
    "find",
    "unit",
]
GROUP = "corpus_tools.measures"
"""The entry points by which other packages offer measures: each leads to a `Measure`."""


@cache
def all_measures() -> tuple[Measure, ...]:
    """Every measure by name, those of other packages too; ours come before theirs of the same name."""
    theirs = [point.load() for point in entry_points(group=GROUP)]
    by_name = {measure.name: measure for measure in [*theirs, *collect(__name__, "MEASURE")]}
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


def unit(name: str) -> Unit:
    """The unit of that name.

    Raises:
        UnknownName: there is none.
    """
    if name not in UNITS:
        raise UnknownName("unit", name, UNITS)
    return UNITS[name]
