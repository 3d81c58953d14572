"""Marks in a text: words in square brackets, and behind them values in round ones, which are spelled as in URLs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote_plus

MARK = re.compile(r"\[([^\]\[]*)\]\(([^)(]*)\)")


class Mark(NamedTuple):
    """A stretch of the text without marks, and its values."""

    start: int
    end: int
    values: list[str]


def unmarked(source: str) -> tuple[str, list[Mark]]:
    """A text without its marks, and these.

    >>> unmarked("[Mira](PER&wikidata%3AQ1) left.")
    ('Mira left.', [Mark(start=0, end=4, values=['PER', 'wikidata:Q1'])])
    """
    pieces: list[str] = []
    found = []
    last = at = 0
    for match in MARK.finditer(source):
        before, words = source[last : match.start()], match[1]
        start = at + len(before)
        last, at = match.end(), start + len(words)
        pieces += [before, words]
        found.append(Mark(start, at, [unquote_plus(value) for value in match[2].split("&") if value]))
    return "".join([*pieces, source[last:]]), found


def marked(text: str, marks: Iterable[Mark]) -> str:
    """A text with marks, which come in its order and apart."""
    return "".join(_pieces(text, marks))


def _pieces(text: str, marks: Iterable[Mark]) -> Iterator[str]:
    last = 0
    for start, end, values in marks:
        yield f"{text[last:start]}[{text[start:end]}]({'&'.join(map(_spelled, values))})"
        last = end
    yield text[last:]


def _spelled(value: str) -> str:
    return quote(value, safe="")


def without_look_alikes(text: str, places: Sequence[tuple[int, int]]) -> str:
    """A text with round brackets in what looks like marks, where it is marked at these places."""
    starts = [start for start, _ in places]
    pieces = [
        text[start:end] for start, end in zip([0, *(end for _, end in places)], [*starts, len(text)], strict=True)
    ]
    between = iter([MARK.sub(lambda match: f"({match[1]})({match[2]})", piece) for piece in pieces])
    inside = iter([text[start:end] for start, end in places])
    return next(between) + "".join(next(inside) + piece for piece in between)
