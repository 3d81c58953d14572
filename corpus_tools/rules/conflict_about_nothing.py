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

from msgspec import UNSET

from ..model import Conflict
from ..text import quoted
from ._changes import drop, put
from ._conflicts import is_about_something
from ._rule import Change, Problem, Rule
from ._unread import is_unread
from ._view import ARRAYS, LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        empty = [conflict for conflict in layer.layer.conflicts or () if not is_about_something(layer, conflict)]
        if empty and not is_unread(view, *ARRAYS, "unanchored"):
            over = [conflict for conflict in empty if conflict.status == "resolved"]
            all_over = len(over) == len(layer.layer.conflicts or ())
            for conflict in empty:
                is_over = conflict.status == "resolved"
                yield Problem(
                    on=conflict,
                    at=("annotation",),
                    message=f"this conflict is about {quoted(conflict.annotation)}, which is not in this layer",
                    fix="drop the conflict: it is resolved"
                    if is_over
                    else "correct the id, or bring the annotation back",
                    changes=_drop(layer, conflict, over, all_over=all_over),
                )


def _drop(layer: LayerView, conflict: Conflict, over: list[Conflict], *, all_over: bool) -> list[Change]:
    """Take a conflict that is over out; where all of them are, the first takes the list itself along."""
    if all_over:
        return put(layer.layer, conflicts=UNSET) if conflict is over[0] else []
    return drop(conflict) if conflict.status == "resolved" else []


RULE = Rule(code="LAY010", name="conflict-about-nothing", severity="error", level=3, check=check, fix="safe")
