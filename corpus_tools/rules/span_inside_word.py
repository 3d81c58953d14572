"""A span begins or ends inside a word.

Mostly one character too few or too many was marked. A hyphen, an apostrophe or a digit beside a letter may be an edge
(`EU` in `EU-wide`, `10` in `10km`), and so may a capital behind a small letter (`Tube` in `YouTube`). Looked at are the
Latin, Greek, Cyrillic and Armenian scripts: others set no space between words, or write articles and prepositions
together with them. Of languages that do so in these scripts, only the other edge is looked at: the beginning in
Turkish, Finnish or German, the end in Maltese or Swahili. Quotes that run from mark to mark have a rule of their own
(QUO001).

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 13, "end": 19, "text": "Charle"}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 13, "end": 20, "text": "Charles"}]}]}
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import takewhile

from ..model import Span
from ..text import quoted
from ._changes import move
from ._edges import edges
from ._misplaced import stands
from ._quotes import with_marks
from ._rule import Problem, Rule
from ._view import LayerView, View

_PREFIXED = frozenset(("mt", "tl", "id", "ms", "sw", "zu", "xh", "sn", "rw"))
"""Languages that write articles, prepositions or conjunctions together with the word after them."""
_SUFFIXED = frozenset(("tr", "az", "kk", "ky", "uz", "tk", "tt", "fi", "et", "hu", "eu", "mn", "hy"))
"""Languages that write cases or possessives together with the word before them."""
_COMPOUNDING = frozenset(("de", "nl", "sv", "da", "nb", "nn", "no", "is"))
"""Languages that write several nouns together as one."""
_FAR = 60
"""Code points of a word that are looked at on either side of an edge."""

_apart: set[str] = set()
"""Pairs of characters of which it is known that no word goes on from one to the other."""
_APART_AT_MOST = 50_000


def check(view: View) -> Iterator[Problem]:
    starts, ends = _cuts(view)
    if starts or ends:
        for layer in view.layers:
            yield from _problems(view, layer, starts, ends)


def _cuts(view: View) -> tuple[set[int], set[int]]:
    """Where spans begin inside a word, and where they end inside one, as far as the language lets that be judged."""
    language, found = view.language.partition("-")[0], edges(view)
    starts = language not in _PREFIXED and any(map(str.isalpha, found.before_start))
    ends = language not in _SUFFIXED | _COMPOUNDING and any(map(str.isalpha, found.after_end))
    return _inside(view.text, view.starts) if starts else set(), _inside(view.text, view.ends) if ends else set()


def _inside(text: str, places: set[int]) -> set[int]:
    """Those of some places at which a word goes on from one side to the other."""
    pairs = {text[at - 1 : at + 1] for at in places if at} - _apart
    going_on = set(filter(_goes_on, pairs))
    if len(_apart) < _APART_AT_MOST:
        _apart.update(pairs - going_on)
    return {at for at in places if at and text[at - 1 : at + 1] in going_on} if going_on else set()


def _goes_on(pair: str) -> bool:
    return len(pair) == 2 and all(map(_is_letter, pair)) and not (pair[0].islower() and pair[1].isupper())


def _is_letter(character: str) -> bool:
    """Whether a character is a letter of a script in which words can be told by their letters."""
    return character.isalpha() and (character < "\u0590" or "\u1e00" <= character < "\u2000")


def _problems(view: View, layer: LayerView, starts: set[int], ends: set[int]) -> Iterator[Problem]:
    between_marks = _between_marks(layer)
    for span in layer.spans:
        is_cut = span.start in starts or span.end in ends
        if is_cut and stands(view, span) and span.text == span.text.strip() and id(span) not in between_marks:
            yield _problem(view.text, span, begins=span.start in starts, ends=span.end in ends)


def _between_marks(layer: LayerView) -> set[int]:
    """The contents of quotes that run from mark to mark, by identity."""
    if not (layer.quotes and layer.tagset):
        return set()
    marked = with_marks(layer.tagset, "required") | with_marks(layer.tagset, "partial")
    return {id(span) for quote in layer.quotes if quote.type in marked for span in quote.content}


def _problem(text: str, span: Span, *, begins: bool, ends: bool) -> Problem:
    around = {"begins": _word(text, span.start)} if begins else {}
    around |= {"ends": _word(text, span.end)} if ends else {}
    start, end = around.get("begins", (span.start, 0))[0], around.get("ends", (0, span.end))[1]
    words = dict.fromkeys(text[slice(*word)] for word in around.values())
    return Problem(
        on=span,
        message=f"the span {quoted(span.text)} {' and '.join(around)} inside the word{'s' * (len(words) > 1)} "
        f"{' and '.join(map(quoted, words))}",
        span=(span.start, span.end),
        fix=f"set start to {start} and end to {end}, if the whole word is meant",
        changes=move(span, start, end, text[start:end]),
    )


def _word(text: str, at: int) -> tuple[int, int]:
    """The word around a place inside it: `[start, end)`, no more than _FAR on either side."""
    before = takewhile(_is_of_word, reversed(text[max(at - _FAR, 0) : at]))
    after = takewhile(_is_of_word, text[at : at + _FAR])
    return at - len(list(before)), at + len(list(after))


def _is_of_word(character: str) -> bool:
    return character.isalpha() or unicodedata.combining(character) > 0


RULE = Rule(code="SPN006", name="span-inside-word", severity="warning", level=3, check=check, fix="propose")
