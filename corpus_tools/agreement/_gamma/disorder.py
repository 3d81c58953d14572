"""Disorder: what the best alignment of a continuum costs, and how far the categories of aligned units differ.

All costs are in multiples of Δ, the cost of a unit that stands alone.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from msgspec import Struct

from .._counts import Array, ratio
from .._measure import Parameters
from .candidates import candidates, in_order
from .continua import Numbers, Units
from .dissimilarity import categorical, positional
from .packing import best

_TIE = 1e-8
"""How much of a preference counts: only between alignments of the same disorder."""
_ALIKE, _SURE = 0.618034, 0.141421
"""Parts of a preference that no whole numbers make equal."""


class Alignment(Struct, frozen=True):
    """The best alignments of continua.

    Args:
        units: the units of all.
        continua: how many continua there are.
        coders: how many coders each has.
        members: tuples of two units or more that are aligned with each other, shape (T, C); -1 where a coder has none.
        gain: how much less each costs than its units would alone, shape (T,).
    """

    units: Units
    continua: int
    coders: int
    members: Numbers
    gain: Array


def aligned(units: Units, continua: int, coders: int, parameters: Parameters) -> Alignment:
    """The best alignments of continua; of several with the same disorder, one with many pairs that are alike."""
    units = in_order(units)
    found = candidates(units, coders, parameters)
    chosen = best(found.members, found.gain + _TIE * preference(units, found.members, parameters))
    return Alignment(units, continua, coders, found.members[chosen], found.gain[chosen])


def preference(units: Units, members: Numbers, parameters: Parameters) -> Array:
    """What is better about tuples, shape (T,), where their cost is the same: it settles what `gamma-cat` is."""
    which, first, second = pairs(members)
    weight = confidence(units, first, second, parameters) / (sizes(members) - 1)[which]
    alike = weight * (1 - categorical(units, first, second))
    return _table((which,), 1 + _ALIKE * alike + _SURE * weight, (len(members),))


def pairs(members: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """All pairs of units of the same tuple: the number of the tuple, one unit, and the other."""
    found = [(members[:, one], members[:, other]) for one, other in combinations(range(members.shape[1]), 2)]
    first, second = (np.concatenate(side) for side in zip(*found, strict=True))
    there = np.flatnonzero((first >= 0) & (second >= 0))
    return there % len(members) if len(members) else there, first[there], second[there]


def sizes(members: Numbers) -> Numbers:
    """The number of units of each tuple, shape (T,)."""
    found: Numbers = (members >= 0).sum(axis=1)
    return found


def confidence(units: Units, first: Numbers, second: Numbers, parameters: Parameters) -> Array:
    """How much the categories of two units count, by how near they are to each other."""
    return np.maximum(0, 1 - parameters.alpha * positional(units, first, second))


class Sums(Struct, frozen=True):
    """What the figures of continua are made of.

    Pairs of units of the same tuple weigh their confidence over the number of its units but one. A unit and a coder
    who has none in its tuple are a pair of weight 1 that is not alike, as pygamma-agreement has it.

    Args:
        disorder: equation 6, what all tuples cost over the mean number of units of a coder, shape (S,).
        alike: the weight of pairs that have a category in common, shape (S, V).
        of_each: the weight of all pairs with a unit of a category, shape (S, V).
        of_all: the weight of all pairs, shape (S,).
    """

    disorder: Array
    alike: Array
    of_each: Array
    of_all: Array


def sums(found: Alignment, categories: int, parameters: Parameters) -> Sums:
    """The disorder of each continuum, and how far categories are alike."""
    continuum, category = found.units.continuum, found.units.category
    which, first, second = pairs(found.members)
    weight = confidence(found.units, first, second, parameters) / (sizes(found.members) - 1)[which]
    shape = found.continua, categories, categories
    table = _table((continuum[first], category[first], category[second]), weight, shape)
    missing = _table((continuum, category), _missing(found), shape[:2])
    alike: Array = np.einsum("svv->sv", table)
    of_each = table.sum(axis=1) + table.sum(axis=2) - alike + missing
    return Sums(disorders(found), alike, of_each, table.sum(axis=(1, 2)) + missing.sum(axis=1))


def disorders(found: Alignment) -> Array:
    """The disorder of each continuum, shape (S,): equation 6, what all tuples cost, over the mean number of units."""
    units = _table((found.units.continuum,), np.ones(len(found.units)), (found.continua,))
    gain = _table((found.units.continuum[found.members.max(axis=1)],), found.gain, (found.continua,))
    return ratio(units - gain, units / found.coders)


def _missing(found: Alignment) -> Array:
    """For each unit the number of coders who have none in its tuple, shape (U,)."""
    size = np.ones(len(found.units))
    there = found.members >= 0
    size[found.members[there]] = np.repeat(sizes(found.members), there.sum(axis=1))
    missing: Array = found.coders - size
    return missing


def _table(at: tuple[Numbers, ...], weight: Array, shape: tuple[int, ...]) -> Array:
    """A table of that shape, with the weights summed where they belong."""
    table = np.zeros(shape)
    np.add.at(table, at, weight)
    return table
