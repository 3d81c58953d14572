"""The weights of what may be paired, for many pairs at once, and the choice of the heaviest."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from .assignment import Edges, assign
from .marks import Criteria, Mark, Pair
from .matching import SCALE, fit, length, weighed
from .overlap import Ints, overlaps, runs

MOST_SHARERS = 64
"""A part that more marks of a side share says too little about which of them belong together."""


def heaviest(a: Sequence[Mark], b: Sequence[Mark], criteria: Criteria) -> tuple[list[Pair], bool]:
    """The best pairs of marks, both sides given in order of contents, and whether some were guessed."""
    edges, coarse = weighted(a, b, criteria)
    chosen, guessed = assign(edges)
    weights = dict(
        zip(zip(edges.rows.tolist(), edges.columns.tolist(), strict=True), edges.weights.tolist(), strict=True)
    )
    return [Pair(i, j, fit(weights[i, j] / SCALE, a[i], b[j])) for i, j in chosen], coarse or guessed


def weighted(a: Sequence[Mark], b: Sequence[Mark], criteria: Criteria) -> tuple[Edges, bool]:
    """Every pair that may be made, with its weight, and whether some were left out.

    Marks are candidates where they share characters; or, of one type, a part. What has no words of its own may also
    differ in type where it shares half of its parts.
    """
    found = overlaps([mark.place for mark in a], [mark.place for mark in b])
    rows, columns, shared = found.rows, found.columns, found.shared
    parts = _Parts(a, b) if any(mark.parts for mark in a) and any(mark.parts for mark in b) else None
    if parts is not None:
        codes = np.union1d(rows * len(b) + columns, parts.candidates())
        shared = _looked_up(rows * len(b) + columns, shared, codes)
        rows, columns = np.divmod(codes, len(b))
    places, same_place, same_type = _places(a, b, rows, columns, shared), *_alike(a, b, rows, columns)
    weights = weighed(places, same_type, same_place)
    keep = (shared > 0) & (places >= int(criteria.least * SCALE)) & (same_type if criteria.same_type else True)
    if parts is not None:
        dice = parts.dice(rows, columns)
        bare = ~_having_place(a)[rows] & ~_having_place(b)[columns]
        weights += np.where(bare, dice, dice // 2)
        keep |= (dice > 0) & (same_type | (bare & (dice >= SCALE // 2))) & (bare | (criteria == Criteria()))
    return Edges(rows[keep], columns[keep], weights[keep]), found.coarse


def _having_place(marks: Sequence[Mark]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([bool(mark.place) for mark in marks])


def _places(a: Sequence[Mark], b: Sequence[Mark], rows: Ints, columns: Ints, shared: Ints) -> Ints:
    """The Dice coefficient of the characters as a whole number."""
    one, other = (np.array([length(mark.place) for mark in marks], dtype=np.int64) for marks in (a, b))
    found: Ints = 2 * SCALE * shared // np.maximum(one[rows] + other[columns], 1)
    return found


def _alike(a: Sequence[Mark], b: Sequence[Mark], rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
    """Whether marks have the same place, and the same type."""
    same_place = _same([mark.place for mark in a], [mark.place for mark in b], rows, columns)
    return same_place, _same([mark.type for mark in a], [mark.type for mark in b], rows, columns)


def _same(a: Sequence[Hashable], b: Sequence[Hashable], rows: Ints, columns: Ints) -> Ints:
    numbers: dict[Hashable, int] = {}
    one, other = (np.array([numbers.setdefault(value, len(numbers)) for value in side]) for side in (a, b))
    found: Ints = one[rows] == other[columns]
    return found


def _looked_up(keys: Ints, values: Ints, wanted: Ints) -> Ints:
    """The values of some keys, both in order; 0 for a key that is not there."""
    found = np.zeros(len(wanted), dtype=np.int64)
    found[np.searchsorted(wanted, keys)] = values
    return found


class _Parts:
    """The parts of the marks of both sides as numbers, to find and to count those that they share."""

    def __init__(self, a: Sequence[Mark], b: Sequence[Mark]) -> None:
        numbers: dict[str, int] = {}
        self.a, self.b = (_Side([set(mark.parts) for mark in marks], numbers) for marks in (a, b))
        self.count = len(numbers)
        self.codes = np.sort(self.b.owners * self.count + self.b.parts)

    def candidates(self) -> Ints:
        """Pairs that share a part, coded as row times width plus column."""
        order = np.argsort(self.b.parts, kind="stable")
        parts = self.b.parts[order]
        first, last = np.searchsorted(parts, self.a.parts), np.searchsorted(parts, self.a.parts, "right")
        popular = np.maximum(np.bincount(self.a.parts, minlength=self.count)[self.a.parts], last - first)
        last = np.where(popular > MOST_SHARERS, first, last)
        number, index = runs(first, last)
        return np.unique(self.a.owners[number] * len(self.b.sizes) + self.b.owners[order][index])

    def dice(self, rows: Ints, columns: Ints) -> Ints:
        """The Dice coefficient of the parts of each pair as a whole number."""
        ends = np.cumsum(self.a.sizes)
        number, index = runs((ends - self.a.sizes)[rows], ends[rows])
        wanted = columns[number] * self.count + self.a.parts[index]
        at = np.minimum(np.searchsorted(self.codes, wanted), max(len(self.codes) - 1, 0))
        common = np.bincount(number[self.codes[at] == wanted], minlength=len(rows)).astype(np.int64)
        found: Ints = 2 * SCALE * common // np.maximum(self.a.sizes[rows] + self.b.sizes[columns], 1)
        return found


class _Side:
    """The parts of one side, mark by mark: how many each has, whose each is, and its number."""

    def __init__(self, parts: Sequence[Iterable[str]], numbers: dict[str, int]) -> None:
        found = [[numbers.setdefault(part, len(numbers)) for part in sorted(own)] for own in parts]
        self.sizes = np.array([len(own) for own in found], dtype=np.int64)
        self.owners = np.repeat(np.arange(len(found)), self.sizes)
        self.parts = np.array([part for own in found for part in own], dtype=np.int64)
