"""A section of running text says word for word what another one has said.

Pages repeat teasers and lines such as READ MORE when they are copied; both copies would be annotated and counted. Check
whether the second belongs to the article. Sections in which the tag set asks for nothing but entities, such as links,
and short ones may repeat.

Fails:

    {"text": "Rain fell in Rome all day.\\n\\nRain fell in Rome all day.",
     "sections": [{"id": "s1", "type": "lede", "start": 0, "end": 26},
                  {"id": "s2", "type": "body", "start": 28, "end": 54}]}

Passes:

    {"text": "Rain fell in Rome all day.\\n\\nIt fell all night as well.",
     "sections": [{"id": "s1", "type": "lede", "start": 0, "end": 26},
                  {"id": "s2", "type": "body", "start": 28, "end": 54}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Section
from ..tagset import builtin
from ..text import quoted
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    texts = [view.text[part.start : part.end] for part in view.sections]
    if len(set(texts)) == len(texts):
        return
    first: dict[str, Section] = {}
    for section, text in zip(view.sections, texts, strict=True):
        if len(text) >= view.option(RULE, "min_length") and _is_running_text(view, section):
            if text in first:
                yield _problem(section, first[text])
            first.setdefault(text, section)


def _is_running_text(view: View, section: Section) -> bool:
    known = (view.tagset or builtin()).sections.get(section.type)
    return known is None or "events" in known.tasks


def _problem(section: Section, first: Section) -> Problem:
    return Problem(
        on=section,
        message=f"section {quoted(section.id)} repeats section {quoted(first.id)} word for word",
        span=(section.start, section.end),
        related=[(first, "said here first")],
    )


RULE = Rule(code="SEC006", name="repeated-section", severity="info", level=2, check=check, options={"min_length": 20})
