"""How the entities of a layer lie in the text, and which of them are names; worked out once a record."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ..model import Entity
from ._labels import labels
from ._once import once
from ._view import LayerView, View

Place = tuple[int, int]
"""A stretch of the article: `[start, end)` in code points."""


class Cover(Struct, frozen=True):
    """The stretches that no entity covers, ascending; whether any entities cross, and whether any two share a place."""

    gaps: list[Place]
    crossing: bool
    repeated: bool


@once
def covers(view: View) -> list[Cover]:
    """How the entities of each layer lie, those with errors too."""
    return [_cover(layer.layer.entities or [], view.length) for layer in view.layers]


def _cover(entities: Iterable[Entity], length: int) -> Cover:
    gaps: list[Place] = []
    around: list[int] = []
    reach, crossing, repeated, before = 0, False, False, (-1, 0)
    for place in sorted([(span.start, -span.end) for part in entities for span in part.spans]):
        start, end = place[0], -place[1]
        if start >= reach:
            if start > reach:
                gaps.append((reach, start))
            around = [end]
            reach = end if end > reach else reach
        else:
            repeated = repeated or place == before
            while around and around[-1] <= start:
                around.pop()
            crossing = crossing or (bool(around) and around[-1] < end)
            around.append(end)
            reach = end if end > reach else reach
        before = place
    if reach < length:
        gaps.append((reach, length))
    return Cover(gaps, crossing, repeated)


@once
def names(view: View) -> list[tuple[list[Entity], list[str]]]:
    """The entities of each layer that may be names, and the words of the first span of each."""
    found = [[e for e in layer.entities if e.level == "name" or not (e.level or e.value)] for layer in view.layers]
    return [(parts, [part.spans[0].text for part in parts]) for parts in found]


def is_value(layer: LayerView, entity: Entity) -> bool:
    """Whether an entity is a value, such as a date, by its type."""
    return layer.tagset is not None and entity.type in labels(layer.tagset).value_types


def is_itself(entity: Entity) -> bool:
    """Whether a mention stands for what it names: not part of a longer name, generic, or for something else."""
    attributes = entity.attributes or {}
    return not (attributes.get("nonreferring") is True or attributes.get("metonymy") is True)


def place_key(entity: Entity) -> tuple[Place, ...]:
    """Where an entity stands, all its spans."""
    return tuple((span.start, span.end) for span in entity.spans)


def hull(entity: Entity) -> Place:
    """From the first to the last code point of an entity."""
    return entity.spans[0].start, entity.spans[-1].end


def surface(entity: Entity) -> str:
    """The words of an entity, with a gap shown where it is discontinuous."""
    return " … ".join(span.text for span in entity.spans)
