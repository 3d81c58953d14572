"""What two short texts have in common: a longest common subsequence, and which of its characters are beyond doubt.

A text can often be had from another in several ways that are equally short: which "said" of two was taken out? All
shortest ways lie between two extreme ones, that which takes characters out as early as possible and that which does
so as late as possible. What both of them keep at the same place, every shortest way keeps there.

Source: H. Hyyrö, Bit-parallel LCS-length computation revisited, AWOCA 2004: `v' = (v + (v & m)) | (v & ~m)`, in which
a bit that is not set tells that the length grows at that character.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import LCSseq

MEMORY = 1024
"""Small gaps whose comparison is kept: most are typing errors that are found again and again."""
Stretches = list[tuple[int, int, int]]
"""Where shared stretches begin in the one text and in the other, and how long they are, ascending in both."""


def one_way(a: str, b: str) -> Stretches:
    """A longest common subsequence, whichever is found first."""
    found = LCSseq.editops(a, b).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in found if block.size]


@lru_cache(MEMORY)
def common(a: str, b: str) -> tuple[Stretches, list[tuple[int, int]]]:
    """What two texts have in common, and the stretches of `a` in which another way would pair characters differently.

    >>> common("said said", "said")
    ([(0, 0, 4)], [(0, 4)])
    >>> common("said so", "said")
    ([(0, 0, 4)], [])
    """
    if set(a).isdisjoint(b):
        return [], []
    early = _traced(a, b, _rows(a, b))
    late = {(at, to) for to, at in _traced(b, a, _rows(b, a))}
    doubts = [(at, to) for at, to in early if (at, to) not in late]
    return _stretches(early), [(at, at + length) for at, _, length in _stretches(doubts)]


def _stretches(pairs: list[tuple[int, int]]) -> Stretches:
    """Pairs of offsets with those that go on in both texts made one."""
    found = Stretches()
    start = to = length = 0
    for at, there in pairs:
        if at == start + length and there == to + length:
            length += 1
        else:
            found.append((start, to, length))
            start, to, length = at, there, 1
    return [part for part in (*found, (start, to, length)) if part[2]]


def _rows(a: str, b: str) -> list[int]:
    """For each beginning of `b` a number whose bit i is not set where a[i] makes the common subsequence longer."""
    places: dict[str, int] = {}
    for index, character in enumerate(a):
        places[character] = places.get(character, 0) | 1 << index
    every = (1 << len(a)) - 1
    row, rows = every, [every]
    for character in b:
        same = row & places.get(character, 0)
        row = ((row + same) | (row - same)) & every
        rows.append(row)
    return rows


def _traced(a: str, b: str, rows: list[int]) -> list[tuple[int, int]]:
    """The way back through the rows that passes over characters of `a` wherever it can."""
    i, j, found = len(a), len(b), list[tuple[int, int]]()
    while i and j:
        if rows[j] >> (i - 1) & 1:
            i -= 1
        elif a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
            found.append((i, j))
        else:
            j -= 1
    return found[::-1]
