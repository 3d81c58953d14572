"""The same words are marked twice with the same type.

Both would be counted in every figure. Drop one of the two, and let what refers to it refer to the one that stays. That
is done for you where the one dropped says nothing more; where the two disagree it is yours to choose. An entity with
several spans is the same as another only where all of its spans are; two types at one place are another matter.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "spans": [{"start": 13, "end": 20, "text": "Charles"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Fix
from ..model import Entity
from ..text import quoted
from ._mentions import covers, hull, place_key, surface
from ._merging import merged
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer, cover in zip(view.layers, covers(view), strict=True):
        if cover.repeated:
            yield from _repeated(view, layer)


def _repeated(view: View, layer: LayerView) -> Iterator[Problem]:
    seen: dict[object, Entity] = {}
    for entity in layer.entities:
        first = seen.setdefault((entity.type, place_key(entity)), entity)
        if first.id != entity.id:
            words = f"drop {quoted(entity.id)}, and let what refers to it refer to {quoted(first.id)}"
            fix, changes = merged(view, layer, first, entity, words) or (Fix("propose", words), [])
            yield Problem(
                on=entity,
                message=f"{quoted(surface(entity))} is marked as {quoted(entity.type)} already, by {quoted(first.id)}",
                span=hull(entity),
                fix=fix,
                changes=changes,
                related=[(first, "first marked here")],
            )


RULE = Rule(code="ENT001", name="repeated-entity", severity="error", level=5, check=check, fix="safe")
