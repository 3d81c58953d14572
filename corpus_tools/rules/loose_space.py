"""The text has white space at the end of a line, or more than one empty line.

Nobody sees it, but offsets count it, so two copies of one article do not agree. It is taken out when a text is
imported; a fix takes it out afterwards and moves every span along.

Fails:

    {"text": "It rained. \\nHard."}

Passes:

    {"text": "It rained.\\nHard."}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ._retext import mended
from ._rule import Problem, Rule
from ._view import View

_SPACE = " \t\u00a0"
_LOOSE = re.compile(f"(?<![{_SPACE}])(?P<end>[{_SPACE}]++)(?=\n)|(?<!\n)\n\n(?P<line>\n[{_SPACE}\n]*+)")


def check(view: View) -> Iterator[Problem]:
    text = view.text
    lines = text.split("\n")
    if "\n\n\n" not in text and [line.rstrip(" \t\u00a0") for line in lines] == lines:
        return
    found = list(_LOOSE.finditer(text, 0, len(text.rstrip())))
    if found:
        spans = [match.span(match.lastgroup or 0) for match in found]
        what = "white space at the end of a line" if found[0]["end"] else "more than one empty line"
        more = f", and {len(spans) - 1} more" if len(spans) > 1 else ""
        yield Problem(
            at=("text",),
            message=f"{what}: at {spans[0][0]}{more}",
            span=spans[0],
            fix="take it out and move the annotations behind it along",
            changes=mended(view, [(start, end, "") for start, end in spans]),
        )


RULE = Rule(code="TXT007", name="loose-space", severity="warning", level=2, check=check, fix="unsafe")
