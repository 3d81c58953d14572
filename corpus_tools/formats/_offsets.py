"""What the offsets of a source count: told by a vote over the words that the source gives with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol

from ..text import occurrences

NEAR = 200
"""Code points within which the words of a span are looked for."""
_ENOUGH = 0.9
"""The share of claims that a reading of the offsets must make true."""


class Stretch(Protocol):
    """A place in whatever unit."""

    @property
    def start(self) -> int:
        """Its first offset."""

    @property
    def end(self) -> int:
        """The offset behind its last."""


class Claim(NamedTuple):
    """A stretch, in whatever unit, and the words that the source says stand there."""

    start: int
    end: int
    words: str


class Reading(NamedTuple):
    """How offsets are to be read: in what unit, and how many of them they are late (negative: early)."""

    unit: str
    late: int

    @property
    def is_plain(self) -> bool:
        """Whether the offsets are what they should be."""
        return self == PLAIN

    def __str__(self) -> str:
        unit = "" if self.unit == "code points" else f"the offsets are {self.unit}"
        shift = f"all spans are {abs(self.late)} {'late' if self.late > 0 else 'early'}" if self.late else ""
        return " and ".join(part for part in (unit, shift) if part)


PLAIN = Reading("code points", 0)
_WIDTHS: dict[str, Callable[[str], int]] = {
    "code points": lambda character: 1,
    "UTF-16 units": lambda character: 1 + (character > "\uffff"),
    "bytes": lambda character: 1 + (character > "\x7f") + (character > "\u07ff") + (character > "\uffff"),
    "counted with LF as two characters": lambda character: 1 + (character == "\n"),
    "counted without CR": lambda character: int(character != "\r"),
}


def best_reading(text: str, claims: Sequence[Claim]) -> Reading:
    """The reading of the offsets that makes the words of nearly all claims right; the plain one where none does."""

    def says(claim: Claim, start: int, end: int) -> bool:
        return min(start, end) >= 0 and text[start:end] == claim.words

    wrong = [claim for claim in claims if text[claim.start : claim.end] != claim.words]
    if not wrong:
        return PLAIN
    for reading in _candidates(text, wrong):
        right = sum(says(claim, *place) for claim, place in zip(claims, places(text, claims, reading), strict=True))
        if right >= _ENOUGH * len(claims):
            return reading
    return PLAIN


def places(text: str, claims: Sequence[Stretch], reading: Reading) -> list[tuple[int, int]]:
    """The stretches of claims in code points, as a reading has them; -1 for what is the place of no character."""
    pairs = [(claim.start, claim.end) for claim in claims]
    if reading.is_plain and min(map(min, pairs), default=0) >= 0:
        return pairs
    late = reading.late
    if reading.unit == "code points":
        return [(max(0, start - late), max(0, end - late)) for start, end in pairs]
    at = {offset: index for index, offset in enumerate(accumulate(map(_WIDTHS[reading.unit], text), initial=0))}
    return [(at.get(start - late, -1), at.get(end - late, -1)) for start, end in pairs]


def _candidates(text: str, wrong: Sequence[Claim]) -> Iterator[Reading]:
    """Readings worth a vote: other units, then the commonest distance to where the words stand."""
    yield from (Reading(unit, 0) for unit in _WIDTHS if unit != "code points")
    shifts = Counter(shift for claim in wrong[:100] for shift in _shifts(text, claim))
    yield from (Reading("code points", shift) for shift, _ in shifts.most_common(3))


def _shifts(text: str, claim: Claim) -> Iterator[int]:
    first = max(0, claim.start - NEAR)
    near = text[first : claim.end + NEAR]
    return (claim.start - first - at for at in occurrences(near, claim.words)) if claim.words else iter(())
