"""What lies between two stretches that both texts share, compared character by character."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .landmarks import Block, shared_end, shared_start
from .subsequence import common, one_way
from .text_map import Run

BOUND = 16_000_000
"""Pairs of characters up to which a gap is compared; what is larger counts as replaced."""
CLEAR = 8
"""How many characters a stretch must have to divide a gap."""
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
    size = gap.size
    if not size:
        return [], list(_slides(old, new, gap))
    if size == 1 or size > BOUND:
        return [], []
    found, doubts = common(old[gap.start : gap.end], new[gap.to : gap.until])
    runs = [Run(gap.start + at, gap.to + to, length, strand) for at, to, length in found]
    return runs, [(gap.start + at, gap.start + end) for at, end in doubts]


def stretches(old: str, new: str, gap: Gap) -> Iterator[Block | Gap]:
    """A gap divided by the longer stretches of a common subsequence, those that stand once on either side of it."""
    a, b = old[gap.start : gap.end], new[gap.to : gap.until]
    start, to = gap.start, gap.to
    for at, there, length in one_way(a, b):
        if length >= CLEAR and _is_single(a, at, length) and _is_single(b, there, length):
            block = Block(gap.start + at, gap.to + there, length)
            before = Gap(start, block.start, to, block.to)
            if before.size != 1:  # one character in place of another: there is nothing to be compared
                yield before
            yield block
            start, to = block.start + length, block.to + length
    yield Gap(start, gap.end, to, gap.until)


def _is_single(text: str, at: int, length: int) -> bool:
    """Whether what stands somewhere in a text stands nowhere else in it."""
    words = text[at : at + length]
    return text.find(words) == at and text.find(words, at + 1) < 0


def _slides(old: str, new: str, gap: Gap) -> Iterator[tuple[int, int]]:
    """What stands beside something put in or taken out that could as well have been that: in "said said" either."""
    if gap[:2] == gap[2:] or (gap.start == gap.end and gap.to == gap.until):
        return
    left = shared_end(old, gap.end, new, gap.to) if gap.start < gap.end else shared_end(old, gap.end, new, gap.until)
    right = shared_start(old, gap.start, new, gap.until if gap.start < gap.end else gap.to)
    yield gap.start - left, gap.start
    yield gap.end, gap.end + right
