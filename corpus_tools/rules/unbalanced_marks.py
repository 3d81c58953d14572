"""A quotation mark has no partner: a passage is opened and never closed, or closed and never opened.

Pairs are looked for within each paragraph. Any of “so”, „so“, „so”, ”so”, »so«, «so», »so», ‹so›, 「so」, 『so』 and
"so" will do. A paragraph that opens anew in a running quote is allowed: the one before it need not be closed. Not
reported are apostrophes and single quotation marks, which look the same, marks for inches after a number, and whatever
wrong decoding (TXT009) makes look like a mark.

Fails:

    {"text": "“We will write,” said Ada.\\n\\n“And soon, she added."}

Passes:

    {"text": "“We will write,” said Ada.\\n\\n“And soon.\\n\\n“Very soon,” she added."}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Section
from ..text import quoted
from ._marks import marks
from ._rule import Problem, Rule
from ._sections import innermost
from ._view import View
from .foreign_markup import is_wrongly_decoded

_SHOWN = 3


def check(view: View) -> Iterator[Problem]:
    alone = marks(view).unmatched
    if not alone or is_wrongly_decoded(view):
        return
    groups: dict[tuple[int, int] | int, tuple[Section | None, list[int]]] = {}
    for at, section in zip(alone, innermost(view, alone), strict=True):
        groups.setdefault(view.block(at) if section is None else id(section), (section, []))[1].append(at)
    for section, offsets in groups.values():
        yield _problem(view, section, offsets)


def _problem(view: View, section: Section | None, offsets: list[int]) -> Problem:
    first = ", ".join(f"{view.text[at]} at {at}" for at in offsets[:_SHOWN])
    more = f" and {len(offsets) - _SHOWN} more" if len(offsets) > _SHOWN else ""
    many = len(offsets) > 1
    where = f"section {quoted(section.id)}" if section else "this paragraph"
    return Problem(
        on=section,
        at=() if section else ("text",),
        message=f"quotation mark{'s' * many} without partner in {where}: {first}{more}",
        span=(offsets[0], offsets[0] + 1),
    )


RULE = Rule(code="TXT008", name="unbalanced-marks", severity="warning", level=2, check=check)
