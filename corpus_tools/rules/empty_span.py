"""The `start` of a span is not before its `end`.

A span is `[start, end)`: the end is the place after the last character, so even a single character has an end one
above its start. Mostly the two were exchanged, or `end` holds a length. What stands at such a place is not looked at.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 13, "end": 7, "text": "Charles"}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 13, "end": 20, "text": "Charles"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Fix
from ..model import Span
from ..text import quoted
from ._changes import put
from ._places import Mending, where_it_stands
from ._rule import Problem, Rule
from ._view import View
from .layer_offsets import misplaced


def check(view: View) -> Iterator[Problem]:
    for span in misplaced(view):
        if span.start >= span.end:
            fix, changes = _mending(view, span)
            yield Problem(
                on=span,
                message=f"the span {quoted(span.text)} starts at {span.start}, which is not before its end {span.end}",
                fix=fix,
                changes=changes,
            )


def _mending(view: View, span: Span) -> Mending:
    text, start, end = view.text, span.start, span.end
    if text[end:start] == span.text:
        return Fix("safe", f"exchange the two: set start to {end} and end to {start}"), put(span, start=end, end=start)
    if text[start : start + end] == span.text:
        return Fix("safe", f"the end is a length: set end to {start + end}"), put(span, end=start + end)
    return where_it_stands(view, span)


RULE = Rule(code="SPN002", name="empty-span", severity="error", level=3, check=check, fix="safe")
