"""A name or other span holds a space that looks like the usual one, and is another character.

A no-break or thin space inside a name makes it another string: searches, counts and exports do not find the two alike.
Correct the article where it was only copied so. Spaces beside digits and quotation marks are left alone: many languages
set them there on purpose.

Fails:

    {"text": "Ada\\u00a0Byron wrote.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 9, "text": "Ada\\u00a0Byron"}]}]}

Passes:

    {"text": "Ada Byron wrote.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 9, "text": "Ada Byron"}]}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import quoted
from ._characters import named
from ._misplaced import stands
from ._rule import Problem, Rule
from ._view import View

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_CONFUSABLE = re.compile(rf"(?<=[^\W\d_])[{_SPACES}](?=[^\W\d_])")
"""Only between letters; the ideographic space is the usual one where it occurs."""


def check(view: View) -> Iterator[Problem]:
    if view.beyond_ascii.isdisjoint(_SPACES):
        return
    for layer in view.layers:
        for span in layer.spans:
            match = _CONFUSABLE.search(span.text)
            if match and stands(view, span):
                at = span.start + match.start()
                yield Problem(
                    on=span,
                    message=f"{quoted(span.text)} holds {named(match.group())}, which looks like a space, at {at}",
                    span=(span.start, span.end),
                )


RULE = Rule(code="TXT003", name="confusable-space", severity="warning", level=3, check=check)
