"""Stretches of the article cut at empty lines and at the edges of sections."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice, pairwise

from ..text import occurrences
from ._view import View

SHOWN = 4
"""Pieces that are written out, and one more that is cut off."""


def pieces(view: View, start: int, end: int) -> list[tuple[int, int]]:
    """The first parts of a stretch between empty lines and section edges, without white space at their ends."""
    cuts = [start + at for at in islice(occurrences(view.text[start:end], "\n\n"), SHOWN)]
    first, last = bisect_right(view.inner_edges, start), bisect_left(view.inner_edges, end)
    cuts += view.inner_edges[first : min(last, first + SHOWN)]
    parts = [(at, view.text[at:stop]) for at, stop in pairwise([start, *sorted(cuts), end])]
    starts = [at + len(words) - len(words.lstrip()) for at, words in parts]
    return [(at, at + len(words.strip())) for at, (_, words) in zip(starts, parts, strict=True) if words.strip()]


def in_words(parts: Sequence[tuple[int, int]]) -> str:
    """Pieces in words, no more than SHOWN of them."""
    some = [f"{start}-{end}" for start, end in parts[:SHOWN]]
    return ", ".join(some) + (" and so on" if len(parts) > SHOWN else "")
