"""A merge left a conflict that nobody has decided yet.

Two versions of the layer said different things of one annotation, and the value from before stands in place. Put the
right value there, set the conflict's `status` to resolved and `chosen` to the side that was taken. In a gold or
reviewed layer this is an error. What is about the article itself, such as its headline, stands in the extension
`org.corpus-tools.conflicts` of the record, and is a warning. A conflict about an annotation that is not there is
LAY010.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "conflicts": [{"id": "k1", "class": "type", "annotation": "t1", "path": "/type",
                    "base": "PER", "ours": "ORG", "theirs": "NORP", "status": "open"}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "ORG", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "conflicts": [{"id": "k1", "class": "type", "annotation": "t1", "path": "/type",
                    "base": "PER", "ours": "ORG", "theirs": "NORP", "chosen": "ours", "status": "resolved"}]}
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import UNSET, Raw

from ..model import ARTICLE_CONFLICTS, ArticleConflict, Conflict
from ..text import quoted
from ._conflicts import is_about_something
from ._rule import Problem, Rule
from ._view import LayerView, View
from ._waiting import first_place, patience


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        for conflict in layer.layer.conflicts or ():
            if conflict.status == "open" and is_about_something(layer, conflict):
                yield _problem(layer, conflict)
    yield from _about_the_article(view)


def _about_the_article(view: View) -> Iterator[Problem]:
    """Conflicts that stand in the extension; what does not look like one is none of ours."""
    source = (view.record.extensions or {}).get(ARTICLE_CONFLICTS, Raw(b"[]"))
    with contextlib.suppress(msgspec.DecodeError):
        for number, conflict in enumerate(msgspec.json.decode(source, type=list[ArticleConflict])):
            if conflict.status == "open":
                about = quoted(conflict.path) if conflict.path else "the whole article"
                yield Problem(
                    at=("extensions", ARTICLE_CONFLICTS, number),
                    message=f"open merge conflict on {about}: {_sides(conflict)}",
                    fix="let corpus-tools conflicts resolve it",
                )


def _problem(layer: LayerView, conflict: Conflict) -> Problem:
    part = layer.by_id.get(conflict.annotation)
    return Problem(
        on=conflict,
        message=f"open merge conflict on {quoted(conflict.annotation + conflict.path)}: {_sides(conflict)}",
        span=first_place(part),
        fix='put the right value in place, then set "status" to resolved and "chosen" to the side taken',
        related=[(part, "the annotation")] if part else (),
        severity=patience(layer),
    )


def _sides(conflict: Conflict | ArticleConflict) -> str:
    sides = {"base": conflict.base, "ours": conflict.ours, "theirs": conflict.theirs}
    return ", ".join(f"{side} {_shown(value)}" for side, value in sides.items())


def _shown(value: Any) -> str:
    """One side of a conflict; what is absent was not there, or was deleted."""
    if value is UNSET:
        return "nothing"
    return quoted(value if isinstance(value, str) else msgspec.json.encode(value).decode(), 40)


RULE = Rule(code="LAY007", name="open-conflict", severity="warning", level=3, check=check)
