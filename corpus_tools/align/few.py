"""The heaviest pairs of few marks, in Python alone: what `weights` finds, for lists too short to gain by numpy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from .hungarian import FEW, chosen
from .marks import Criteria, Mark, Pair
from .matching import SCALE, fit, length, weighed

MANY = 400
"""Marks of both sides from which on numpy is faster."""
Ids = tuple[int, int]
"""A mark of each side, by index."""


def heaviest(a: Sequence[Mark], b: Sequence[Mark], criteria: Criteria) -> list[Pair] | None:
    """The best pairs of marks without parts, both sides given in order of contents; None where it is not for here."""
    if len(a) + len(b) > MANY or (any(mark.parts for mark in a) and any(mark.parts for mark in b)):
        return None
    weights = dict(_weighted(a, b, criteria))
    found: list[Ids] = []
    for pairs in _components(sorted(weights)):
        if len(pairs) > FEW:
            return None
        found += pairs if len(pairs) == 1 else chosen(pairs, [weights[pair] for pair in pairs])
    return [Pair(i, j, fit(weights[i, j] / SCALE, a[i], b[j])) for i, j in found]


def _weighted(a: Sequence[Mark], b: Sequence[Mark], criteria: Criteria) -> Iterator[tuple[Ids, int]]:
    """Every pair that may be made, with its weight."""
    least = int(criteria.least * SCALE)
    for (i, j), common in _shared(a, b).items():
        one, other = a[i], b[j]
        places, same_type = 2 * SCALE * common // (length(one.place) + length(other.place)), one.type == other.type
        if places >= least and (same_type or not criteria.same_type):
            yield (i, j), weighed(places, same_type, one.place == other.place)


def _shared(a: Sequence[Mark], b: Sequence[Mark]) -> dict[Ids, int]:
    """The characters that two marks share, where they share any."""
    one, other = _stretches(a), _stretches(b)
    reached = list(accumulate((end for _, end, _ in other), max))
    found: dict[Ids, int] = defaultdict(int)
    first = 0
    for start, end, i in one:
        while first < len(other) and reached[first] <= start:
            first += 1
        for begin, stop, j in other[first:]:
            if begin >= end:
                break
            common = min(end, stop) - max(start, begin)
            if common > 0:
                found[i, j] += common
    return found


def _stretches(marks: Iterable[Mark]) -> list[tuple[int, int, int]]:
    """The stretches of all marks in order, and whose each is."""
    return sorted([(start, end, index) for index, mark in enumerate(marks) for start, end in mark.place])


def _components(pairs: Iterable[Ids]) -> list[list[Ids]]:
    """Pairs that hang together by the marks they share, in order."""
    rows: dict[int, list[Ids]] = {}
    columns: dict[int, list[Ids]] = {}
    for pair in pairs:
        by_row, by_column = rows.get(pair[0]), columns.get(pair[1])
        group = by_row or by_column or []
        if by_row and by_column and by_row is not by_column:
            group += by_column
            rows |= dict.fromkeys([i for i, _ in by_column], group)
            columns |= dict.fromkeys([j for _, j in by_column], group)
        group.append(pair)
        rows[pair[0]] = columns[pair[1]] = group
    return [sorted(group) for group in {id(group): group for group in rows.values()}.values()]
