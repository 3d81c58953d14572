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

from ..text import quoted
from ._rule import Problem, Rule
from ._segments import Pair, Segments, has_range, segments
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for some in segments(view):
        if some.exact or list(map(str.strip, some.texts)) == some.texts:
            continue
        for index, (pair, words) in enumerate(zip(some.pairs, some.texts, strict=True)):
            if words != words.strip() and has_range(view, pair):
                yield _problem(view, some, index, pair)


def _problem(view: View, some: Segments, index: int, pair: Pair) -> Problem:
    words = view.text[pair[0] : pair[1]]
    if words.isspace():
        message, fix = f"the {some.noun} {quoted(words)} at {pair[0]} is white space only", f"remove the {some.noun}"
    else:
        start = pair[0] + len(words) - len(words.lstrip())
        end = pair[1] - len(words) + len(words.rstrip())
        message = f"the {some.noun} {quoted(words)} at {pair[0]}-{pair[1]} has white space at its edge"
        fix = f"trim it to [{start}, {end}]"
    return Problem(on=view.record.segmentation, at=(some.field, index), message=message, span=pair, fix=fix)


RULE = Rule(code="SEG004", name="segment-edge-space", severity="error", level=2, check=check, fix="safe")
