"""Marks of two annotators paired one to one, and the scores that are made of the pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from ..align import Criteria, Mark, match
from ..align.matching import length, shared
from ._comparison import Comparison
from ._counts import Array, Counts, Rows, ratio
from ._measure import Measure, Parameters, Value
from ._units import Item, Place

UNITS = ("entities", "events", "quotes", "cues")
"""Units whose items have a type and a place, and nothing else that counts."""
Count = Callable[[Comparison, Parameters], Counts]
Score = Callable[[Item, Item], float]
"""What two items that were paired are worth, from 0 to 1."""


def counted(score: Score, criteria: Criteria, *, typed: bool = True) -> Count:
    """A count of two readings: their items, and what the pairs of them are worth; types may be left aside."""

    def count(comparison: Comparison, parameters: Parameters) -> Counts:
        first, second = (reading.items for reading in comparison.readings)
        pairs = match(_marks(first, typed), _marks(second, typed), criteria).pairs
        worth = sum([score(first[pair.a], second[pair.b]) for pair in pairs])
        return {("right",): worth, ("first",): len(first), ("second",): len(second)}

    return count


def _marks(items: Sequence[Item], typed: bool) -> list[Mark]:
    return [Mark(item.place, item.type if typed else "") for item in items]


def alike(key: Callable[[Item], Hashable]) -> Count:
    """The same where only items that are alike make a pair, so that counting them is enough."""

    def count(comparison: Comparison, parameters: Parameters) -> Counts:
        first, second = (Counter(map(key, reading.items)) for reading in comparison.readings)
        return {("right",): (first & second).total(), ("first",): first.total(), ("second",): second.total()}

    return count


def intersection_over_union(a: Place, b: Place) -> float:
    """The characters that two places share, of all that they have.

    >>> intersection_over_union(((0, 6),), ((4, 8),))
    0.25
    """
    common = shared(a, b)
    return common / (length(a) + length(b) - common)


def precision(rows: Rows, parameters: Parameters) -> Array:
    """What is right of what the second has, the first being the reference."""
    return ratio(rows["right"], rows["second"])


def recall(rows: Rows, parameters: Parameters) -> Array:
    """What is right of what the first has, the reference."""
    return ratio(rows["right"], rows["first"])


def f1(rows: Rows, parameters: Parameters) -> Array:
    """2 right / (first + second), which is the harmonic mean of precision and recall, and the same from either side."""
    return ratio(2 * rows["right"], rows["first"] + rows["second"])


def why_undefined(rows: Rows) -> str:
    """Why there is no figure."""
    return "nobody has marked any"


def beside(name: str) -> dict[str, Value]:
    """Precision and recall under the name of their F1."""
    kind = name.removeprefix("f1-")
    return {f"precision-{kind}": precision, f"recall-{kind}": recall}


def measure(name: str, title: str, count: Count, default: tuple[str, ...] = ()) -> Measure:
    """A measure of pairs of marks."""
    return Measure(
        name=name,
        title=title,
        units=UNITS,
        default=default,
        count=count,
        value=f1,
        why=why_undefined,
        bounds=(0.0, 1.0),
        beside=beside(name),
    )
