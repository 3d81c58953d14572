"""A token or sentence is empty, or reaches beyond the end of the text.

The two numbers of each count code points of the text from 0, the end not included. Many tokens beyond the end are a
sign that they were counted in bytes or UTF-16 units, or made of another text.

Fails:

    {"text": "Ada wrote.",
     "segmentation": {"tokenizer": "words 1", "tokens": [[0, 3], [3, 3], [4, 9], [9, 10]]}}

Passes:

    {"text": "Ada wrote.",
     "segmentation": {"tokenizer": "words 1", "tokens": [[0, 3], [4, 9], [9, 10]]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from ._rule import Problem, Rule
from ._segments import has_range, segments
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for some in segments(view):
        if some.sound:
            continue
        for index, pair in enumerate(some.pairs):
            if not has_range(view, pair):
                yield Problem(
                    on=view.record.segmentation,
                    at=(some.field, index),
                    message=f"the {some.noun} is empty: its start {pair[0]} is not before its end {pair[1]}"
                    if pair[0] >= pair[1]
                    else f"the {some.noun} ends at {pair[1]}, the text has {view.length} code points",
                )


RULE = Rule(code="SEG003", name="segment-range", severity="error", level=2, check=check)
