"""A name holds punctuation, an article or a possessive at its edge that is no part of it.

`Rome,` and `Rome` would be two names. What may belong to a name is left alone: `U.S.`, `Yahoo!`, `The Hague`. A full
stop, a possessive, a Turkish suffix behind an apostrophe and an article with a capital are told where the layer has the
same name without them; an article at all only where the layer mostly leaves articles out. Only mentions by name are
looked at.

Fails:

    {"text": "Rome, it rained.",
     "entities": [{"id": "t1", "type": "GPE", "level": "name", "spans": [{"start": 0, "end": 5, "text": "Rome,"}]}]}

Passes:

    {"text": "Rome, it rained.",
     "entities": [{"id": "t1", "type": "GPE", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Rome"}]}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from ..model import Entity
from ..text import quoted
from ._changes import move
from ._mentions import names
from ._rule import Problem, Rule
from ._view import View

_STOPS = ",;:،؛、，；："
"""What never begins or ends a name."""
_DASHES = "–—"
"""What never begins one, but may end it, as in `Mr B—`."""
_MARKS = '"“”„«»()[]{}'
"""What comes in pairs: one alone at an edge has its partner outside."""
_ARTICLES = {
    "en": ("the ", "a ", "an "),
    "de": ("der ", "die ", "das ", "den ", "dem ", "des "),
    "fr": ("le ", "la ", "les ", "l’", "l'"),
    "es": ("el ", "la ", "los ", "las "),
    "it": ("il ", "lo ", "la ", "i ", "gli ", "le ", "l’", "l'"),
    "pt": ("o ", "a ", "os ", "as "),
    "nl": ("de ", "het ", "een "),
}
"""Articles by language, each with what sets it apart from the name."""
_POSSESSIVE = "['’]s"
_SUFFIXES = {"tr": r"['’]\w{1,6}", "az": r"['’]\w{1,6}"}
"""What is set behind a name with an apostrophe, by language, where that is more than a possessive."""


class _Edges(Struct, frozen=True):
    """What may be trimmed in a layer: its articles, a pattern for endings, and its names, which tell what may go."""

    articles: Sequence[str]
    endings: re.Pattern[str]
    known: set[str]


def check(view: View) -> Iterator[Problem]:
    language = view.language.partition("-")[0]
    doubtful = _doubtful(language)
    for parts, words, known in names(view):
        if doubtful.search("\0".join(("", *known, ""))):
            articles = _articles_left_out(view, language, parts, words)
            edges = _Edges(articles, _endings(language), known)
            for entity in parts:
                if entity.level == "name" and len(entity.spans) == 1:
                    yield from _judged(entity, edges)


@cache
def _doubtful(language: str) -> re.Pattern[str]:
    """Finds a name whose edge may be no part of it, among names that have a null character on either side."""
    articles = "|".join(_ARTICLES.get(language, ()))
    first, last = (f"[{re.escape(marks + _MARKS)}]" for marks in (_STOPS + _DASHES, _STOPS + "."))
    suffix = "|(?=[^\0]*['’])" if language in _SUFFIXES else ""
    return re.compile(f"\0(?:(?={first})|(?i:(?={articles or first}))|(?<={last}\0)|(?<={_POSSESSIVE}\0){suffix})")


@cache
def _endings(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_SUFFIXES.get(language, _POSSESSIVE)}|(?<!\.\w)\.)\Z")


def _articles_left_out(view: View, language: str, parts: Sequence[Entity], words: Sequence[str]) -> Sequence[str]:
    """The articles of the language, where names mostly stand behind one and not around it; else none."""
    articles = _ARTICLES.get(language, ())
    within = sum(word.startswith(articles) for word in words)
    before = tuple(f" {article}" for article in articles)
    outside = sum(view.text.endswith(before, 0, part.spans[0].start) for part in parts)
    return articles if outside > within else ()


def _judged(entity: Entity, edges: _Edges) -> Iterator[Problem]:
    (span,) = entity.spans
    from_name = _from_name(span.text, edges)
    start = span.end - len(from_name)
    name = _to_name(from_name, edges)
    if name and name != span.text:
        yield Problem(
            on=span,
            message=f"the name {quoted(span.text)} holds more than {quoted(name)}",
            span=(span.start, span.end),
            fix=f"set start to {start} and end to {start + len(name)}",
            changes=move(span, start, start + len(name), name),
        )


def _from_name(text: str, edges: _Edges) -> str:
    """The words from where the name begins."""
    words = text.lstrip(_STOPS + _DASHES + _stray(text) + " ")
    article = next((one for one in edges.articles if words[: len(one)].lower() == one), "")
    name = words[len(article) :]
    is_outside = name[:1].isupper() and (words[0].islower() or name in edges.known)
    return name if article and is_outside else words


def _to_name(text: str, edges: _Edges) -> str:
    """The words up to where the name ends."""
    words = text.rstrip(_STOPS + _stray(text) + " ")
    name = edges.endings.sub("", words)
    return name if name in edges.known else words


def _stray(text: str) -> str:
    """The marks that come in pairs, where just one of them is there."""
    return _MARKS if sum(map(text.count, _MARKS)) == 1 else ""


RULE = Rule(code="SPN009", name="trimmed-name", severity="warning", level=5, check=check, fix="propose")
