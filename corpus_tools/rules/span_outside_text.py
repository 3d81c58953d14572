"""A span reaches beyond the end of the article.

The article ends after its last code point; `end` may be that place and no more. Mostly the offsets count something
else (bytes, UTF-16 units), or the article was shortened after it was annotated. Where the words stand in the article
the finding says where. A span whose `start` is not before its `end` is SPN002.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 20, "end": 27, "text": "Charles"}]}]}

Passes:

    {"text": "Ada wrote to Charles",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 13, "end": 20, "text": "Charles"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._places import where_it_stands
from ._rule import Problem, Rule
from ._view import View
from .layer_offsets import misplaced


def check(view: View) -> Iterator[Problem]:
    for span in misplaced(view):
        if span.start < span.end and span.end > view.length:
            fix, changes = where_it_stands(view, span)
            yield Problem(
                on=span,
                message=f"the span {quoted(span.text)} at {span.start}-{span.end} reaches beyond the article, "
                f"which ends at {view.length}",
                span=(span.start, span.end),
                fix=fix,
                changes=changes,
            )


RULE = Rule(code="SPN001", name="span-outside-text", severity="error", level=3, check=check, fix="safe")
