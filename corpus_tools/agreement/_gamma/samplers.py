"""Random continua: what annotators would mark by chance."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from .._counts import Array
from .continua import Continuum, Numbers, Units, joined

Sampler = Callable[[Continuum, int, Generator], Units]
"""Draws as many continua as asked for; they are numbered from 0."""
SHORTEST = 1e-6
"""The least length of a unit that is drawn."""


def statistical(found: Continuum, samples: int, random: Generator) -> Units:
    """Units whose number, length, distance from the one before and category are drawn as often as they were found.

    All but categories are drawn from normal distributions, as pygamma-agreement does; the first coder has a unit at
    least.
    """
    given = np.bincount(found.units.coder, minlength=found.coders)
    counts = np.abs(random.normal(given.mean(), given.std(), (samples, found.coders)).astype(np.intp))
    counts[:, 0] = np.maximum(counts[:, 0], 1)
    total = int(counts.sum())
    between = gaps(found)
    length = _lengths(found.units.length, total, random)
    upto = np.cumsum(random.normal(between.mean(), between.std(), total) + length)
    row = np.repeat(np.arange(counts.size), counts.ravel())
    before = np.concatenate([[0], upto])[np.cumsum(counts) - counts.ravel()]
    end = upto - before[row]
    return Units(end - length, end, _categories(found, total, random), row % found.coders, row // found.coders)


def gaps(found: Continuum) -> Array:
    """The distances between units of the same coder that follow each other, those before the first ones, and 0."""
    units = found.units
    again = units.coder[1:] == units.coder[:-1]
    between = (units.start[1:] - units.end[:-1])[again]
    first = units.start[np.concatenate([[True], ~again])]
    return np.sort(np.concatenate([[0], between, first[first > 0]]))


def _lengths(found: Array, total: int, random: Generator) -> Array:
    mean, deviation = found.mean(), found.std()
    length: Array = np.abs(random.normal(mean, deviation, total))
    while (short := length < SHORTEST).any():
        length[short] = np.abs(random.normal(mean, deviation, int(short.sum())))
    return length


def _categories(found: Continuum, total: int, random: Generator) -> Numbers:
    """Categories as frequent as they were found, the most frequent drawn first."""
    counts = frequencies(found)
    order = np.argsort(-counts, kind="stable")
    at = np.searchsorted(np.cumsum(counts[order]), random.integers(0, counts.sum(), total), side="right")
    return order[at]


def frequencies(found: Continuum) -> Numbers:
    """How many units there are of each category."""
    return np.bincount(found.units.category, minlength=len(found.labels))


def shuffle(found: Continuum, samples: int, random: Generator) -> Units:
    """For each coder the units of somebody, moved by a random distance; those that go over the end begin again.

    The distances of a continuum are half the mean length of a unit apart while there is room for it (section 5.2).
    """
    drawn = [one for number in range(samples) for one in _moved(found, number, random)]
    return joined(drawn)


def _moved(found: Continuum, number: int, random: Generator) -> list[Units]:
    """One continuum of moved units, coder by coder; one without any unit is drawn again."""
    by_coder = [found.units.at(found.units.coder == coder) for coder in range(found.coders)]
    whose = random.integers(0, found.coders, found.coders)
    while not any(len(by_coder[coder]) for coder in whose):
        whose = random.integers(0, found.coders, found.coders)
    distances = _distances(found, random)
    return [
        _rotated(by_coder[coder], distance, found.length, at, number)
        for at, (coder, distance) in enumerate(zip(whose, distances, strict=True))
    ]


def _distances(found: Continuum, random: Generator) -> list[int]:
    free, apart = np.ones(found.length, dtype=bool), float(found.units.length.mean()) / 2
    distances = []
    for _ in range(found.coders):
        room = np.flatnonzero(free)
        distances.append(int(random.choice(room) if len(room) else random.integers(0, found.length)))
        free[max(0, int(np.ceil(distances[-1] - apart))) : int(distances[-1] + apart) + 1] = False
    return distances


def _rotated(units: Units, distance: int, length: int, coder: int, continuum: int) -> Units:
    by = np.where(units.start + distance > length, distance - length, distance)
    whose, which = np.full(len(units), coder), np.full(len(units), continuum)
    return Units(units.start + by, units.end + by, units.category, whose, which)


SAMPLERS: dict[str, Sampler] = {"statistical": statistical, "shuffle": shuffle}
