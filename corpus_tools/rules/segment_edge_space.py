"""A token or sentence begins or ends with white space.

White space between tokens and between sentences belongs to none of them. Inside it may stand, as in a sentence.

Fails:

    {"text": "Ada wrote.",
     "segmentation": {"tokenizer": "words 1", "tokens": [[0, 4], [4, 9], [9, 10]]}}

Passes:

    {"text": "Ada wrote.",
     "segmentation": {"tokenizer": "words 1", "tokens": [[0, 3], [4, 9], [9, 10]]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from ._rule import Change, Problem, Rule
from ._segments import Pair, Segments, has_range, segments, shown
from ._view import View

_LONG = 1000
"""Where many overlap, such long ones are not looked through."""


def check(view: View) -> Iterator[Problem]:
    text = view.text
    for some in segments(view):
        if some.exact:
            continue
        for index, pair in enumerate(some.pairs):
            if has_range(view, pair) and (text[pair[0]].isspace() or text[pair[1] - 1].isspace()):
                yield _problem(view, some, index, pair)


def _problem(view: View, some: Segments, index: int, pair: Pair) -> Problem:
    start, end = _trimmed(view.text, pair) if some.sound or pair[1] - pair[0] < _LONG else pair
    if start == end:
        message = f"the {some.noun} {shown(view, pair)} at {pair[0]} is white space only"
        fix = f"remove the {some.noun}"
        changes = [Change(view.record.segmentation, (some.field, index))]
    else:
        message = f"the {some.noun} {shown(view, pair)} at {pair[0]}-{pair[1]} has white space at its edge"
        fix = "trim it" if (start, end) == pair else f"trim it to [{start}, {end}]"
        trimmed = [Change(view.record.segmentation, (some.field, index), [start, end])]
        changes = [] if (start, end) == pair else trimmed
    return Problem(
        on=view.record.segmentation, at=(some.field, index), message=message, span=pair, fix=fix, changes=changes
    )


def _trimmed(text: str, pair: Pair) -> Pair:
    words = text[pair[0] : pair[1]]
    start = pair[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


RULE = Rule(code="SEG004", name="segment-edge-space", severity="error", level=2, check=check, fix="safe")
