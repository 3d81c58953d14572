"""What is paired, and what comes of it, as plain values."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from msgspec import Struct

Place: TypeAlias = tuple[tuple[int, int], ...]
"""Stretches of one text as half-open `(start, end)` in code points, in text order and apart from each other."""


class Mark(NamedTuple):
    """One thing to be paired: where it stands, what it is called, what takes part in it, what else tells it apart.

    `parts` name its arguments or members in words that mean the same on both sides. What has no words of its own,
    such as a relation, has an empty place. `rest` only decides between marks that are otherwise alike.
    """

    place: Place
    type: str = ""
    parts: tuple[str, ...] = ()
    rest: str = ""


class Criteria(Struct, frozen=True):
    """Which marks may be paired at all.

    `least` is the smallest Dice coefficient of their characters, from 0 (any overlap) to 1 (the same characters); an
    intersection over union of u is a Dice coefficient of 2u / (1 + u).
    """

    same_type: bool = False
    least: float = 0.0


class Pair(NamedTuple):
    """Two marks by their indexes, and how well they fit: 1 where they are alike in all that counts."""

    a: int
    b: int
    score: float


class Matching(Struct, frozen=True):
    """Marks one to one, in an order that does not depend on the side, and those left over, by index.

    `coarse` tells that somewhere too many marks overlapped for the best solution, and a good one was taken.
    """

    pairs: list[Pair]
    only_a: list[int]
    only_b: list[int]
    coarse: bool = False

    @property
    def swapped(self) -> Matching:
        """The same seen from the other side."""
        pairs = [Pair(b, a, score) for a, b, score in self.pairs]
        return Matching(pairs, self.only_b, self.only_a, self.coarse)
