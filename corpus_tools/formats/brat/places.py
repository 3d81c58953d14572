"""Where the `T` lines of a file stand in the text of the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model import Span
from .._offsets import PLAIN, Claim, Reading, best_reading, places
from .._text import Cleaned
from .lines import Line

MAX_SPAN = 20_000
"""Code points, as the schema has it."""


class Placed(NamedTuple):
    """The spans of a `T` line, empty where it has no place; `why` says what is wrong with it."""

    spans: list[Span]
    why: str = ""


def placed(lines: Sequence[Line], source: str, text: Cleaned, *, repair: bool) -> dict[str, Placed]:
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
    fragments = line.fragments
    if fragments is None:
        return Placed([], "its place is not pairs of numbers")
    fragments = places(source, [Claim(start, end, "") for start, end in fragments], reading)
    found = [text.place(start, end) for start, end in fragments]
    if any(place is None for place in found):
        return Placed([], _with_hint("its place is empty or outside the text", hint))
    words = " ".join(source[start:end] for start, end in fragments)
    spans = [Span(start, end, text.text[start:end]) for start, end in _joined([place for place in found if place])]
    if any(span.end - span.start > MAX_SPAN for span in spans):
        return Placed([], f"it is longer than {MAX_SPAN} code points")
    if not line.tail or _plain(words) == _plain(line.tail):
        return Placed(spans)
    if len(spans) == 1 and len(line.tail) <= MAX_SPAN:
        spans = [Span(spans[0].start, spans[0].end, line.tail)]
    return Placed(spans, _with_hint("the words at its place are not those it names", hint))


def _with_hint(why: str, hint: str) -> str:
    return f"{why}; {hint}: --repair-offsets mends it" if hint else why


def _plain(words: str) -> str:
    """Words on one line, as a `T` line has them."""
    return words.replace("\r", " ").replace("\n", " ").replace("\t", " ")


def _joined(found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places in text order, those that overlap made one."""
    start, end = -1, -1
    for place in sorted(found):
        if place[0] < end:
            end = max(end, place[1])
            continue
        if end >= 0:
            yield start, end
        start, end = place
    yield start, end
