"""A section of running text looks like a link, a credit or a source line.

Where such a line is taken for body text its names are counted as if the article told of them. Only what plainly is one
is told: a label such as READ MORE or Source with a colon, a web address alone, an agency in brackets.

Fails:

    {"text": "It rained.\\n\\nREAD MORE: Floods in Rome",
     "sections": [{"id": "s1", "type": "lede", "start": 0, "end": 10},
                  {"id": "s2", "type": "body", "start": 12, "end": 37}]}

Passes:

    {"text": "It rained.\\n\\nREAD MORE: Floods in Rome",
     "sections": [{"id": "s1", "type": "lede", "start": 0, "end": 10},
                  {"id": "s2", "type": "link", "start": 12, "end": 37}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Section
from ..text import quoted
from ._changes import put
from ._rule import Problem, Rule
from ._view import View

_RUNNING = frozenset(("lede", "body", "crosshead", "pullquote"))
_LONGEST = 160
_ENDS = '.!?…"”»“’。！？؟'
"""What ends a sentence: a line that ends so is running text."""
_SIGNS = re.compile(r"[:：/|»>()\[\]–—-]")
"""What such lines mostly have and a crosshead mostly has not, so that these cost nothing."""


def check(view: View) -> Iterator[Problem]:
    for section in view.sections:
        if section.type in _RUNNING and section.end - section.start <= _LONGEST and section.end <= view.length:
            text = view.text[section.start : section.end]
            if text and text[-1] not in _ENDS and (section.type != "crosshead" or _SIGNS.search(text)):
                yield from _judged(view, section, text)


def _judged(view: View, section: Section, text: str) -> Iterator[Problem]:
    from ..intake.heuristics import plain_type

    name = plain_type(text)
    if name and (not view.tagset or name in view.tagset.sections):
        yield Problem(
            on=section,
            at=("type",),
            message=f"section {quoted(section.id)} is typed {section.type}, but {quoted(text, 40)} looks like a {name}",
            span=(section.start, section.end),
            fix=f"change the type to {quoted(name)}",
            changes=put(section, type=name),
        )


RULE = Rule(code="SEC007", name="misnamed-section", severity="warning", level=2, check=check, fix="propose")
