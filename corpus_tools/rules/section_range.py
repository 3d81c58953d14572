"""A section is empty, or reaches beyond the end of the text.

`start` and `end` count code points from 0, the end not included, so that the last section may end at the length of
the text and no further.

Fails:

    {"text": "Ada wrote to Charles.", "sections": [{"id": "s1", "type": "body", "start": 0, "end": 22}]}

Passes:

    {"text": "Ada wrote to Charles.", "sections": [{"id": "s1", "type": "body", "start": 0, "end": 21}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._rule import Problem, Rule
from ._sections import are_plain, has_range
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for section in () if are_plain(view) else view.sections:
        if not has_range(view, section):
            name = quoted(section.id)
            if section.start >= section.end:
                message = f"section {name} is empty: its start {section.start} is not before its end {section.end}"
            else:
                message = f"section {name} ends at {section.end}, the text has {view.length} code points"
            yield Problem(on=section, message=message)


RULE = Rule(code="SEC001", name="section-range", severity="error", level=2, check=check)
