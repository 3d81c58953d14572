"""Two lists of marks paired one to one: what is alike first, then the best choice among what overlaps.

A weight is a whole number, so that no rounding decides: the Dice coefficient of the characters, half as much for the
same type, a quarter for the same place, and for parts half their Dice coefficient, all of it where there are no words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import repeat
from typing import Any

from .marks import Criteria, Mark, Matching, Pair, Place

SCALE = 1 << 20
"""The weight of two marks with the same characters, as far as characters count."""

Key = Callable[[Mark], Hashable]
_ANY = Criteria()


def match(a: Sequence[Mark], b: Sequence[Mark], criteria: Criteria = _ANY) -> Matching:
    """Pair marks one to one; of all ways the one whose weights add up to most, after what is exactly alike.

    Swapping the sides swaps the pairs and nothing else, and the order of marks does not matter. Marks that are alike
    in everything are taken in the order given.

    Example:
        >>> found = match([Mark(((0, 4),), "PER"), Mark(((9, 12),), "ORG")], [Mark(((0, 11),), "PER")])
        >>> [(pair.a, pair.b) for pair in found.pairs], found.only_a
        ([(0, 0)], [1])
    """
    state = _Open(a, b)
    state.take_same()
    state.take(lambda mark: mark)
    state.take(lambda mark: mark[:3] if mark.place or mark.parts else None)
    state.take(lambda mark: mark[:2] if mark.place else None, single=True)
    coarse = _weighted(state, criteria)
    state.take(lambda mark: (mark.type, mark.rest) if mark.rest and not mark.place else None)
    return Matching(sorted(state.pairs), state.open[0], state.open[1], coarse)


class _Open:
    """What is paired so far, and what is still open on each side, by index.

    `near` leaves out what stands where nothing of the other side stands, so that no key can be the same.
    """

    def __init__(self, a: Sequence[Mark], b: Sequence[Mark]) -> None:
        self.marks = a, b
        self.open = list(range(len(a))), list(range(len(b)))
        self.near = self.open
        self.pairs: list[Pair] = []

    def take_same(self) -> None:
        """Pair what is the same, in one pass; where several are the same, one of them."""
        a, b = self.marks
        where = dict(zip(b, range(len(b)), strict=True))
        found = enumerate(map(where.pop, a, repeat(-1)))
        self.close([Pair(one, other, 1.0) for one, other in found if other >= 0])
        mine, theirs = self.open
        shared = {a[i].place for i in mine} & {b[j].place for j in theirs}
        self.near = [i for i in mine if a[i].place in shared], [j for j in theirs if b[j].place in shared]

    def take(self, key: Key, *, single: bool = False) -> None:
        """Pair what has the same key, in order of contents, or only if a single one on each side has it.

        A key of None is no key.
        """
        if not all(self.near):
            return
        a, b = self.marks
        mine, theirs = (_grouped(marks, left, key) for marks, left in zip(self.marks, self.near, strict=True))
        found: list[tuple[int, int]] = []
        for shared, one in mine.items():
            other = theirs.get(shared)
            if other and len(one) == len(other) == 1:
                found.append((one[0], other[0]))
            elif other and not single:
                found += zip(self.in_order(0, one), self.in_order(1, other), strict=False)
        self.close([Pair(i, j, score(a[i], b[j])) for i, j in found])

    def close(self, found: Sequence[Pair]) -> None:
        """Keep pairs."""
        if found:
            self.pairs += found
            mine, theirs, _ = map(set, zip(*found, strict=True))
            self.open, self.near = (
                ([i for i in left[0] if i not in mine], [j for j in left[1] if j not in theirs])
                for left in (self.open, self.near)
            )

    def in_order(self, side: int, indexes: Iterable[int]) -> list[int]:
        """Indexes of one side in order of what they stand for."""
        return sorted(indexes, key=self.marks[side].__getitem__)


def _grouped(marks: Sequence[Mark], left: Iterable[int], key: Key) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for index in left:
        if (value := key(marks[index])) is not None:
            found[value].append(index)
    return found


def _weighted(state: _Open, criteria: Criteria) -> bool:
    """Pair what is open by weight; whether that was a guess somewhere.

    The side with the first mark goes first, so that of equally good ways the same is taken from either side.
    """
    if not all(state.open):
        return False
    order = [state.in_order(side, left) for side, left in enumerate(state.open)]
    a, b = ([state.marks[side][index] for index in left] for side, left in enumerate(order))
    if a[0] <= b[0]:
        found, coarse = _heaviest(a, b, criteria)
    else:
        swapped, coarse = _heaviest(b, a, criteria)
        found = [Pair(i, j, fit) for j, i, fit in swapped]
    state.close([Pair(order[0][i], order[1][j], fit) for i, j, fit in found])
    return coarse


def _heaviest(a: Sequence[Mark], b: Sequence[Mark], criteria: Criteria) -> tuple[list[Pair], bool]:
    """The best pairs of two ordered lists, and whether some were guessed."""
    from . import few  # late, as numpy below: mostly nothing is left to be weighed

    found = few.heaviest(a, b, criteria)
    if found is not None:
        return found, False
    from . import weights

    return weights.heaviest(a, b, criteria)


def score(a: Mark, b: Mark) -> float:
    """How well two marks fit, as a share of the greatest weight they could have.

    Places whose stretches overlap each other, which no sound record has, count at most as those of one place.

    >>> round(score(Mark(((0, 4),), "PER"), Mark(((0, 4),), "ORG")), 3)
    0.714
    """
    if a[:3] == b[:3]:
        return 1.0
    parts = _dice(len({*a.parts} & {*b.parts}), len({*a.parts}) + len({*b.parts})) if a.parts and b.parts else 0.0
    places = min(_dice(shared(a.place, b.place), length(a.place) + length(b.place)), 1.0)
    weight = places + (0.5 if a.type == b.type else 0.0) + (0.25 if a.place == b.place else 0.0)
    return fit(weight + (parts / 2 if a.place or b.place else parts), a, b)


def weighed(places: Any, same_type: Any, same_place: Any) -> Any:
    """The weight of a pair without parts, from the Dice coefficient of its characters; also of arrays of such."""
    return places + same_type * (SCALE // 2) + same_place * (SCALE // 4)


def fit(weight: float, a: Mark, b: Mark) -> float:
    """A weight as a share of the greatest that two marks of their sort can have; no place is no place shared."""
    if not (a.place or b.place):
        return (weight - 0.25) / 1.5
    return min(weight / (2.25 if a.parts or b.parts else 1.75), 1.0)


def _dice(common: int, both: int) -> float:
    return 2 * common / both if both else 0.0


def length(place: Place) -> int:
    """The number of characters in a place.

    >>> length(((0, 4), (9, 11)))
    6
    """
    found = 0
    for start, end in place:
        found += end - start
    return found


def shared(a: Place, b: Place) -> int:
    """The number of characters that two places share.

    >>> shared(((0, 4), (9, 11)), ((2, 10),))
    3
    """
    i = j = found = 0
    while i < len(a) and j < len(b):
        (start, end), (first, last) = a[i], b[j]
        common = (end if end < last else last) - (start if start > first else first)
        if common > 0:
            found += common
        if end < last:
            i += 1
        else:
            j += 1
    return found
