"""Units of many continua side by side, and the continuum that an article is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from .._comparison import Comparison, Reading
from .._counts import Array

Numbers = NDArray[np.intp]


class Units(Struct, frozen=True):
    """Units of one continuum or of several: arrays of shape (U,).

    Args:
        start: where each begins.
        end: where it ends, behind `start`.
        category: the number of its category.
        coder: the number of who marked it.
        continuum: the number of the continuum it is in.
    """

    start: Array
    end: Array
    category: Numbers
    coder: Numbers
    continuum: Numbers

    def __len__(self) -> int:
        return len(self.start)

    @property
    def length(self) -> Array:
        """How long each is."""
        return self.end - self.start

    @property
    def middle(self) -> Array:
        """The point halfway."""
        return (self.start + self.end) / 2

    def at(self, where: NDArray[np.bool_] | Numbers) -> Units:
        """Some of them, or all in another order."""
        return Units(*(getattr(self, name)[where] for name in self.__struct_fields__))


Arrays = TypeVar("Arrays", bound=Struct)


def joined(some: Sequence[Arrays]) -> Arrays:
    """Structs of arrays as one, array by array."""
    names = some[0].__struct_fields__
    return type(some[0])(*(np.concatenate([getattr(one, name) for one in some]) for name in names))


class Continuum(Struct, frozen=True):
    """What all coders marked in one article.

    Args:
        units: ordered by coder and place; their `continuum` is 0.
        labels: the name of each category.
        coders: how many coders there are, those that marked nothing among them.
        length: code points of text that all looked at.
    """

    units: Units
    labels: Sequence[str]
    coders: int
    length: int


Mark = tuple[int, int, str]
"""Start and end in what all looked at, and label."""


def continuum(comparison: Comparison) -> Continuum:
    """The continuum of an article: a mark in several pieces reaches from its first to its last.

    Coders and categories are numbered by where their marks are, so that no name changes what is drawn at random.
    """
    marked = [_marks(reading, comparison) for reading in comparison.readings]
    labels = _labels(marked)
    at = {label: number for number, label in enumerate(labels)}
    rows = sorted(sorted((start, end, at[label]) for start, end, label in marks) for marks in marked)
    table = [(*mark, coder, 0) for coder, row in enumerate(rows) for mark in row]
    start, end, *numbers = np.array(table, dtype=np.intp).reshape(-1, 5).T
    units = Units(start.astype(np.float64), end.astype(np.float64), *numbers)
    return Continuum(units, labels, len(rows), comparison.size)


def _marks(reading: Reading, comparison: Comparison) -> list[Mark]:
    """The marks of one coder; text that not all looked at is cut out."""
    edges = [edge for stretch in comparison.domain for edge in stretch]
    lengths = [end - start for start, end in comparison.domain]
    upto = np.repeat(np.cumsum([0, *lengths]), 2)[1:-1]
    items = [item for item in reading.items if item.place]
    hulls = [(item.place[0][0], max(end for _, end in item.place)) for item in items]
    places = np.interp(np.array(hulls).reshape(-1, 2), edges, upto).astype(np.intp).tolist()
    return [(start, end, item.type) for (start, end), item in zip(places, items, strict=True)]


def _labels(marked: Sequence[Sequence[Mark]]) -> list[str]:
    """The labels, ordered by the places of their marks."""
    places: dict[str, list[tuple[int, int]]] = {}
    for marks in marked:
        for start, end, label in marks:
            places.setdefault(label, []).append((start, end))
    return sorted(places, key=lambda label: sorted(places[label]))
