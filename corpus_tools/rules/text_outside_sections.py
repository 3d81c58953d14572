"""A part of the text lies in no section.

Where sections are given they hold all of the text but the white space between them, so that every annotation has a
section. Add a section for the words, or widen the one beside them; where sections are left out altogether the whole
text is one body section. Not reported while a section has no range in the text (SEC001), which may be the one missing.

Fails:

    {"text": "Ada wrote.\\n\\nCharles read.", "sections": [{"id": "s1", "type": "headline", "start": 0, "end": 10}]}

Passes:

    {"text": "Ada wrote.\\n\\nCharles read.",
     "sections": [{"id": "s1", "type": "headline", "start": 0, "end": 10},
                  {"id": "s2", "type": "body", "start": 12, "end": 25}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ..text import quoted
from ._rule import Change, Problem, Rule
from ._sections import are_plain, has_range, in_text_order
from ._view import View


def check(view: View) -> Iterator[Problem]:
    if are_plain(view) or not view.sections or not all(has_range(view, section) for section in view.sections):
        return
    taken = {section.id for section in view.sections}
    free = (name for number in count(1) if (name := f"s{number}") not in taken)
    for start, end in _gaps(view):
        paragraphs = view.text.count("\n\n", start, end) > 0
        what = f"sections for the paragraphs between {start} and {end}" if paragraphs else f"a section {start}-{end}"
        yield Problem(
            at=("sections",),
            message=f"{quoted(view.text[start:end])} at {start}-{end} is in no section",
            span=(start, end),
            fix=f"add {what}, or widen the section beside it",
            changes=[_added(next(free), *place) for place in _blocks(view, start, end)],
        )


def _added(name: str, start: int, end: int) -> Change:
    return Change(None, ("sections", "-"), {"id": name, "type": "body", "start": start, "end": end})


def _blocks(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch paragraph by paragraph."""
    while start < end:
        stop = min(view.block(start)[1], end)
        yield start, stop
        start = stop + 2


def _gaps(view: View) -> Iterator[tuple[int, int]]:
    """Stretches outside every section, less the white space at their edges."""
    text, reached = view.text, 0
    edges = [(section.start, section.end) for section in in_text_order(view.sections)]
    for start, end in (*edges, (view.length, view.length)):
        if start > reached and (words := text[reached:start].strip()):
            at = text.index(words, reached)
            yield at, at + len(words)
        reached = max(reached, end)


RULE = Rule(code="SEC003", name="text-outside-sections", severity="error", level=2, check=check, fix="propose")
