"""The content of a direct quote does not run from quotation mark to quotation mark.

Where the tag set requires marks, each span of content begins just inside an opening mark and ends just inside its
closing mark, punctuation included: the one boundary that can be checked and mended by machine. A quote that is
interrupted has a span for each part, also where the insertion stands between dashes within the marks («so —dijo
ella—, y así»); a quote over several paragraphs has one for each, and may stay open at the end of a paragraph where the
next one opens anew. Words that are reported without marks of their own, also within another quote, are indirect.
Nothing is said where a mark has no partner, which is reported as such.

Fails:

    {"text": "“We will write soon,” said Ada.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 27, "end": 30, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "source": ["t1"],
                 "content": [{"start": 1, "end": 19, "text": "We will write soon"}]}]}

Passes:

    {"text": "“We will write soon,” said Ada.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 27, "end": 30, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "source": ["t1"],
                 "content": [{"start": 1, "end": 20, "text": "We will write soon,"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._quotes import NEAR, Askew, around, askew, snapped
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for found in askew(view):
        if not found.holds_marks:
            yield Problem(
                on=found.span,
                message=_message(view, found),
                span=(found.span.start, found.span.end),
                fix="set start to {} and end to {}".format(*found.wanted) if found.wanted else None,
                changes=snapped(view, found),
            )


def _message(view: View, found: Askew) -> str:
    kind, place = quoted(found.quote.type), found.wanted or around(view, found.span)
    if place is None:
        return f"{kind} content stands in quotation marks, and there are none around {quoted(found.span.text)}"
    start, end = place
    more = "; what stands in other marks needs a span of its own" if found.span.end > end + NEAR else ""
    return f"{kind} content runs from mark to mark, here {start}-{end}: {quoted(view.text[start:end])}{more}"


RULE = Rule(code="QUO001", name="mark-to-mark", severity="error", level=5, check=check, fix="safe")
