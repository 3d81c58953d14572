"""A merge conflict names an annotation that is not in the layer.

While a conflict is open nothing is deleted, so its annotation is there, in its array or among the unanchored. Once
it is resolved the conflict may be dropped, and should be when its annotation goes later. Not reported where resolving
took the annotation away: the side chosen had deleted it, or theirs was chosen of two additions.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "conflicts": [{"id": "k1", "class": "type", "annotation": "t2", "path": "/type",
                    "base": "PER", "ours": "ORG", "theirs": "NORP", "chosen": "ours", "status": "resolved"}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "conflicts": [{"id": "k1", "class": "delete_modify", "annotation": "t2", "path": "",
                    "base": "Charles", "theirs": "Charlie", "chosen": "ours", "status": "resolved"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._conflicts import is_about_something
from ._rule import Problem, Rule
from ._unread import is_unread
from ._view import ARRAYS, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        empty = [conflict for conflict in layer.layer.conflicts or () if not is_about_something(layer, conflict)]
        if empty and not is_unread(view, *ARRAYS, "unanchored"):
            for conflict in empty:
                yield Problem(
                    on=conflict,
                    at=("annotation",),
                    message=f"this conflict is about {quoted(conflict.annotation)}, which is not in this layer",
                    fix="drop the conflict: it is resolved"
                    if conflict.status == "resolved"
                    else "correct the id, or bring the annotation back",
                )


RULE = Rule(code="LAY010", name="conflict-about-nothing", severity="error", level=3, check=check, fix="safe")
