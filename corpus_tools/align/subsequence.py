"""What two short texts have in common: a longest common subsequence, and which of its characters are beyond doubt.

A text can often be had from another in several ways that are equally short: which "said" of two was taken out? All
shortest ways lie between two extreme ones, that which takes characters out as early as possible and that which does
so as late as possible. What both of them keep at the same place, every shortest way keeps there.

Source: H. Hyyrö, Bit-parallel LCS-length computation revisited, AWOCA 2004: `v' = (v + (v & m)) | (v & ~m)`, in which
a bit that is not set tells that the length grows at that character.
"""

from __future__ import annotations

Pairs = list[tuple[int, int]]
"""Offsets in the one text and in the other, ascending in both."""


def common(a: str, b: str) -> tuple[Pairs, set[tuple[int, int]]]:
    """The characters that two texts have in common, and those of them that no other way could pair differently.

    >>> common("said said", "said")[0]
    [(5, 0), (6, 1), (7, 2), (8, 3)]
    >>> common("said said", "said")[1]
    set()
    """
    if not set(a) & set(b):
        return [], set()
    early = _traced(a, b, _rows(a, b))
    late = {(at, to) for to, at in _traced(b, a, _rows(b, a))}
    return early, late.intersection(early)


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


def _traced(a: str, b: str, rows: list[int]) -> Pairs:
    """The way back through the rows that passes over characters of `a` wherever it can."""
    i, j, found = len(a), len(b), Pairs()
    while i and j:
        if rows[j] >> (i - 1) & 1:
            i -= 1
        elif a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
            found.append((i, j))
        else:
            j -= 1
    return found[::-1]
