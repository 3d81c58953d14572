"""The quotation marks stand inside the content of a quote instead of around it.

Content runs from just inside the opening mark to just inside the closing mark, so that the same quote has the same
extent whoever marks it. Leave the marks out. This speaks only of types of quotes that require marks; marks of another
quote that stands within the content are not meant.

Fails:

    {"text": "“We will write soon,” said Ada.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 27, "end": 30, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "source": ["t1"],
                 "content": [{"start": 0, "end": 21, "text": "“We will write soon,”"}]}]}

Passes:

    {"text": "“We will write soon,” said Ada.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 27, "end": 30, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "source": ["t1"],
                 "content": [{"start": 1, "end": 20, "text": "We will write soon,"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._quotes import askew, snapped
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for found in askew(view):
        if found.holds_marks and found.wanted:
            start, end = found.wanted
            yield Problem(
                on=found.span,
                message=f"the content holds its quotation marks: {quoted(found.span.text)}",
                span=(found.span.start, found.span.end),
                fix=f"set start to {start} and end to {end}",
                changes=snapped(view, found),
            )


RULE = Rule(code="QUO004", name="marks-inside-content", severity="error", level=5, check=check, fix="safe")
