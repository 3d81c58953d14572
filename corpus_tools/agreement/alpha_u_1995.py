"""Krippendorff's αU of 1995: agreement about where the units of each type lie, however far their edges are apart.

    αU = 1 - Σ D_o(k) / Σ D_e(k), over types k

D_o is the mean over pairs of annotators of what their units differ by, in squared characters: two units that overlap
differ by (difference of starts)² + (difference of ends)², a unit inside a gap of the other by its length squared. D_e
is the same where the units are put anywhere in the same text. Over a corpus both are summed, article by article.

When: to compare with studies that used it. `alpha-u` and its kin are what its author has put in its place.

Reading it: 1 is perfect, 0 what chance would give; less than -1 is possible. Lengths are squared, so that one long unit
that somebody missed may outweigh all others; two units on the same words with different types are both alone. Pieces of
a unit count as units, and units of one type and annotator that overlap are cut where they do.

Source: Krippendorff (1995), On the reliability of unitizing continuous data, Sociological Methodology 25; Krippendorff
(2004), Content analysis, chapter 11.

Example: in a text of 10 characters ada marks 1-9 as A, ben 2-3, 4-5 and 6-7: -0.700
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from . import _unitizing as unitizing
from ._comparison import Comparison
from ._counts import Array, Counts, Key, Rows, ratio
from ._measure import Measure, Parameters
from ._unitizing import Continuum


class Sections(Struct, frozen=True):
    """A text as one annotator divides it: units of one type, and the gaps between them. S sections, P pieces.

    Args:
        start, end: in characters, shape (S,).
        is_unit: shape (S,); gaps are no units.
        of: the section that each piece of the text is in, shape (P,).
    """

    start: Array
    end: Array
    is_unit: NDArray[np.bool_]
    of: NDArray[np.intp]

    @property
    def length(self) -> Array:
        """In characters, shape (S,)."""
        return self.end - self.start


def count(comparison: Comparison, parameters: Parameters) -> Counts:
    """Keys are `("observed", type)` and `("expected", type)`, in squared characters."""
    types = {item.type for reading in comparison.readings for item in reading.items}
    return {key: n for label in types for key, n in _of_type(label, comparison).items()}


def _of_type(label: str, comparison: Comparison) -> dict[Key, float]:
    found = unitizing.continuum(comparison.only(lambda item: item.type == label))
    coders = [sections(found, coder) for coder in range(len(found.segment))]
    pairs = [differing(first, second) for first, second in combinations(coders, 2)]
    return {("observed", label): sum(pairs) / len(pairs), ("expected", label): expected(coders, comparison.size)}


def sections(found: Continuum, coder: int) -> Sections:
    """What one annotator makes of a text."""
    segment = found.segment[coder]
    first = np.flatnonzero(np.diff(segment, prepend=-2))
    edges = np.cumsum(found.weights) - found.weights
    start = edges[first]
    end = np.append(start[1:], found.weights.sum())
    return Sections(start, end, segment[first] >= 0, np.searchsorted(first, np.arange(len(segment)), "right") - 1)


def differing(first: Sections, second: Sections) -> float:
    """Σ δ² over the sections of two annotators: of those that overlap, as no others differ."""
    a, b = np.unique(np.stack([first.of, second.of]), axis=1)
    edges = (first.start[a] - second.start[b]) ** 2 + (first.end[a] - second.end[b]) ** 2
    apart: float = edges[first.is_unit[a] & second.is_unit[b]].sum()
    return apart + _alone(first, a, second, b) + _alone(second, b, first, a)


def _alone(one: Sections, a: NDArray[np.intp], other: Sections, b: NDArray[np.intp]) -> float:
    """The squared lengths of units that lie inside a gap of the other."""
    is_inside = (other.start[b] <= one.start[a]) & (one.end[a] <= other.end[b])
    alone: float = (one.length[a[one.is_unit[a] & ~other.is_unit[b] & is_inside]] ** 2).sum()
    return alone


def expected(coders: Sequence[Sections], size: int) -> float:
    """Σ δ² of two annotators, on average, where the same units lie anywhere in a text of that size."""
    units, gaps = (_lengths(coders, is_unit) for is_unit in (True, False))
    overlapping = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    inside = units**2 * places(units, np.sort(gaps))
    total = len(coders) * size
    return float(2 * size * (overlapping + inside).sum() / (total * (total - 1) - (units * (units - 1)).sum()))


def _lengths(coders: Iterable[Sections], is_unit: bool) -> Array:
    return np.concatenate([one.length[one.is_unit == is_unit] for one in coders])


def places(units: Array, gaps: Array) -> Array:
    """At how many places of the gaps, which are sorted by length, each unit has room: Σ gap - unit + 1."""
    first = np.searchsorted(gaps, units)
    longer = np.append(np.cumsum(gaps[::-1])[::-1], 0)
    found: Array = longer[first] - (len(gaps) - first) * (units - 1)
    return found


def by_type(rows: Rows, parameters: Parameters) -> dict[str, Array]:
    """The figure of each type, shape (R,)."""
    labels, observed = rows.labelled("observed")
    return {str(label): 1 - ratio(observed[:, number], rows["expected", label]) for number, label in enumerate(labels)}


def value(rows: Rows, parameters: Parameters) -> Array:
    observed, by_chance = (rows.labelled(name)[1].sum(axis=1) for name in ("observed", "expected"))
    return 1 - ratio(observed, by_chance)


def why_undefined(rows: Rows) -> str:
    """Why there is no figure."""
    return "the text is so short that chance explains everything" if rows.keys else "nobody has marked any"


MEASURE = Measure(
    name="alpha-u-1995",
    title="Krippendorff's αU (1995)",
    units=unitizing.UNITS,
    takes="all",
    count=count,
    value=value,
    why=why_undefined,
    bounds=(-math.inf, 1.0),
    each={"type": by_type},
)
