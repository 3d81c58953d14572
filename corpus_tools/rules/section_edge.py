"""A section begins or ends in the middle of a paragraph, or in the white space between two.

Paragraphs are set apart by one empty line, and sections are made of whole paragraphs, or of whole lines. Only a section
inside another may be a part of one: a dateline in a lede, a credit in a caption. White space at an edge is left out; an
edge inside words is for a person to decide.

Fails:

    {"text": "Rain in Rome\\n\\nIt rained.",
     "sections": [{"id": "s1", "type": "headline", "start": 0, "end": 14},
                  {"id": "s2", "type": "body", "start": 14, "end": 24}]}

Passes:

    {"text": "Rain in Rome\\n\\nIt rained.",
     "sections": [{"id": "s1", "type": "headline", "start": 0, "end": 12},
                  {"id": "s2", "type": "body", "start": 14, "end": 24}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Section
from ..text import quoted
from ._changes import put
from ._rule import Problem, Rule
from ._sections import are_plain, in_text_order
from ._view import View


def check(view: View) -> Iterator[Problem]:
    starts, ends = view.block_edges
    doubtful = [part for part in view.sections if part.start not in starts or part.end not in ends]
    if doubtful and are_plain(view):  # crossing sections, and words in none, are told by others
        outer = _outer(view)
        for section in doubtful:
            yield from _edges(view, section, is_outer=id(section) in outer)


def _outer(view: View) -> set[int]:
    """The sections that lie in no other, by identity."""
    found, reached = set(), 0
    for section in in_text_order(view.sections):
        if section.start >= reached:
            found.add(id(section))
            reached = section.end
    return found


def _edges(view: View, section: Section, *, is_outer: bool) -> Iterator[Problem]:
    """What is wrong with the edges of a section. Where its end cuts a paragraph, so does the beginning of the next."""
    text = view.text[section.start : section.end]
    start = section.start + len(text) - len(text.lstrip())
    end = start + len(text.strip())
    if (start, end) != (section.start, section.end) and start < end:
        yield Problem(
            on=section,
            message=f"section {quoted(section.id)} has white space at its edge",
            fix=f"set start to {start} and end to {end}",
            changes=put(section, start=start, end=end),
        )
    elif is_outer and view.text[end : view.block(end)[1]].partition("\n")[0].strip():
        yield Problem(
            on=section,
            message=f"section {quoted(section.id)} ends inside a paragraph, at {end}",
            span=(end, min(end + 1, view.length)),
        )


RULE = Rule(code="SEC005", name="section-edge", severity="warning", level=2, check=check, fix="safe")
