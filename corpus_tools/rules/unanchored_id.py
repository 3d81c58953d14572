"""The id of an unanchored annotation is in use, or an unanchored field belongs to no annotation.

An annotation that lost its place in the text keeps its id, so that references find it when it is restored; nothing
else in the layer may have that id. It was mostly copied back and not taken out of `unanchored`. An item with a `path`
is one field of an annotation that kept its place, which must be there to take the field back.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "unanchored": [{"kind": "entity", "context": [{"start": 0, "prefix": "", "suffix": " wrote to"}],
                     "annotation": {"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 6, "text": "Augusta"}]}}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Unanchored
from ..text import quoted
from ._rule import Problem, Rule
from ._unanchored import kind_of, misfiled
from ._unread import is_unread
from ._view import ARRAYS, View


def check(view: View) -> Iterator[Problem]:
    for part, user in misfiled(view):
        if user is not None or not is_unread(view, *ARRAYS):
            yield _field(part, user) if part.path else _whole(part, user)


def _whole(part: Unanchored, user: Any) -> Problem:
    return Problem(
        on=part,
        at=("annotation", "id"),
        message=f"the id {quoted(part.annotation.id)} of this unanchored {kind_of(part)} is in use",
        fix="remove this item if the annotation was restored, else give the other one another id",
        related=[(user, "used here")],
    )


def _field(part: Unanchored, user: Any) -> Problem:
    why = "is of another kind" if user is not None else "is not in this layer"
    return Problem(
        on=part,
        at=("annotation", "id"),
        message=f"the {kind_of(part)} {quoted(part.annotation.id)} that {quoted(part.path or '')} belongs to {why}",
        fix="correct the id, or remove this item",
        related=[(user, "this has the id")] if user is not None else (),
    )


RULE = Rule(code="LAY011", name="unanchored-id", severity="error", level=3, check=check)
