"""A section has a type that the tag set does not have.

Section types stand in the tag set, with the tasks that look at each: a section of an unknown type would be annotated
by some programs and left out by others. Nothing is reported where no layer has a tag set, or where the tag set lists
no section types.

Fails:

    {"text": "Ada wrote to Charles.", "sections": [{"id": "s1", "type": "bodytext", "start": 0, "end": 21}],
     "entities": []}

Passes:

    {"text": "Ada wrote to Charles.", "sections": [{"id": "s1", "type": "body", "start": 0, "end": 21}],
     "entities": []}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import did_you_mean, nearest, quoted
from ._changes import put
from ._rule import Problem, Rule
from ._sections import types
from ._view import View


def check(view: View) -> Iterator[Problem]:
    known = view.tagset.sections if view.tagset and view.sections else None
    if not known or known.keys() >= types(view):
        return
    for section in view.sections:
        if section.type not in known:
            near = nearest(section.type, known)
            yield Problem(
                on=section,
                at=("type",),
                message=f"the tag set has no section type {quoted(section.type)}{did_you_mean(section.type, known)}",
                fix=f"change the type to {quoted(near)}" if near else None,
                changes=put(section, type=near) if near else (),
            )


RULE = Rule(code="SEC004", name="unknown-section-type", severity="error", level=2, check=check, fix="propose")
