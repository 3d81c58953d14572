"""Where the `T` lines of a file stand in the text of the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._offsets import PLAIN, Claim, Reading, best_reading, places
from .._spans import Placed, placed
from .._text import Cleaned
from .lines import Line


def places_of(lines: Sequence[Line], source: str, text: Cleaned, *, repair: bool) -> dict[str, Placed]:
    """The spans of `T` lines by their ids. `source` is the text as the file has it, to which the offsets belong.

    With `repair`, offsets that are all wrong in the same way are read as they were meant.
    """
    reading = best_reading(source, [claim for line in lines for claim in _claims(line)])
    used = reading if repair else PLAIN
    return {line.id: _placed(line, source, text, used, "" if repair else str(reading)) for line in lines}


def _claims(line: Line) -> Iterator[Claim]:
    """What a line of one fragment says; in those of several, nobody tells where the words of each end."""
    fragments = line.fragments or []
    if len(fragments) == 1 and line.tail:
        yield Claim(*fragments[0], line.tail)


def _placed(line: Line, source: str, text: Cleaned, reading: Reading, hint: str) -> Placed:
    if line.fragments is None:
        return Placed([], "its place is not pairs of numbers")
    claims = [Claim(start, end, "") for start, end in line.fragments]
    return placed(places(source, claims, reading), text, line.tail, hint)
