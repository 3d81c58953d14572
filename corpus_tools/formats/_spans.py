"""Spans made of the places that a source gives, and of the words that it says stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Span
from ._spots import MAX_SPAN, TOO_LONG
from ._text import Cleaned
from ._told import NO_PLACE, OTHER_WORDS

Place = tuple[int, int]


class Placed(NamedTuple):
    """Spans, none where there is no place; `why` says what is wrong."""

    spans: list[Span]
    why: str = ""


def placed(places: Sequence[Place | None], text: Cleaned, words: str = "", hint: str = "") -> Placed:
    """The spans at some places of the source of a text.

    `words` are those that the source gives; where they are others than stand there, a single span keeps them, so that
    `validate` finds it. `hint` says how the offsets of the source may be meant.
    """
    if len(places) == 1 and (first := places[0]) and (place := text.place(*first)):
        start, end = place
        if (there := text.text[start:end]) == words or not words:
            return Placed([Span(start, end, there)]) if len(there) <= MAX_SPAN else Placed([], TOO_LONG)
    found = [text.place(*place) if place else None for place in places]
    pairs = [place for place in found if place]
    if len(pairs) < len(found) or not pairs:
        return Placed([], with_hint(NO_PLACE if found else "it has no place", hint))
    spans = [Span(start, end, text.text[start:end]) for start, end in joined(pairs)]
    if any(span.end - span.start > MAX_SPAN for span in spans):
        return Placed([], TOO_LONG)
    if not words or _says(words, pairs, text.text):
        return Placed(spans)
    if len(spans) == 1 and len(words) <= MAX_SPAN:
        spans = [Span(spans[0].start, spans[0].end, words)]
    return Placed(spans, with_hint(OTHER_WORDS, hint))


def all_placed(places: Sequence[Place], text: Cleaned, words: Sequence[str] | None = None) -> list[list[Span]] | None:
    """A span at each place of the source of a text, made in one go; None where `placed` would tell something."""
    found = text.places(places)
    stretches = [place for place in found if place]
    there = [text.text[start:end] for start, end in stretches]
    if len(there) < len(found) or (words is not None and there != words) or max(map(len, there), default=0) > MAX_SPAN:
        return None
    return [[Span(start, end, found)] for (start, end), found in zip(stretches, there, strict=True)]


def with_hint(why: str, hint: str) -> str:
    """What is wrong, and how it can be mended where that is known."""
    return f"{why}; {hint}: --repair-offsets mends it" if hint else why


def joined(places: Sequence[Place]) -> Iterator[Place]:
    """Places in text order, those that overlap made one."""
    start, end = -1, -1
    for place in sorted(places):
        if place[0] < end:
            end = max(end, place[1])
            continue
        if end >= 0:
            yield start, end
        start, end = place
    yield start, end


def _says(words: str, places: Sequence[Place], text: str) -> bool:
    """Whether words are those at places as they come, or all from the first to the last; white space does not count."""
    pieces = "".join(text[start:end] for start, end in places)
    around = text[min(start for start, _ in places) : max(end for _, end in places)]
    return "".join(words.split()) in ("".join(pieces.split()), "".join(around.split()))
