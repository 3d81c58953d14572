"""Two versions of a text, character by character: what was kept, what was moved, and what cannot be told.

First come stretches that occur once in both texts; the heaviest chain of them in the same order is the trunk. What
lies between two of them is aligned in the same way by shorter stretches, at last by a longest common subsequence.
Stretches that only the leftovers of both texts share were moved. No step depends on the time it takes, so that the
result is the same on every machine: what is too large to be compared counts as replaced.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .landmarks import Block, apart, blocks, heaviest_chain, shared_end, shared_start
from .subsequence import common
from .text_map import Run, TextMap

SIZES = (32, 16, 8)
"""How long the stretches are that texts are aligned by, first in whole texts, then in what is left between them."""
LONG, SAMPLE = 200_000, 8
"""Characters from which on only a sample of the stretches is looked at."""
SMALL, BOUND = 20_000, 16_000_000
"""Pairs of characters up to which a gap is compared at once, and at all."""
MOVED = 16
"""Characters that have to be the same for a stretch to be found again elsewhere."""
NEAR = 200
"""Characters between two stretches that were moved together."""
_HOLES = "\ue000", "\ue001"
"""What stands for characters that are spoken for: never the same in both texts."""


class Gap(NamedTuple):
    """What lies between two stretches that both texts share: `[start, end)` of the old one, `[to, until)` of the new."""

    start: int
    end: int
    to: int
    until: int


def align_texts(old: str, new: str) -> TextMap:
    """Find every character of an old text in a new one.

    >>> found = align_texts("Ada wrote to Charles.", "Yesterday Ada wrote to Charles.")
    >>> found.place(0, 3)
    Placed(start=10, end=13, kept=3, is_certain=True)
    """
    trunk, gaps = list[Block](), list[Gap]()
    for part in _trunk(old, new, Gap(0, len(old), 0, len(new)), SIZES):
        (trunk if isinstance(part, Block) else gaps).append(part)  # type: ignore[attr-defined]
    moved, doubts = _moved(old, new, gaps)
    runs = [Run(*block) for block in trunk] + moved
    for gap in gaps:
        found, doubtful = _compared(old, new, gap, moved)
        runs += found
        doubts += doubtful
    return TextMap(old, new, runs, doubts)


def _trunk(old: str, new: str, gap: Gap, sizes: Sequence[int]) -> Iterator[Block | Gap]:
    """What both texts share in the same order, and the gaps that are left to be compared."""
    start, to = (gap.start, gap.to)
    head = min(shared_start(old, start, new, to), gap.end - start, gap.until - to)
    tail = min(shared_end(old, gap.end, new, gap.until), gap.end - start - head, gap.until - to - head)
    inner = Gap(start + head, gap.end - tail, to + head, gap.until - tail)
    if head:
        yield Block(start, to, head)
    if (inner.end - inner.start) * (inner.until - inner.to) <= SMALL or not sizes:
        yield inner
    else:
        yield from _divided(old, new, inner, sizes)
    if tail:
        yield Block(inner.end, inner.until, tail)


def _divided(old: str, new: str, gap: Gap, sizes: Sequence[int]) -> Iterator[Block | Gap]:
    """A gap divided by the heaviest chain of stretches that its two sides share."""
    a, b = old[gap.start : gap.end], new[gap.to : gap.until]
    found = blocks(a, b, sizes[0], SAMPLE if len(a) + len(b) > LONG else 1)
    start, to = gap.start, gap.to
    for block in apart(heaviest_chain(found)):
        here, there = gap.start + block.start, gap.to + block.to
        yield from _trunk(old, new, Gap(start, here, to, there), sizes[1:])
        yield Block(here, there, block.length)
        start, to = here + block.length, there + block.length
    yield from _trunk(old, new, Gap(start, gap.end, to, gap.until), sizes[1:])


Doubts = list[tuple[int, int]]


def _compared(old: str, new: str, gap: Gap, moved: Sequence[Run], strand: int = 0) -> tuple[list[Run], Doubts]:
    """The characters that the two sides of a gap share, and which characters of the old text are in doubt."""
    size = (gap.end - gap.start) * (gap.until - gap.to)
    if not size:
        return [], _slides(old, new, gap)
    if size == 1 or size > BOUND:
        return [], []
    a, b = old[gap.start : gap.end], new[gap.to : gap.until]
    if moved:
        a = _with_holes(a, gap.start, ((run.start, run.length) for run in moved), _HOLES[0])
        b = _with_holes(b, gap.to, ((run.to, run.length) for run in moved), _HOLES[1])
    pairs, certain = common(a, b)
    found = [Run(gap.start + at, gap.to + to, 1, strand) for at, to in pairs]
    return found, [(gap.start + at, gap.start + at + 1) for at, to in pairs if (at, to) not in certain]


def _with_holes(text: str, offset: int, taken: Iterable[tuple[int, int]], hole: str) -> str:
    """A stretch of a text from an offset on, with what is spoken for made holes."""
    for start, length in taken:
        low, high = max(0, start - offset), min(len(text), start + length - offset)
        if low < high:
            text = text[:low] + hole * (high - low) + text[high:]
    return text


def _slides(old: str, new: str, gap: Gap) -> Doubts:
    """What stands beside something put in or taken out that could as well have been that: in "said said" either."""
    if gap.start == gap.end:
        left = shared_end(old, gap.start, new, gap.until) if gap.to < gap.until else 0
        right = shared_start(old, gap.start, new, gap.to) if gap.to < gap.until else 0
    else:
        left, right = shared_end(old, gap.end, new, gap.to), shared_start(old, gap.start, new, gap.to)
        # of what was taken out nothing is kept, so only what stands beside it is in doubt
        return [(gap.start - left, gap.start), (gap.end, gap.end + right)]
    return [(gap.start - left, gap.start), (gap.start, gap.start + right)]


def _moved(old: str, new: str, gaps: Sequence[Gap]) -> tuple[list[Run], Doubts]:
    """What stands in gaps of both texts, but not in the same one."""
    mine = _Leftover(old, [(gap.start, gap.end) for gap in gaps], _HOLES[0])
    theirs = _Leftover(new, [(gap.to, gap.until) for gap in gaps], _HOLES[1])
    taken, runs, doubts, strand = bytearray(len(theirs.text)), list[Run](), Doubts(), 0
    for block in apart_in_order(blocks(mine.text, theirs.text, MOVED), taken):
        run = Run(mine.offset(block.start), theirs.offset(block.to), block.length)
        last = runs[-1] if runs else None
        if last is None or not _together(last, run):
            strand += 1
        elif last.start + last.length < run.start or last.to + last.length < run.to:
            between = Gap(last.start + last.length, run.start, last.to + last.length, run.to)
            found, doubtful = _compared(old, new, between, [], strand)
            runs += found
            doubts += doubtful
        runs.append(run._replace(strand=strand))
        words = old[run.start : run.start + run.length]
        if old.count(words) > 1 or new.count(words) > 1:
            doubts.append((run.start, run.start + run.length))
    return runs, doubts


def _together(one: Run, other: Run) -> bool:
    """Whether two runs were moved together."""
    between = other.start - one.start - one.length, other.to - one.to - one.length
    return all(0 <= length <= NEAR for length in between)


def apart_in_order(found: Iterable[Block], taken: bytearray) -> Iterator[Block]:
    """Blocks made shorter where one before them has taken their characters on either side."""
    end = 0
    for start, to, length in found:
        over = max(0, end - start)
        while over < length and taken[to + over]:
            over += 1
        start, to, length = start + over, to + over, length - over
        free = taken.find(1, to, to + length) if length > 0 else -1
        length = free - to if free >= 0 else length
        if length >= MOVED // 2:
            taken[to : to + length] = b"\1" * length
            yield Block(start, to, length)
            end = start + length


class _Leftover:
    """The stretches of a text that are left over, one behind the other, and where each came from."""

    def __init__(self, text: str, stretches: Iterable[tuple[int, int]], hole: str) -> None:
        self._ours, self._theirs = list[int](), list[int]()
        pieces, length = list[str](), 0
        for start, end in stretches:
            if end - start >= MOVED:
                self._ours.append(length)
                self._theirs.append(start)
                pieces.append(text[start:end])
                length += end - start + 1
        self.text = hole.join(pieces)

    def offset(self, at: int) -> int:
        """The offset in the text of an offset in what is left over."""
        index = bisect_right(self._ours, at) - 1
        return self._theirs[index] + at - self._ours[index]
