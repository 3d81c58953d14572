"""Which units may be aligned with each other: all tuples that can be in a best alignment, and few others.

A tuple of k units of C coders costs `(Σ d + pairs(C) - pairs(k)) / pairs(C)`, where pairs(k) = k(k - 1) / 2: each pair
with a unit that is missing costs 1. One that costs more than two parts of it would alone is never needed: that is so
where the dissimilarities between parts of a and b units sum up to more than `pairs(C) + ab`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from .._counts import Array
from .._measure import Parameters
from .continua import Numbers, Units
from .dissimilarity import combined

_ROUNDING = 1e-9


class Candidates(Struct, frozen=True):
    """Tuples of units.

    Args:
        members: the numbers of their units, by coder, shape (T, C), filled up with -1.
        gain: how much less each costs than its units would alone, shape (T,), 0 or more.
    """

    members: Numbers
    gain: Array


def candidates(units: Units, coders: int, parameters: Parameters) -> Candidates:
    """All tuples of two units or more that can be in a best alignment; units are in the order of `in_order`."""
    found = [(members, gain) for members, gain in _sound(units, coders, parameters) if len(gain)]
    members = [np.pad(some, ((0, 0), (0, coders - some.shape[1])), constant_values=-1) for some, _ in found]
    none = np.zeros((0, coders), dtype=np.intp)
    return Candidates(np.concatenate([none, *members]), np.concatenate([[], *(gain for _, gain in found)]))


def in_order(units: Units) -> Units:
    """The units ordered by continuum and middle."""
    return units.at(np.lexsort((units.middle, units.continuum)))


def _sound(units: Units, coders: int, parameters: Parameters) -> Iterator[tuple[Numbers, Array]]:
    """Tuples and their gains, size by size."""
    members = neighbours(units, coders, parameters)
    first_of = np.searchsorted(members[:, 0], np.arange(len(units) + 1))
    next_to = members[:, 1]
    between = combined(units, members[:, 0], members[:, 1], parameters)[:, None, None] * (1 - np.eye(2))
    for size in range(2, coders + 1):
        gain = gains(between, coders)
        kept = (gain > -_ROUNDING) & _undivided(between, coders)
        yield members[kept], gain[kept]
        if size < coders:
            row, at = _ranges(first_of[members[:, -1]], first_of[members[:, -1] + 1])
            members, between = _grown(units, members[row], between[row], next_to[at], coders, parameters)


def neighbours(units: Units, coders: int, parameters: Parameters) -> Numbers:
    """The pairs of units that a tuple may hold, shape (T, 2), in order, the unit of the earlier coder first.

    Their middles are near: `positional` is at least the square of their distance over the mean length.
    """
    most = comb(coders, 2) + coders - 1
    first, second = _near(units, most, parameters)
    others = (units.coder[first] != units.coder[second]) & (units.continuum[first] == units.continuum[second])
    swapped = units.coder[first] > units.coder[second]
    first, second = np.where(swapped, second, first)[others], np.where(swapped, first, second)[others]
    kept = combined(units, first, second, parameters) <= most + _ROUNDING
    order = np.lexsort((second[kept], first[kept]))
    return np.stack([first[kept][order], second[kept][order]], axis=1)


def _near(units: Units, most: int, parameters: Parameters) -> tuple[Numbers, Numbers]:
    """All pairs of units whose positional dissimilarity times alpha may be that much, and some more."""
    span = float(np.ptp(units.middle)) + 1
    reach = (units.length + units.length.max()) / 2
    reach = np.minimum(reach * np.sqrt(most / max(parameters.alpha, _ROUNDING)) * (1 + _ROUNDING), span)
    place = units.middle + 2 * span * units.continuum
    return _ranges(np.arange(1, len(units) + 1), np.searchsorted(place, place + reach, side="right"))


def _ranges(low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """All whole numbers from each `low` up to its `high`, behind the number of the range they are from."""
    sizes = np.maximum(high - low, 0)
    which = np.repeat(np.arange(len(low)), sizes)
    within = np.arange(len(which)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return which, low[which] + within


def _grown(
    units: Units, members: Numbers, between: Array, last: Numbers, coders: int, parameters: Parameters
) -> tuple[Numbers, Array]:
    """Tuples with one more unit, of a later coder, that may be part of a candidate."""
    count, size = members.shape
    to_last = np.stack([combined(units, one, last, parameters) for one in members.T], axis=1)
    grown = np.zeros((count, size + 1, size + 1))
    grown[:, :size, :size], grown[:, size, :size], grown[:, :size, size] = between, to_last, to_last
    largest = size + coders - units.coder[last]
    kept = (grown.sum(axis=2) <= (comb(coders, 2) + largest - 1 + _ROUNDING)[:, None]).all(axis=1)
    return np.concatenate([members, last[:, None]], axis=1)[kept], grown[kept]


def gains(between: Array, coders: int) -> Array:
    """How much less tuples cost than their units would alone, from their dissimilarities, shape (T, k, k)."""
    size = between.shape[1]
    cost = (between.sum(axis=(1, 2)) / 2 + comb(coders, 2) - comb(size, 2)) / comb(coders, 2)
    gain: Array = size - cost
    return gain


def _undivided(between: Array, coders: int) -> NDArray[np.bool_]:
    """Which tuples no two parts of them are cheaper than."""
    size = between.shape[1]
    kept = np.ones(len(between), dtype=bool)
    for part in (part for count in range(1, size // 2 + 1) for part in combinations(range(size), count)):
        rest = [one for one in range(size) if one not in part]
        across = between[:, part][:, :, rest].sum(axis=(1, 2))
        kept &= across <= comb(coders, 2) + len(part) * len(rest) + _ROUNDING
    return kept
