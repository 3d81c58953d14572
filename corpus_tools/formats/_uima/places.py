"""Where the structures of a CAS stand in the text of the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from ...model import Segmentation, Span
from .._spots import MAX_SPAN, TOO_LONG
from .._text import Cleaned
from .._tokens import Pair
from . import Cas, Place, Structure
from .types import is_segment

_WORDS = ("Token", "Sentence")


class Placed(NamedTuple):
    """A span, None where there is none; `why` says what is wrong with the place, or was done about it."""

    span: Span | None
    why: str = ""


def placed(place: Place, text: Cleaned) -> Placed:
    """The span at a place of the source, without white space at its edges, which no span may have."""
    found = text.place(*place)
    if found is None:
        return Placed(None, "it is empty" if place[0] == place[1] else "it lies outside the text")
    words = text.text[slice(*found)]
    start, end = found[0] + len(words) - len(words.lstrip()), found[1] - len(words) + len(words.rstrip())
    if start >= end:
        return Placed(None, "there is only white space")
    if end - start > MAX_SPAN:
        return Placed(None, TOO_LONG)
    why = "" if (start, end) == found else "white space at its edges was taken off"
    return Placed(Span(start, end, text.text[start:end]), why)


class Segments(NamedTuple):
    """The tokens and sentences of a CAS, and what is told of them: the kind, and why."""

    segmentation: Segmentation | UnsetType
    told: list[tuple[str, str]]


def segments(cas: Cas, text: Cleaned) -> Segments:
    """The tokens and sentences of a CAS; one that shares characters with one before it is left out, and told."""
    given = {word: [one for one in cas.structures if is_segment(one.type, word)] for word in _WORDS}
    kept = {word: list(_apart(_places(found, text))) for word, found in given.items()}
    told = [
        (
            f"{word.lower()}s",
            f"{len(given[word]) - len(kept[word])} are empty or share characters with others: left out",
        )
        for word in _WORDS
        if len(kept[word]) < len(given[word])
    ]
    tokens, sentences = (kept[word] or UNSET for word in _WORDS)
    if not tokens and not sentences:
        return Segments(UNSET, told)
    return Segments(Segmentation("imported" if tokens else UNSET, tokens, sentences), told)


def _places(structures: Iterable[Structure], text: Cleaned) -> Iterator[Pair]:
    for one in structures:
        if one.place and (span := placed(one.place, text).span):
            yield span.start, span.end


def _apart(pairs: Iterable[Pair]) -> Iterator[Pair]:
    last = 0
    for start, end in sorted(pairs):
        if start >= last:
            yield start, end
            last = end


def by_place(structures: Iterable[Structure]) -> dict[Place, list[Structure]]:
    """Annotations by the place of their first span."""
    found: dict[Place, list[Structure]] = {}
    for one in structures:
        if one.place:
            found.setdefault(one.place, []).append(one)
    return found
