"""Where stretches that a source gives stand in the text of a record, held against the words that it gives with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ..model import Span
from ._offsets import PLAIN, Claim, best_reading, places
from ._text import Cleaned
from ._told import NO_PLACE, OTHER_WORDS

MAX_SPAN = 20_000
"""Code points, as the schema has it."""
TOO_LONG = f"it is longer than {MAX_SPAN} code points"


class Spot(NamedTuple):
    """The span of a stretch, None where it has no place; `why` says what is wrong with it."""

    span: Span | None
    why: str = ""


class Spots:
    """The stretches of one text. `source` is the text to which they belong, before it was cleaned.

    With `repair`, offsets that are all wrong in the same way are read as they were meant; those in a unit of `units`,
    which the format may have, always are.
    """

    def __init__(
        self, source: str, text: Cleaned, claims: Sequence[Claim], *, repair: bool, units: Collection[str] = ()
    ) -> None:
        self._source, self._text = source, text
        reading = best_reading(source, [claim for claim in claims if claim.words])
        used = reading if repair or (reading.unit in units and not reading.late) else PLAIN
        self._hint = "" if used == reading else f"; {reading}: --repair-offsets mends it"
        self._places = dict(zip(claims, places(source, claims, used), strict=True))

    def find(self, claim: Claim) -> Spot:
        """The span of one of the stretches."""
        start, end = self._places[claim]
        place = self._text.place(start, end) if claim.start >= 0 else None
        if place is None:
            return Spot(None, NO_PLACE + self._hint)
        if place[1] - place[0] > MAX_SPAN:
            return Spot(None, TOO_LONG)
        if not claim.words or alike(self._source[start:end], claim.words):
            return Spot(Span(*place, self._text.text[slice(*place)]))
        return Spot(Span(*place, claim.words[:MAX_SPAN]), OTHER_WORDS + self._hint)


def alike(words: str, others: str) -> bool:
    """Whether two strings are the same but for white space."""
    return words == others or words.split() == others.split()
