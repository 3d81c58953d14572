"""Two sections cross: each holds a part of the other.

Sections may lie inside each other, as a credit lies in a caption, but a stretch of text that belongs to two sections
of which neither holds the other belongs to neither. Each section is reported once, with the first that it crosses.

Fails:

    {"text": "Ada wrote.\\n\\nCharles read.",
     "sections": [{"id": "s1", "type": "headline", "start": 0, "end": 15},
                  {"id": "s2", "type": "body", "start": 12, "end": 25}]}

Passes:

    {"text": "Ada wrote.\\n\\nCharles read.",
     "sections": [{"id": "s1", "type": "headline", "start": 0, "end": 10},
                  {"id": "s2", "type": "body", "start": 12, "end": 25}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Section
from ..text import quoted
from ._rule import Problem, Rule
from ._sections import are_plain, has_range, in_text_order
from ._view import View


def check(view: View) -> Iterator[Problem]:
    if are_plain(view):
        return
    around: list[Section] = []
    for section in in_text_order(part for part in view.sections if has_range(view, part)):
        while around and around[-1].end <= section.start:
            around.pop()
        if around and around[-1].end < section.end:
            yield _problem(section, around[-1])
        else:
            around.append(section)


def _problem(section: Section, other: Section) -> Problem:
    return Problem(
        on=section,
        message=f"section {quoted(section.id)} ({section.start}-{section.end}) crosses"
        f" section {quoted(other.id)} ({other.start}-{other.end})",
        span=(section.start, other.end),
        related=[(other, "crossed by it")],
    )


RULE = Rule(code="SEC002", name="crossing-sections", severity="error", level=2, check=check)
