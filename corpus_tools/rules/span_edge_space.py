"""A span begins or ends with white space.

Annotators would otherwise disagree about blanks that nobody can see. The span is mended by leaving the white space
out. Blanks inside a span are fine. Where the words differ from the article only SPN003 is reported.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 4, "text": "Ada "}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Fix
from ..model import Span
from ..text import quoted
from ._changes import move
from ._edges import edges
from ._misplaced import stands
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    if any(map(str.isspace, edges(view).after_start | edges(view).before_end)):
        for layer in view.layers:
            for span in layer.spans:
                if span.text != span.text.strip() and stands(view, span):
                    yield _problem(span)


def _problem(span: Span) -> Problem:
    words, place = span.text.strip(), (span.start, span.end)
    if not words:
        message = f"the span {quoted(span.text)} holds nothing but white space"
        return Problem(
            on=span, message=message, span=place, fix=Fix("propose", "set it to the words that are meant, or remove it")
        )
    bare = {"begins": span.text.lstrip(), "ends": span.text.rstrip()}
    sides = " and ".join(side for side, text in bare.items() if text != span.text)
    start = span.end - len(bare["begins"])
    return Problem(
        on=span,
        message=f"the span {quoted(span.text)} {sides} with white space",
        span=place,
        fix=f"set start to {start} and end to {start + len(words)}",
        changes=move(span, start, start + len(words), words),
    )


RULE = Rule(code="SPN004", name="span-edge-space", severity="error", level=3, check=check, fix="safe")
