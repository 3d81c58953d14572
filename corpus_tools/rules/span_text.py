"""A span's `text` is not what stands at its offsets.

`text` must be an exact copy of the article between `start` and `end`, counted in Unicode code points from 0, the
end not included. A difference mostly means that the offsets count something else (bytes, UTF-16 units, line ends as
two characters), that they are shifted by some places, or that the article was changed after it was annotated. Where
the words stand elsewhere the finding says where. A span outside the article is SPN001, an empty one SPN002.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 12, "end": 19, "text": "Charles"}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 13, "end": 20, "text": "Charles"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Span
from ..text import quoted
from ._places import where_it_stands
from ._rule import Problem, Rule
from ._view import View
from .layer_offsets import misplaced


def check(view: View) -> Iterator[Problem]:
    for span in misplaced(view):
        if span.start < span.end <= view.length:
            yield _problem(view, span)


def _problem(view: View, span: Span) -> Problem:
    found = view.text[span.start : span.end]
    fix, changes = where_it_stands(view, span)
    return Problem(
        on=span,
        message=f"the article has {quoted(found)} at {span.start}-{span.end}, the span says {quoted(span.text)}",
        span=(span.start, span.end),
        fix=fix,
        changes=changes,
    )


RULE = Rule(code="SPN003", name="span-text", severity="error", level=3, check=check, fix="safe")
