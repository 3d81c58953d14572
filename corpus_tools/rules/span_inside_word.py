"""A span begins or ends inside a word.

Mostly one character too few or too many was marked. A hyphen, an apostrophe or a digit beside a letter may be an edge
(`EU` in `EU-wide`, `10` in `10km`). Nothing is said of scripts that set no space between words, and of languages where
an affix joins a word and names are marked without it: beginnings in Arabic, Hebrew and others, ends in Turkish,
Finnish, Hungarian and others. Quotes that run from mark to mark have a rule of their own (QUO001).

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 13, "end": 19, "text": "Charle"}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 13, "end": 20, "text": "Charles"}]}]}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..model import Span
from ..text import quoted
from ._changes import move
from ._misplaced import stands
from ._rule import Problem, Rule
from ._view import LayerView, View

_WORD = re.compile(r"[^\W\d_]+")
_PREFIXED = frozenset({"ar", "he", "yi", "ur", "ku", "ckb", "ps", "sd", "ug", "mt", "tl", "id", "ms", "sw", "zu", "xh"})
"""Languages that write articles, prepositions or conjunctions together with the word after them."""
_SUFFIXED = frozenset(
    {
        "tr",
        "az",
        "kk",
        "ky",
        "uz",
        "tk",
        "tt",
        "fi",
        "et",
        "hu",
        "eu",
        "ka",
        "mn",
        "ko",
        "ta",
        "te",
        "kn",
        "ml",
        "fa",
        "de",
    }
)
"""Languages that write cases, possessives or parts of compounds together with the word before them."""
_UNSPACED = "\u0e00"
"""From here on (but for Latin and Greek with marks) scripts set no spaces between words, or few."""

_edges: set[str] = set()
"""Pairs of characters that were found to be no inside of a word."""
_EDGES_AT_MOST = 50_000


def check(view: View) -> Iterator[Problem]:
    language = view.language.partition("-")[0]
    starts, ends = language not in _PREFIXED, language not in _SUFFIXED
    text = view.text
    for layer in view.layers:
        places = (layer.starts if starts else []) + (layer.ends if ends else [])
        if _edges.issuperset([text[at - 1 : at + 1] for at in places]):
            continue
        between_marks = _between_marks(layer)
        for span in layer.spans:
            inside = [at for at in (span.start, span.end) if _is_inside(text, at) and (starts, ends)[at == span.end]]
            if inside and stands(view, span) and id(span) not in between_marks:
                yield _problem(text, span, inside)


def _between_marks(layer: LayerView) -> set[int]:
    """The contents of quotes that run from mark to mark, by identity."""
    types = layer.tagset.quotes if layer.tagset else {}
    marked = {name for name, found in types.items() if found.first("marks") in ("required", "partial")}
    return {id(span) for quote in layer.quotes if quote.type in marked for span in quote.content}


def _is_inside(text: str, at: int) -> bool:
    pair = text[at - 1 : at + 1] if at else ""
    if pair in _edges:
        return False
    inside = len(pair) == 2 and all(map(_is_letter, pair)) and _case_goes_on(pair)
    if not inside and len(_edges) < _EDGES_AT_MOST:
        _edges.add(pair)
    return inside


def _is_letter(character: str) -> bool:
    is_spaced = character < _UNSPACED or "\u1e00" <= character <= "\u1fff"
    return character.isalpha() and is_spaced


def _case_goes_on(pair: str) -> bool:
    """Whether a capital does not begin a new part, as in `YouTube` or `McDonald`."""
    return not (unicodedata.category(pair[0]) == "Ll" and unicodedata.category(pair[1]) == "Lu")


def _problem(text: str, span: Span, inside: list[int]) -> Problem:
    words = [_word(text, at) for at in inside]
    start = min(span.start, *(first for first, _ in words)) if span.start in inside else span.start
    end = max(span.end, *(last for _, last in words)) if span.end in inside else span.end
    where = " and ".join({span.start: "begins", span.end: "ends"}[at] for at in inside)
    return Problem(
        on=span,
        message=f"the span {quoted(span.text)} {where} inside the word {quoted(text[slice(*words[0])])}",
        span=(span.start, span.end),
        fix=f"set start to {start} and end to {end}, if the whole word is meant",
        changes=move(span, start, end, text[start:end]),
    )


def _word(text: str, at: int) -> tuple[int, int]:
    """The word around a place inside it."""
    first = at
    while first > 0 and text[first - 1].isalpha():
        first -= 1
    match = _WORD.match(text, first)
    return (first, match.end()) if match else (at, at)


RULE = Rule(code="SPN006", name="span-inside-word", severity="warning", level=3, check=check, fix="propose")
