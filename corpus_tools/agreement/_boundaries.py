"""Boundaries of segments: where in a row of tokens one of two annotators sees an edge of a mark."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from msgspec import Struct

from ._comparison import Comparison, Reading
from ._counts import Array, Counts, Rows, ratio
from ._measure import Parameters
from ._ratings import grains

UNITS = ("entities", "events", "quotes", "cues")
"""Units whose items cut a text into segments."""


class Segmented(Struct, frozen=True):
    """Two segmentations of the same row of atoms.

    Args:
        atoms: how many tokens, or characters, there are.
        first: the boundaries of the first: each the number of the atom that a segment begins with.
        second: those of the second.
    """

    atoms: int
    first: frozenset[int]
    second: frozenset[int]


def segmented(comparison: Comparison, parameters: Parameters) -> Segmented:
    """The tokens that both looked at, cut at both edges of every mark; the edges of the whole are no boundaries."""
    places = grains(comparison, parameters)
    starts = [start for start, _ in places]
    first, second = (_edges(reading, starts) for reading in comparison.readings)
    return Segmented(len(places), first, second)


def _edges(reading: Reading, starts: list[int]) -> frozenset[int]:
    edges = {bisect_left(starts, edge) for item in reading.items for stretch in item.place for edge in stretch}
    return frozenset(edges - {0, len(starts)})


def counted(count: Callable[[Segmented, bool], Counts]) -> Callable[[Comparison, Parameters], Counts]:
    """A count of two segmentations, told whether the first is a reference, as one of a comparison."""
    return lambda comparison, parameters: count(segmented(comparison, parameters), comparison.has_reference)


def window(found: Segmented, has_reference: bool) -> int:
    """Half the mean length of a segment, at least 1: of the reference, or else of both together."""
    sides = [found.first] if has_reference else [found.first, found.second]
    segments = sum(len(side) + 1 for side in sides)
    return max(1, round(found.atoms * len(sides) / (2 * segments)))


def in_windows(found: Segmented, size: int) -> list[tuple[int, int]]:
    """How many boundaries each side has in every window between two atoms that are `size` apart."""
    if found.atoms <= size:
        return []
    first, second = (_running(side, found.atoms) for side in (found.first, found.second))
    ends = range(size, found.atoms)
    return [(first[end] - first[end - size], second[end] - second[end - size]) for end in ends]


def compared(alike: Callable[[int, int], bool]) -> Callable[[Segmented, bool], Counts]:
    """A count of windows, and of those in which the numbers of boundaries of both sides are alike."""

    def count(found: Segmented, has_reference: bool) -> Counts:
        windows = in_windows(found, window(found, has_reference))
        same = sum(alike(first, second) for first, second in windows)
        return {("same",): same, ("windows",): len(windows), ("boundaries",): len(found.first | found.second)}

    return count


def share_alike(rows: Rows, parameters: Parameters) -> Array:
    """The share of windows that are alike; of text in which nobody has set a boundary there is none."""
    return ratio(rows["same"], np.where(rows["boundaries"] > 0, rows["windows"], 0))


def _running(side: frozenset[int], atoms: int) -> list[int]:
    """How many boundaries lie before or at each atom."""
    total, found = 0, []
    for atom in range(atoms):
        total += atom in side
        found.append(total)
    return found


def near_misses(found: Segmented) -> int:
    """Boundaries of one side that the other has one atom further on or back, paired one to one."""
    alone = sorted([*((at, 0) for at in found.first - found.second), *((at, 1) for at in found.second - found.first)])
    count, taken = 0, False
    for (at, side), (after, other) in pairwise(alone):
        is_near = not taken and after - at == 1 and side != other
        count += is_near
        taken = is_near
    return count


def why_undefined(counts: object) -> str:
    """Why there is no figure."""
    return "nobody has set a boundary, or there is too little text"
