"""Where the words of one version of a text stand in another one, so that annotations of both can be paired.

It need not be right everywhere: what it does not find is paired less well, but nothing is lost or moved by it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .layers import Onto
from .marks import Place

MOST_WORDS = 1_000
"""Words of a changed passage, on either side, that are compared one by one."""
Block = tuple[int, int, int]
"""Where a kept stretch begins in the old text and in the new one, and its length."""


def shift(old: str, new: str) -> Onto:
    """What carries a place of the old text over to the new one; of words that are gone nothing is left.

    >>> shift("Mira waved to Tom.", "So Mira waved to him.")(((0, 4), (14, 17)))
    ((3, 7),)
    """
    blocks = list(_blocks(old, new))
    starts = [start for start, _, _ in blocks]

    def carry(place: Place) -> Place:
        return tuple(found for stretch in place if (found := _carried(stretch, blocks, starts)))

    return carry


def _carried(stretch: tuple[int, int], blocks: Sequence[Block], starts: Sequence[int]) -> tuple[int, int] | None:
    """From the first of its characters that was kept to the last."""
    at = max(bisect_right(starts, stretch[0]) - 1, 0)
    kept = []
    while at < len(blocks) and blocks[at][0] < stretch[1]:
        start, to, size = blocks[at]
        first, last = max(start, stretch[0]), min(start + size, stretch[1])
        if first < last:
            kept += [first - start + to, last - start + to]
        at += 1
    return (kept[0], kept[-1]) if kept else None


def _blocks(old: str, new: str) -> Iterator[Block]:
    """Kept stretches: whole paragraphs first, then words inside those that changed."""
    before, after = (re.findall(r"[^\n]*\n*", text) for text in (old, new))
    for start, to, one, other in _passages(before, after):
        if one == other:
            yield start, to, len(one)
        else:
            words, others = (re.findall(r"\w+|\W+", passage) for passage in (one, other))
            if max(len(words), len(others)) <= MOST_WORDS:
                kept = _passages(words, others)
                yield from ((start + i, to + j, len(this)) for i, j, this, that in kept if this == that)


def _passages(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    """Two sequences cut into what they share and what differs: offsets and words of each."""
    from difflib import SequenceMatcher  # late: only needed where the text was changed

    start = to = 0
    for _, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        one, other = "".join(before[i:i_end]), "".join(after[j:j_end])
        yield start, to, one, other
        start, to = start + len(one), to + len(other)
