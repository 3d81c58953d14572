"""What most places of a corpus say of one thing, and those that say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from ._corpus import Spot


class Reading(Struct, frozen=True):
    """What one place says."""

    value: str
    spot: Spot


class Majority(Struct, frozen=True):
    """The first reading with the most frequent value, how often that is said, of how many, and the others."""

    usual: Reading
    times: int
    total: int
    others: list[Reading]


def majority(readings: Sequence[Reading]) -> Majority:
    """What is said most; of two values that are equally frequent, the one that is said first."""
    counts = Counter(reading.value for reading in readings)
    [(value, times)] = counts.most_common(1)
    usual = next(reading for reading in readings if reading.value == value)
    return Majority(usual, times, counts.total(), [reading for reading in readings if reading.value != value])
