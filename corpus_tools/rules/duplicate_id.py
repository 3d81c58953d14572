"""An id is used twice in a layer.

Annotations, chains and conflicts of a layer share their ids, and references could mean either of two that have the
same. Where the two are equal, drop one. Else give the second a new id, and look which of the two each reference
means. Ids of other layers do not count, and an unanchored annotation is LAY011.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t1", "type": "PER", "spans": [{"start": 13, "end": 20, "text": "Charles"}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "spans": [{"start": 13, "end": 20, "text": "Charles"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..findings import Fix
from ..model import Conflict
from ..text import quoted
from ._changes import drop, put
from ._ids import NewIds, repeated
from ._references import meant, referred_to
from ._rule import Change, Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    fresh: dict[int, NewIds] = {}
    for layer, part, first in repeated(view):
        ids = fresh.get(layer.index) or fresh.setdefault(layer.index, NewIds(layer))
        fix, changes = _mending(view, layer, part, first, ids)
        yield Problem(
            on=part,
            at=("id",),
            message=f"the id {quoted(part.id)} is used twice in this layer",
            fix=fix,
            changes=changes,
            related=[(first, "first used here")],
        )


def _mending(view: View, layer: LayerView, part: Any, first: Any, ids: NewIds) -> tuple[Fix, list[Change]]:
    if part == first:
        return Fix("safe", "the two are equal: drop one"), drop(part)
    if layer.index in meant(view):
        missing = meant(view)[layer.index]
        words = f"change this one to {quoted(missing)}, which is referred to and missing"
        return Fix("propose", words), put(part, id=missing)
    new = ids.next(part)
    words = f"change this one to {quoted(new)}"
    if isinstance(part, Conflict) or part.id not in referred_to(view)[layer.index]:
        return Fix("safe", f"{words}: nothing refers to it"), put(part, id=new)
    return Fix("propose", f"{words}, and in each reference choose the one that is meant"), []


RULE = Rule(code="IDS001", name="duplicate-id", severity="error", level=3, check=check, fix="safe")
