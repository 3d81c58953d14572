"""A character of the text is in no token.

A file of tokens, such as CoNLL, holds the tokens and nothing else: what is in none of them is lost on the way there
and back. White space does not count. There is one finding for the record, with the first such character; none where
a token is empty or outside the text (SEG003), which may be the one that is missing.

Fails:

    {"text": "Ada wrote.",
     "segmentation": {"tokenizer": "words 1", "tokens": [[0, 3], [4, 9]]}}

Passes:

    {"text": "Ada wrote.",
     "segmentation": {"tokenizer": "words 1", "tokens": [[0, 3], [4, 9], [9, 10]]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._rule import Problem, Rule
from ._segments import Segments, has_range, segments
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for some in segments(view):
        if some.field != "tokens" or some.exact:
            continue
        if all(has_range(view, pair) for pair in some.pairs) and (missing := _missing(view.text, some)):
            at, count = missing[0], len(missing)
            yield Problem(
                on=view.record.segmentation,
                at=("tokens",),
                message=f"{quoted(view.text[at])} at {at} is in no token"
                + (f", nor are {count - 1} more characters" if count > 1 else ""),
                span=(at, at + 1),
            )


def _missing(text: str, tokens: Segments) -> list[int]:
    """Offsets of the characters in no token, white space left out."""
    found: list[int] = []
    reached = 0
    for start, end in (*sorted(tokens.pairs), (len(text), len(text))):
        if start > reached:
            found += [at for at in range(reached, start) if not text[at].isspace()]
        reached = max(reached, end)
    return found


RULE = Rule(code="SEG006", name="character-in-no-token", severity="warning", level=2, check=check)
