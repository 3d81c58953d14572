"""A name holds punctuation, an article or a possessive at its edge that is no part of it.

`Rome,` and `Rome` would be two names. What rightly belongs to names is left alone: `U.S.`, `Yahoo!`, `The Hague`, and a
possessive or capital article that the article never writes without. Only mentions by name are looked at.

Fails:

    {"text": "Rome, it rained.",
     "entities": [{"id": "t1", "type": "GPE", "level": "name", "spans": [{"start": 0, "end": 5, "text": "Rome,"}]}]}

Passes:

    {"text": "Rome, it rained.",
     "entities": [{"id": "t1", "type": "GPE", "level": "name", "spans": [{"start": 0, "end": 4, "text": "Rome"}]}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Entity, Span
from ..text import quoted, word_occurrences
from ._changes import move
from ._rule import Problem, Rule
from ._view import LayerView, View

_LEADING = ",;:!?)]}…–—/"
_TRAILING = ",;:?([{…–—/"
_POSSESSIVE = re.compile("['’]s\\Z")
_ARTICLES = {
    "en": ("the ", "a ", "an "),
    "de": ("der ", "die ", "das ", "den ", "dem ", "des "),
    "fr": ("le ", "la ", "les ", "l’", "l'"),
    "es": ("el ", "la ", "los ", "las "),
    "it": ("il ", "lo ", "la ", "i ", "gli ", "le ", "l’", "l'"),
    "pt": ("o ", "a ", "os ", "as "),
    "nl": ("de ", "het ", "een "),
}
"""Articles in small letters, by language; one with a capital may belong to the name."""


def check(view: View) -> Iterator[Problem]:
    articles = _ARTICLES.get(view.language.partition("-")[0], ())
    for layer in view.layers:
        for entity in _names(layer):
            span = entity.spans[0]
            start, end = _edges(view, span, articles)
            if (start, end) != (span.start, span.end) and start < end:
                yield _problem(view, span, start, end)


def _names(layer: LayerView) -> list[Entity]:
    """Mentions by name in one piece."""
    return [part for part in layer.entities if part.level == "name" and len(part.spans) == 1]


def _edges(view: View, span: Span, articles: tuple[str, ...]) -> tuple[int, int]:
    """Where the name begins and ends."""
    text = span.text
    if text[0].isupper() and text[-1].isalnum() and text[-2:] not in ("'s", "’s"):
        return span.start, span.end
    kept = text.lstrip(_LEADING)
    article = next((word for word in articles if kept.startswith(word)), "")
    kept = kept.removeprefix(article).rstrip(_TRAILING)
    bare = _POSSESSIVE.sub("", kept)
    if bare != kept and _stands_alone(view, bare):
        kept = bare
    start = span.start + text.find(kept)
    return start, start + len(kept)


def _stands_alone(view: View, name: str) -> bool:
    """Whether the article has the name without a possessive somewhere, as `Ankara` beside `Ankara’s`."""
    after = (view.text[at + len(name) : at + len(name) + 2] for at in word_occurrences(view.text, name))
    return any(following not in ("'s", "’s") for following in after)


def _problem(view: View, span: Span, start: int, end: int) -> Problem:
    name = view.text[start:end]
    return Problem(
        on=span,
        message=f"the name {quoted(span.text)} holds more than {quoted(name)}",
        span=(span.start, span.end),
        fix=f"set start to {start} and end to {end}",
        changes=move(span, start, end, name),
    )


RULE = Rule(code="SPN009", name="trimmed-name", severity="warning", level=5, check=check, fix="propose")
