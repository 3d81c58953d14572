"""Two versions of a text, character by character: what was kept, what was moved, and what cannot be told.

First come stretches that occur once in both texts; the heaviest chain of them in the same order is the trunk. What
lies between two of them is divided by a longest common subsequence, or where it is large first by shorter stretches.
Stretches that only the leftovers of both texts share were moved. No step depends on the time it takes, so that the
result is the same on every machine: what is too large to be compared counts as replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import moves
from .edges import at_edges
from .gaps import Gap, compared, stretches
from .landmarks import Block, apart, blocks, heaviest_chain, shared_end, shared_start
from .moves import Claims, in_other_gaps, strands, strays, with_holes
from .text_map import Run, TextMap

SIZES = (32, 16, 8)
"""How long the stretches are that texts are aligned by, first in whole texts, then in what is left between them."""
SHORT, LONG, SAMPLE = 10_000, 200_000, 512
"""Characters up to which shorter stretches tell enough, and from which on one in so many is looked at."""
STUB = 16
"""Characters of another paragraph that are too few to tell whether it is the same."""
SMALL = 4_000_000
"""Pairs of characters up to which a gap is divided by what its sides have in common, and not by shorter stretches."""


def align_texts(old: str, new: str) -> TextMap:
    """Find every character of an old text in a new one.

    >>> found = align_texts("Ada wrote to Charles.", "Yesterday Ada wrote to Charles.")
    >>> found.place(0, 3)
    Placed(start=10, end=13, kept=3, is_certain=True, is_moved=False)
    """
    whole = Gap(0, len(old), 0, len(new))
    sizes = SIZES if max(len(old), len(new)) > SHORT else SIZES[1:]
    long = [_without_stubs(old, block) for block in _shared(old, new, whole, sizes[0])]
    chain = heaviest_chain(long)
    moved = moves.apart(set(long) - set(chain), Claims(old, new, chain)) if len(chain) < len(long) else []
    free = with_holes(old, new, moved)
    parts = at_edges(*free, list(_divided(*free, whole, chain, sizes[1:])))
    trunk = [part for part in parts if isinstance(part, Block)]
    gaps = [part for part in parts if isinstance(part, Gap)]
    elsewhere = list(in_other_gaps(*free, gaps))
    claims = Claims(old, new, [*trunk, *moved] if moved or elsewhere else ())
    moved += moves.apart(elsewhere, claims)
    runs, doubts = strands(old, new, moved, claims)
    free = with_holes(old, new, runs)
    for gap in gaps:
        found, doubtful = compared(*free, gap)
        runs += found
        doubts += doubtful
    runs += [Run(*block) for block in trunk]
    return TextMap(old, new, runs, doubts + strays(runs) if moved else doubts)


def _without_stubs(old: str, block: Block) -> Block:
    """A shared stretch without the few characters that it has of another paragraph: many begin alike."""
    start, to, length = block
    words = old[start : start + length]
    last, first = words.rfind("\n\n"), words.find("\n\n")
    if last >= 0 and length - last < STUB:
        length = last + 2
    if 0 < first < STUB and first + 2 < length:
        start, to, length = start + first, to + first, length - first
    return Block(start, to, length)


def _shared(old: str, new: str, gap: Gap, size: int) -> list[Block]:
    """The stretches that the two sides of a gap share."""
    a, b = old[gap.start : gap.end], new[gap.to : gap.until]
    found = blocks(a, b, size, SAMPLE if len(a) + len(b) > LONG else 1)
    return [Block(gap.start + start, gap.to + to, length) for start, to, length in found]


def _trunk(old: str, new: str, gap: Gap, sizes: Sequence[int]) -> Iterator[Block | Gap]:
    """What both texts share in the same order, and the gaps that are left to be compared."""
    start, to = gap.start, gap.to
    head = min(shared_start(old, start, new, to), gap.end - start, gap.until - to)
    tail = min(shared_end(old, gap.end, new, gap.until), gap.end - start - head, gap.until - to - head)
    inner = Gap(start + head, gap.end - tail, to + head, gap.until - tail)
    if head:
        yield Block(start, to, head)
    if inner.size <= SMALL:
        yield from stretches(old, new, inner)
    elif not sizes:
        yield inner
    else:
        yield from _divided(old, new, inner, heaviest_chain(_shared(old, new, inner, sizes[0])), sizes[1:])
    if tail:
        yield Block(inner.end, inner.until, tail)


def _divided(old: str, new: str, gap: Gap, chain: Sequence[Block], sizes: Sequence[int]) -> Iterator[Block | Gap]:
    """A gap divided by a chain of stretches that its two sides share in the same order."""
    start, to = gap.start, gap.to
    for block in apart(chain):
        yield from _trunk(old, new, Gap(start, block.start, to, block.to), sizes)
        yield block
        start, to = block.start + block.length, block.to + block.length
    yield from _trunk(old, new, Gap(start, gap.end, to, gap.until), sizes)
