"""Where the characters of a text stand in another version of it, and where that puts a stretch of the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from unicodedata import combining

from .landmarks import shared_end, shared_start


class Run(NamedTuple):
    """`length` characters from `start` of the old text that stand from `to` in the new one.

    Runs of one strand have the same order in both texts. Strand 0 is what was not moved, every other is a stretch that
    was moved as a whole.
    """

    start: int
    to: int
    length: int
    strand: int = 0


class Placed(NamedTuple):
    """Where a stretch of the old text stands in the new one: its new place, and how many of its characters were kept.

    `is_certain` tells that some of them can have come to no other place, `is_moved` that it left its order.
    """

    start: int
    end: int
    kept: int
    is_certain: bool
    is_moved: bool


class TextMap:
    """An old and a new text and the runs of characters that both have, ascending in the old one.

    `doubts` are stretches of the old text whose characters could as well be others of the new one.
    """

    def __init__(self, old: str, new: str, runs: Iterable[Run], doubts: Iterable[tuple[int, int]] = ()) -> None:
        self.old, self.new = old, new
        self.runs = list(_joined(sorted(runs)))
        self._starts = [run.start for run in self.runs]
        self._doubts = _united(doubts)
        self._repeated: dict[Run, bool] = {}
        self._has_moves = any(run.strand for run in self.runs)
        self._claimed = sorted((run.to, run.to + run.length) for run in self.runs)

    def is_repeated(self, start: int, end: int) -> bool:
        """Whether something was moved and a stretch is part of words that stand more than once in either text."""
        return self._has_moves and any(self._is_repeated(run) for run in self._overlapping(start, end))

    def kept_around(self, start: int, end: int) -> int:
        """The length of the longest run that a stretch has characters in."""
        return max((run.length for run in self._overlapping(start, end)), default=0)

    def _is_repeated(self, run: Run) -> bool:
        if run not in self._repeated:
            words = self.old[run.start : run.start + run.length]
            self._repeated[run] = self.old.count(words) > 1 or self.new.count(words) > 1
        return self._repeated[run]

    def place(self, start: int, end: int) -> Placed | None:
        """Where a stretch of the old text stands now; None where none of its characters is left."""
        pieces = [_cut(run, start, end) for run in self._overlapping(start, end)]
        if not pieces:
            return None
        weights = Counter[int]()
        for piece in pieces:
            weights[piece.strand] += piece.length
        strand = max(weights, key=lambda strand: (weights[strand], -strand))
        own = _densest([piece for piece in pieces if piece.strand == strand], _ROOM + end - start)
        kept = sum(piece.length for piece in own)
        low, high = self._trimmed(start, end, self._low(own[0], start), self._high(own[-1], end))
        if low == high:
            return None
        return Placed(low, high, kept, any(self._has_certain(piece) for piece in own), strand > 0)

    def unclaimed(self, least: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The stretches of the old and of the new text between runs that have at least so many characters."""
        long = [run for run in self.runs if run.length >= least]
        mine = _between([(run.start, run.start + run.length) for run in long], len(self.old))
        theirs = _between(sorted((run.to, run.to + run.length) for run in long), len(self.new))
        return list(mine), list(theirs)

    def _overlapping(self, start: int, end: int) -> Iterator[Run]:
        first = max(0, bisect_right(self._starts, start) - 1)
        for run in self.runs[first : bisect_left(self._starts, end)]:
            if run.start + run.length > start:
                yield run

    def _trimmed(self, start: int, end: int, low: int, high: int) -> tuple[int, int]:
        """A place without white space at an edge where the old stretch had none."""
        while low < high and self.new[low].isspace() and not self.old[start].isspace():
            low += 1
        while low < high and self.new[high - 1].isspace() and not self.old[end - 1].isspace():
            high -= 1
        return low, high

    def _low(self, first: Run, start: int) -> int:
        """Where a stretch begins whose first kept characters are given; what replaced lost ones belongs to it."""
        limit, to, at = self._free_before(first), first.to, first.start
        same = min(shared_end(self.old, at, self.new, to), at - start, to - limit)
        low = to - same - min(_room(at - start - same), to - same - limit)
        while low < to and self.new[low].isspace():
            low += 1
        if not is_inside(self.old, start):
            while low > limit and is_inside(self.new, low):
                low -= 1
        return low

    def _high(self, last: Run, end: int) -> int:
        """Where a stretch ends whose last kept characters are given."""
        reached, at, limit = last.to + last.length, last.start + last.length, self._free_behind(last)
        same = min(shared_start(self.old, at, self.new, reached), end - at, limit - reached)
        high = reached + same + min(_room(end - at - same), limit - reached - same)
        while high > reached and self.new[high - 1].isspace():
            high -= 1
        if not is_inside(self.old, end):
            while high < limit and is_inside(self.new, high):
                high += 1
        return high

    def _free_before(self, piece: Run) -> int:
        """From where on the new text before a piece is nobody else's, in the same paragraph."""
        at = bisect_right(self._claimed, (piece.to, len(self.new) + 1)) - 1
        if self._claimed[at][0] < piece.to:
            return piece.to
        reached = self._claimed[at - 1][1] if at else 0
        found = self.new.rfind("\n\n", reached, piece.to)
        return reached if found < 0 else found + 2

    def _free_behind(self, piece: Run) -> int:
        """Up to where the new text behind a piece is nobody else's, in the same paragraph."""
        end = piece.to + piece.length
        at = bisect_right(self._claimed, (piece.to, len(self.new) + 1)) - 1
        if self._claimed[at][1] > end:
            return end
        reached = self._claimed[at + 1][0] if at + 1 < len(self._claimed) else len(self.new)
        found = self.new.find("\n\n", end, reached)
        return reached if found < 0 else found

    def _has_certain(self, piece: Run) -> bool:
        at = bisect_right(self._doubts, (piece.start, len(self.old) + 1)) - 1
        end = self._doubts[at][1] if at >= 0 else 0
        return end < piece.start + piece.length and (end <= piece.start or self._has_certain(_from(piece, end)))


_ROOM = 20
"""Characters that a stretch may grow by at an edge, beyond twice what it lost there."""


def _room(lost: int) -> int:
    """By how much a stretch may grow in place of what it lost at an edge."""
    return 2 * lost + _ROOM if lost else 0


def is_inside(text: str, at: int) -> bool:
    """Whether a place lies inside a word, or inside what readers see as one character.

    >>> is_inside("an ox", 1), is_inside("an ox", 2)
    (True, False)
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    joins = after in "\u200d\ufe0f" or before == "\u200d" or combining(after) > 0
    return joins or (before.isalnum() and after.isalnum())


def _cut(run: Run, start: int, end: int) -> Run:
    """The part of a run that lies inside a stretch of the old text."""
    low, high = max(run.start, start), min(run.start + run.length, end)
    return Run(low, run.to + low - run.start, high - low, run.strand)


def _densest(pieces: list[Run], apart: int) -> list[Run]:
    """The pieces between which no more new text stands than given, of the groups of them that which has most."""
    groups = [[pieces[0]]]
    for before, piece in pairwise(pieces):
        if piece.to - before.to - before.length > apart:
            groups.append([])
        groups[-1].append(piece)
    return max(groups, key=lambda group: sum(piece.length for piece in group))


def _from(run: Run, start: int) -> Run:
    return _cut(run, start, run.start + run.length)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs with those that go on where the one before ends made one."""
    last: Run | None = None
    for run in runs:
        if last and run.start - last.start == last.length == run.to - last.to and run.strand == last.strand:
            last = last._replace(length=last.length + run.length)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _united(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _between(taken: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in taken:
        if start > reached:
            yield reached, start
        reached = max(reached, end)
    if reached < length:
        yield reached, length
