"""Stretches of a text that stand elsewhere in another one, not in the same order as the rest: they were moved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from .gaps import Doubts, Gap, compared
from .landmarks import Block, blocks
from .text_map import Run

LEAST = 16
"""Characters that have to be the same for a stretch to be found again elsewhere."""
SEEN = 3
"""Characters that a stretch must have to tell what it belongs to."""
NEAR = 200
"""Characters between two stretches that were moved together."""
HOLES = "\ufdd0", "\ufdd1"
"""What stands in the old and in the new text for characters that are spoken for: they are never the same.

No text may hold these two, which are no characters (TXT002).
"""


class Claims:
    """Which characters of two texts are spoken for."""

    def __init__(self, old: str, new: str, taken: Iterable[Block] = ()) -> None:
        self._old, self._new = bytearray(len(old)), bytearray(len(new))
        for block in taken:
            self.take(block)

    def take(self, block: Block) -> None:
        """Speak for the characters of a block."""
        start, to, length = block
        self._old[start : start + length] = self._new[to : to + length] = b"\1" * length

    def are_free(self, gap: Gap) -> bool:
        """Whether no character on either side of a gap is spoken for."""
        return self._old.find(1, gap.start, gap.end) < 0 and self._new.find(1, gap.to, gap.until) < 0

    def rest(self, block: Block) -> Block | None:
        """What is free of a block, where that is one stretch and long enough."""
        start, to, length = block
        while length and (self._old[start] or self._new[to]):
            start, to, length = start + 1, to + 1, length - 1
        while length and (self._old[start + length - 1] or self._new[to + length - 1]):
            length -= 1
        is_free = length >= LEAST and self.are_free(Gap(start, start + length, to, to + length))
        return Block(start, to, length) if is_free else None


def apart(found: Iterable[Block], claims: Claims) -> list[Block]:
    """Blocks that share no character with each other or with what was taken, the longest first; then they are taken."""
    kept = list[Block]()
    for block in sorted(found, key=lambda block: (-block.length, block)):
        rest = claims.rest(block)
        if rest:
            claims.take(rest)
            kept.append(rest)
    return kept


def in_other_gaps(old: str, new: str, gaps: Sequence[Gap]) -> Iterator[Block]:
    """What stands in gaps of both texts, but not in the same one."""
    mine = Leftover(old, [(gap.start, gap.end) for gap in gaps], HOLES[0])
    theirs = Leftover(new, [(gap.to, gap.until) for gap in gaps], HOLES[1])
    for start, to, length in blocks(mine.text, theirs.text, LEAST):
        if mine.gap(start) != theirs.gap(to):
            yield Block(mine.offset(start), theirs.offset(to), length)


def strands(old: str, new: str, moved: Iterable[Block], claims: Claims) -> tuple[list[Run], Doubts]:
    """What was moved together, with what lies between, and which characters of it are in doubt."""
    ordered = sorted(moved)
    number, runs, doubts = 1, [Run(*block, 1) for block in ordered[:1]], Doubts()
    for last, block in pairwise(ordered):
        between = Gap(last.start + last.length, block.start, last.to + last.length, block.to)
        if not _is_near(between):
            number += 1
        elif claims.are_free(between):
            found, doubtful = compared(old, new, between, number)
            runs += found
            doubts += doubtful
        runs.append(Run(*block, number))
    repeated = (block for block in ordered if not _is_single(old, new, block))
    return runs, doubts + [(block.start, block.start + block.length) for block in repeated]


def strays(runs: Iterable[Run]) -> Doubts:
    """What left the midst of something and was replaced by other words: these may be what it became."""
    seen = sorted(run for run in runs if run.length >= SEEN)
    groups = [list(group) for _, group in groupby(seen, key=attrgetter("strand"))]
    found = Doubts()
    for before, stray, after in zip(groups, groups[1:], groups[2:], strict=False):
        last, first = before[-1], after[0]
        between = Gap(last.start + last.length, first.start, last.to + last.length, first.to)
        if last.strand == first.strand and between.end - between.start <= 2 * (between.until - between.to):
            found.append((stray[0].start, stray[-1].start + stray[-1].length))
    return found


def _is_near(gap: Gap) -> bool:
    return 0 <= gap.end - gap.start <= NEAR and 0 <= gap.until - gap.to <= NEAR


def _is_single(old: str, new: str, block: Block) -> bool:
    words = old[block.start : block.start + block.length]
    return old.count(words) == 1 and new.count(words) == 1


def with_holes(old: str, new: str, moved: Sequence[Sequence[int]]) -> tuple[str, str]:
    """Both texts with holes where something was moved, so that nothing else is taken for it."""
    if not moved:
        return old, new
    mine = _without(old, ((start, length) for start, _, length, *_ in moved), HOLES[0])
    return mine, _without(new, ((to, length) for _, to, length, *_ in moved), HOLES[1])


def _without(text: str, stretches: Iterable[tuple[int, int]], hole: str) -> str:
    """A text with holes for the characters of some stretches."""
    pieces, reached = list[str](), 0
    for start, length in sorted(stretches):
        pieces += text[reached:start], hole * length
        reached = start + length
    return "".join([*pieces, text[reached:]])


class Leftover:
    """The stretches of a text that are left over, one behind the other, and where each came from."""

    def __init__(self, text: str, stretches: Iterable[tuple[int, int]], hole: str, least: int = LEAST) -> None:
        self._ours, self._theirs, self._gaps = list[int](), list[int](), list[int]()
        pieces, length = list[str](), 0
        for number, (start, end) in enumerate(stretches):
            if end - start >= least:
                self._ours.append(length)
                self._theirs.append(start)
                self._gaps.append(number)
                pieces.append(text[start:end])
                length += end - start + 1
        self.text = hole.join(pieces)

    def offset(self, at: int) -> int:
        """The offset in the text of an offset in what is left over."""
        index = bisect_right(self._ours, at) - 1
        return self._theirs[index] + at - self._ours[index]

    def gap(self, at: int) -> int:
        """The number of the gap that an offset in what is left over is from."""
        return self._gaps[bisect_right(self._ours, at) - 1]
