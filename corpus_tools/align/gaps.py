"""What lies between two stretches that both texts share, compared character by character."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .landmarks import Block, shared_end, shared_start
from .subsequence import common
from .text_map import Run

BOUND = 16_000_000
"""Pairs of characters up to which a gap is compared; what is larger counts as replaced."""
EVEN, CLEAR = 2, 12
"""By how many characters the sides of a gap may differ, and how many have to be the same, to tell a single edit."""
_EDITS = (1, 1), (0, 1), (1, 0)
Doubts = list[tuple[int, int]]
"""Stretches of the old text whose characters could as well be others of the new one."""


class Gap(NamedTuple):
    """What lies between two shared stretches: `[start, end)` of the old text, `[to, until)` of the new one."""

    start: int
    end: int
    to: int
    until: int

    @property
    def size(self) -> int:
        """How many pairs of characters it has."""
        return (self.end - self.start) * (self.until - self.to)


def compared(old: str, new: str, gap: Gap, strand: int = 0) -> tuple[list[Run], Doubts]:
    """The characters that the two sides of a gap share, and which characters of the old text are in doubt."""
    if not gap.size:
        return [], list(_slides(old, new, gap))
    if gap.size == 1 or gap.size > BOUND:
        return [], []
    found, doubts = common(old[gap.start : gap.end], new[gap.to : gap.until])
    runs = [Run(gap.start + at, gap.to + to, length, strand) for at, to, length in found]
    return runs, [(gap.start + at, gap.start + end) for at, end in doubts]


def single_edits(old: str, new: str, gap: Gap) -> Iterator[Block | Gap]:
    """A gap divided where only one character was changed, put in or taken out: most typing errors are of that kind.

    Only a gap whose sides are about as long is: where something else was put in or taken out, what looks like a single
    edit may be none. What remains is a gap.
    """
    while abs(gap.end - gap.start - gap.until + gap.to) <= EVEN and gap.size > CLEAR:
        after = [(shared_start(old, gap.start + at, new, gap.to + to), at, to) for at, to in _EDITS]
        (length, at, to), rival = max(after), sorted(after)[-2][0]
        length = min(length, gap.end - gap.start - at, gap.until - gap.to - to)
        if length < CLEAR or rival >= CLEAR:
            break
        block = Block(gap.start + at, gap.to + to, length)
        yield Gap(gap.start, block.start, gap.to, block.to)
        yield block
        gap = Gap(block.start + length, gap.end, block.to + length, gap.until)
    yield gap


def _slides(old: str, new: str, gap: Gap) -> Iterator[tuple[int, int]]:
    """What stands beside something put in or taken out that could as well have been that: in "said said" either."""
    if gap[:2] == gap[2:] or (gap.start == gap.end and gap.to == gap.until):
        return
    left = shared_end(old, gap.end, new, gap.to) if gap.start < gap.end else shared_end(old, gap.end, new, gap.until)
    right = shared_start(old, gap.start, new, gap.until if gap.start < gap.end else gap.to)
    yield gap.start - left, gap.start
    yield gap.end, gap.end + right
