"""One annotation that became two or more, and several that became one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..align import Place
from ..align.matching import length, shared

Piece = tuple[Place, str, str]
"""Where an annotation stands, its type and its id."""


def pieces(changed: Iterable[tuple[Piece, Piece]], left: Sequence[Piece]) -> Mapping[str, list[str]]:
    """The ids of what is left over that was cut off from what became smaller, by the id of the latter.

    A piece has the type of the whole, lies inside it, and shares no character with what remains of it.
    """
    found: dict[str, list[str]] = defaultdict(list)
    ordered = sorted(left)
    taken: set[str] = set()
    for whole, rest in changed:
        if whole[1] == rest[1] and whole[0] and _inside(rest[0], whole[0]):
            for place, _, name in _within(whole, ordered):
                if name not in taken and not shared(place, rest[0]):
                    taken.add(name)
                    found[whole[2]].append(name)
    return found


def _within(whole: Piece, ordered: Sequence[Piece]) -> Iterator[Piece]:
    """What begins inside a place and does not leave it."""
    start, end = whole[0][0][0], whole[0][-1][1]
    for index in range(bisect_left(ordered, start, key=_start), len(ordered)):
        piece = ordered[index]
        if _start(piece) >= end:
            break
        if piece[1] == whole[1] and _inside(piece[0], whole[0]):
            yield piece


def _start(piece: Piece) -> int:
    return piece[0][0][0] if piece[0] else -1


def _inside(place: Place, whole: Place) -> bool:
    return bool(place) and shared(place, whole) == length(place)
