"""A role is filled by a mention that stands paragraphs away from the trigger.

Who takes part is to be seen where the event is told: take the mention nearest to the trigger. Where none is near, set
`implicit`, which says that the role is known from elsewhere in the article. The option `paragraphs` tells how many
paragraphs away a mention may stand, one by default: the paragraph before or after that of the trigger. Values, such as
the date at the top, are not meant.

Fails:

    {"text": "Ada wrote.\\n\\nIt rained.\\n\\nShe met Charles.",
     "entities": [{"id": "t1", "type": "PER", "chain": "c1", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "chain": "c1", "spans": [{"start": 24, "end": 27, "text": "She"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 28, "end": 31, "text": "met"}],
                 "arguments": [{"role": "participant", "filler": "t1"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Ada"}]}

Passes:

    {"text": "Ada wrote.\\n\\nIt rained.\\n\\nShe met Charles.",
     "entities": [{"id": "t1", "type": "PER", "chain": "c1", "spans": [{"start": 0, "end": 3, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "chain": "c1", "spans": [{"start": 24, "end": 27, "text": "She"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 28, "end": 31, "text": "met"}],
                 "arguments": [{"role": "participant", "filler": "t2"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Ada"}]}
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from operator import sub
from typing import Any

from ..model import Argument, Entity, Event
from ..text import quoted
from ._changes import put
from ._mentions import hull, is_value, surface
from ._once import once
from ._rule import Change, Problem, Rule
from ._view import LayerView, View

_LOOKED_AT = 8
"""Mentions on either side of a trigger that are looked at for one to take instead."""


def check(view: View) -> Iterator[Problem]:
    reach = view.option(RULE, "paragraphs")
    if view.block_number(view.length) <= reach:
        return
    for layer in view.layers:
        if _may_be_distant(layer, view.shortest(reach)):
            for event, argument, entity in _distant(view, layer, reach):
                near = [one for one in _around(view, layer, event, entity) if _is_near(view, event, one, reach)]
                yield _problem(event, argument, entity, _nearest(layer, event, argument, near))


def _may_be_distant(layer: LayerView, length: int) -> bool:
    """Whether a filler stands farther from its trigger than some length, so that paragraphs may lie between."""
    starts: dict[Any, int] = dict(zip(layer.columns.entity_ids, layer.first_starts, strict=True))
    triggers = [part.trigger[0].start for part in layer.events if part.arguments for _ in part.arguments]
    distances = list(map(sub, map(starts.get, layer.columns.fillers, triggers), triggers))
    return max(distances, default=0) > length or min(distances, default=0) < -length


def _distant(view: View, layer: LayerView, reach: int) -> Iterator[tuple[Event, Argument, Entity]]:
    refs = layer.columns.filler_refs
    blocks = {one.id: view.block_number(one.spans[0].start) for one in layer.entities if one.id in refs}
    for event in layer.events:
        here = view.block_number(event.trigger[0].start) if event.arguments else 0
        for argument in event.arguments or ():
            there = blocks.get(argument.filler or "", here)
            if not -reach <= there - here <= reach and not argument.implicit:
                entity = layer.by_id[argument.filler or ""]
                if isinstance(entity, Entity) and not is_value(layer, entity):
                    yield event, argument, entity


@once
def _mentions(view: View) -> list[dict[Any, list[Entity]]]:
    """The mentions of each chain in text order, by layer."""
    found: list[dict[Any, list[Entity]]] = []
    for layer in view.layers:
        mentions: defaultdict[Any, list[Entity]] = defaultdict(list)
        for entity in sorted(layer.entities, key=_start):
            mentions[entity.chain].append(entity)
        found.append(mentions)
    return found


def _start(entity: Entity) -> int:
    return entity.spans[0].start


def _around(view: View, layer: LayerView, event: Event, entity: Entity) -> list[Entity]:
    """Mentions of the same thing on either side of a trigger."""
    every = _mentions(view)[layer.index].get(entity.chain, []) if entity.chain else []
    index = bisect_left(every, event.trigger[0].start, key=_start)
    return every[max(index - _LOOKED_AT, 0) : index + _LOOKED_AT]


def _is_near(view: View, event: Event, entity: Entity, reach: int) -> bool:
    return abs(view.block_number(_start(entity)) - view.block_number(event.trigger[0].start)) <= reach


def _nearest(layer: LayerView, event: Event, argument: Argument, near: list[Entity]) -> Entity | None:
    """The mention nearest to the trigger that may fill the role and does not yet."""
    filled = {part.filler for part in event.arguments or ()}
    types = layer.tagset.allowed["event"].get(event.type, {}) if layer.tagset else {}
    allowed = types.get(argument.role)
    fit = [one for one in near if one.id not in filled and (allowed is None or f"entity:{one.type}" in allowed)]
    return min(fit, key=lambda one: abs(_start(one) - event.trigger[0].start), default=None)


def _problem(event: Event, argument: Argument, entity: Entity, near: Entity | None) -> Problem:
    trigger = quoted(" … ".join(span.text for span in event.trigger))
    return Problem(
        on=argument,
        at=("filler",),
        message=f"{quoted(surface(entity))} stands paragraphs away from {trigger}, and is not marked as implicit",
        span=hull(entity),
        fix=f"take {quoted(near.id)}, {quoted(surface(near))}, instead" if near else 'set "implicit" to true',
        changes=_changes(argument, near),
        related=[(event, "the event")],
    )


def _changes(argument: Argument, near: Entity | None) -> list[Change]:
    return put(argument, filler=near.id) if near else put(argument, implicit=True)


RULE = Rule(
    code="EVT009",
    name="distant-filler",
    severity="warning",
    level=5,
    check=check,
    fix="propose",
    options={"paragraphs": 1},
)
