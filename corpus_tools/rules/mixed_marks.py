"""The text mixes straight and curly double quotation marks.

Real pages do, so nothing is rewritten, and searches take the two for one. It is worth knowing where quotes are found by
their marks, or two editions of one article are compared.

Fails:

    {"text": "“Rain,” she said, and \\"wind\\" too."}

Passes:

    {"text": "“Rain,” she said, and “wind” too."}
"""

from __future__ import annotations

from collections.abc import Iterator

from ._rule import Problem, Rule
from ._view import View

_CURLY = "“”„"


def check(view: View) -> Iterator[Problem]:
    straight = 0 if view.is_ascii else view.text.count('"')
    curly = sum(map(view.text.count, _CURLY)) if straight else 0
    if straight > 1 and curly > 1:
        yield Problem(
            at=("text",),
            message=f"straight and curly quotation marks are mixed ({straight} and {curly})",
        )


RULE = Rule(code="TXT010", name="mixed-marks", severity="info", level=2, check=check)
