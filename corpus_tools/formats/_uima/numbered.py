"""The structures of a file with the numbers by which they lead to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from . import Structure

SOFA = 1
"""The number of the text."""
INITIAL_VIEW = "_InitialView"
NUMBERED_FROM = 2


class Numbered(NamedTuple):
    """Numbers of `members`, which are in the view, and behind those of `slots`, which are only led to."""

    members: dict[Structure, int]
    slots: dict[Structure, int]


def numbered(structures: Sequence[Structure], *, between: int = 0) -> Numbered:
    """The numbers of the structures of a view and of their slots, with so many numbers left free between them."""
    members = {one: number for number, one in enumerate(structures, NUMBERED_FROM)}
    first = NUMBERED_FROM + len(members) + between
    slots = {slot: number for number, slot in enumerate(chain.from_iterable(slots_of(structures)), first)}
    return Numbered(members, slots)


def slots_of(structures: Iterable[Structure]) -> Iterator[list[Structure]]:
    """Each feature that is slots, as far as it has any."""
    return (value for one in structures for value in one.features.values() if value and isinstance(value, list))
