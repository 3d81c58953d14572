"""A token or sentence stands behind one that begins later in the text.

Tokens and sentences are listed in the order of the text, which lets programs walk over them once.

Fails:

    {"text": "Ada wrote.",
     "segmentation": {"tokenizer": "words 1", "tokens": [[4, 9], [0, 3], [9, 10]]}}

Passes:

    {"text": "Ada wrote.",
     "segmentation": {"tokenizer": "words 1", "tokens": [[0, 3], [4, 9], [9, 10]]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ._changes import put
from ._rule import Change, Problem, Rule
from ._segments import Segments, neighbours, segments, shown
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for some in segments(view):
        if some.sound:
            continue
        sort = _sorted(view, some)
        for index, before, pair in neighbours(view, some):
            if pair[0] < before[0]:
                yield Problem(
                    on=view.record.segmentation,
                    at=(some.field, index),
                    message=f"{some.noun} {shown(view, pair)} at {pair[0]} is listed after one at {before[0]}",
                    span=pair,
                    fix=f"put the {some.field} in the order of the text",
                    changes=sort,
                )
                sort = []  # once is enough for all of them


def _sorted(view: View, some: Segments) -> list[Change]:
    """The whole list in order, where nothing in it overlaps."""
    pairs = sorted(some.pairs)
    apart = all(before[1] <= pair[0] for before, pair in pairwise(pairs))
    return put(view.record.segmentation, **{some.field: list(map(list, pairs))}) if apart else []


RULE = Rule(code="SEG001", name="segment-order", severity="error", level=2, check=check, fix="safe")
