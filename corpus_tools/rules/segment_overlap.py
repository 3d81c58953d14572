"""A token or sentence begins before the one before it ends.

No character may be in two tokens or in two sentences. Where the order of the list is wrong as well, only that is
reported (SEG001).

Fails:

    {"text": "Ada wrote.",
     "segmentation": {"tokenizer": "words 1", "tokens": [[0, 3], [4, 10], [9, 10]]}}

Passes:

    {"text": "Ada wrote.",
     "segmentation": {"tokenizer": "words 1", "tokens": [[0, 3], [4, 9], [9, 10]]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from ._rule import Problem, Rule
from ._segments import neighbours, segments, shown
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for some in segments(view):
        if some.sound:
            continue
        for index, before, pair in neighbours(view, some):
            if before[0] <= pair[0] < before[1]:
                words, other = shown(view, pair), shown(view, before)
                yield Problem(
                    on=view.record.segmentation,
                    at=(some.field, index),
                    message=f"{some.noun} {words} at {pair[0]}-{pair[1]} overlaps {other} at {before[0]}-{before[1]}",
                    span=(pair[0], min(pair[1], before[1])),
                )


RULE = Rule(code="SEG002", name="segment-overlap", severity="error", level=2, check=check)
