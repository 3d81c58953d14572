"""An edge of a span lies inside one character, as readers see characters.

What looks like one character may be several code points: a letter and its accents, a flag, an emoji with a skin
colour, a family, a syllable in Indic scripts or old Korean. Cutting such a cluster leaves marks that stand alone. It
is mended by widening the span to the whole character. Clusters are those of Unicode Standard Annex 29.

Fails:

    {"text": "Ada waved the 🇫🇷 flag.",
     "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 14, "end": 15, "text": "🇫"}]}]}

Passes:

    {"text": "Ada waved the 🇫🇷 flag.",
     "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 14, "end": 16, "text": "🇫🇷"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Span
from ..text import quoted
from ._changes import move
from ._clusters import split_clusters
from ._misplaced import stands
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    inside = split_clusters(view)
    if inside:
        for layer in view.layers:
            for span in layer.spans:
                if (span.start in inside or span.end in inside) and stands(view, span):
                    yield _problem(view, span, inside)


def _problem(view: View, span: Span, inside: dict[int, tuple[int, int]]) -> Problem:
    split = [(name, at) for name, at in (("starts", span.start), ("ends", span.end)) if at in inside]
    where = " and ".join(f"{name} at {at}, inside {quoted(view.text[slice(*inside[at])], 20)}" for name, at in split)
    start, end = inside.get(span.start, (span.start, 0))[0], inside.get(span.end, (0, span.end))[1]
    return Problem(
        on=span,
        message=f"the span {where}, which is one character to a reader",
        span=(span.start, span.end),
        fix=f"set start to {start} and end to {end}",
        changes=move(span, start, end, view.text[start:end]),
    )


RULE = Rule(code="SPN005", name="split-character", severity="error", level=3, check=check, fix="safe")
