"""Which stretches of one list share characters with which of another, and how many. Numpy, no Python loop.

Two stretches share a character exactly if one of them begins inside the other. Among starts in order, those inside a
stretch stand side by side, so two binary searches find them, and the work grows with what is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .marks import Place

Ints: TypeAlias = NDArray[np.int64]

MOST = 4_000_000
"""Pairs that are looked at, 2,000 times 2,000; where stretches overlap in more ways, only neighbours are."""
NEIGHBOURS = 64
"""How many neighbours by start a stretch keeps where there are too many."""


class Overlaps(NamedTuple):
    """Pairs of places by index, each once, and the characters they share; `coarse` where some were left out."""

    rows: Ints
    columns: Ints
    shared: Ints
    coarse: bool


def overlaps(a: Sequence[Place], b: Sequence[Place]) -> Overlaps:
    """All pairs of places that share characters."""
    one, other = _Stretches(a), _Stretches(b)
    inside = np.searchsorted(other.starts, one.starts), np.searchsorted(other.starts, one.ends)
    around = np.searchsorted(one.starts, other.starts, "right"), np.searchsorted(one.starts, other.ends)
    coarse = bool(sum((last - first).sum() for first, last in (inside, around)) > MOST)
    if coarse:
        inside, around = _nearest(*inside), _nearest(*around)
    outer, inner = runs(*inside)
    inner_too, outer_too = runs(*around)
    left, right = np.concatenate((outer, outer_too)), np.concatenate((inner, inner_too))
    shared = np.minimum(one.ends[left], other.ends[right]) - np.maximum(one.starts[left], other.starts[right])
    return Overlaps(*_summed(one.owners[left], other.owners[right], shared, len(b)), coarse)


class _Stretches:
    """The stretches of all places in order of their starts, and the index of the place each belongs to."""

    def __init__(self, places: Sequence[Place]) -> None:
        flat = [edge for place in places for stretch in place for edge in stretch]
        edges = np.array(flat, dtype=np.int64).reshape(-1, 2)
        owners = np.repeat(np.arange(len(places)), [len(place) for place in places])
        order = np.lexsort((edges[:, 1], edges[:, 0]))
        self.starts, self.ends, self.owners = edges[order, 0], edges[order, 1], owners[order]


def _nearest(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """The same ranges, none longer than is kept of neighbours."""
    return first, np.minimum(last, first + NEIGHBOURS)


def runs(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Ranges written out: the number of the range, and each index in it.

    >>> number, index = runs(np.array([3, 0]), np.array([5, 1]))
    >>> number.tolist(), index.tolist()
    ([0, 0, 1], [3, 4, 0])
    """
    sizes = np.maximum(last - first, 0)
    number = np.repeat(np.arange(len(first)), sizes)
    return number, np.arange(len(number)) - np.repeat(np.cumsum(sizes) - sizes - first, sizes)


def _summed(rows: Ints, columns: Ints, shared: Ints, width: int) -> tuple[Any, Any, Any]:
    """Pairs that meet in several stretches as one, with all that they share."""
    codes, where = np.unique(rows * width + columns, return_inverse=True)
    total = np.bincount(where, weights=shared, minlength=len(codes)).astype(np.int64)
    return *np.divmod(codes, max(width, 1)), total
