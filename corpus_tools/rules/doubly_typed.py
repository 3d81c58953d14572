"""The same words are marked as two different types of entity.

One mention stands for one thing, so mostly one of the two is a slip, or what is left of a change of mind. Keep the one
that is meant here. Nothing is said where one of the two is a value ("three" for a number, and for three people), where
an attribute tells that one means something else (`metonymy`, `nonreferring`), nor of pairs of types that a project
allows: the option `pairs` lists them, such as "PER TITLE". The same type twice is another matter.

Fails:

    {"text": "Norhaven voted.",
     "entities": [{"id": "t1", "type": "GPE", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]},
                  {"id": "t2", "type": "ORG", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]}]}

Passes:

    {"text": "Norhaven City voted.",
     "entities": [{"id": "t1", "type": "ORG", "spans": [{"start": 0, "end": 13, "text": "Norhaven City"}]},
                  {"id": "t2", "type": "GPE", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Entity
from ..text import quoted
from ._mentions import covers, hull, is_itself, is_value, place_key, surface
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    allowed = {frozenset(pair.split()) for pair in view.option(RULE, "pairs")}
    for layer, cover in zip(view.layers, covers(view), strict=True):
        if cover.repeated:
            yield from _doubly_typed(layer, allowed)


def _doubly_typed(layer: LayerView, allowed: set[frozenset[str]]) -> Iterator[Problem]:
    seen: dict[object, Entity] = {}
    for entity in layer.entities:
        if is_value(layer, entity) or not is_itself(entity):
            continue
        first = seen.setdefault(place_key(entity), entity)
        if first.type != entity.type and frozenset((first.type, entity.type)) not in allowed:
            yield Problem(
                on=entity,
                at=("type",),
                message=f"{quoted(surface(entity))} is {entity.type} here and {first.type} by {quoted(first.id)}",
                span=hull(entity),
                related=[(first, f"{first.type} here")],
            )


RULE = Rule(
    code="ENT002",
    name="doubly-typed",
    severity="warning",
    level=5,
    check=check,
    options={"pairs": []},
)
