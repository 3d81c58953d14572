"""Records to annotation sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from ...model import Entity, Layer, Record
from .._items import DEFAULT, Item
from .._items.target import is_bare, items_of
from .._names import Names
from .._narrow import NOBODY
from .._spans import Place
from . import ARGUMENT, CHAIN, KIND, SEGMENTS, Annotation


def sets_of(record: Record) -> Iterator[tuple[str, list[Annotation]]]:
    """The annotation sets: the layers by their names, and what segments the text in that of nobody."""
    numbers = count()
    segments = [Annotation(str(next(numbers)), kind, place, {}) for kind, place in _segments(record)]
    if segments and NOBODY not in [layer.name for layer in record.layers]:
        yield "", segments
    for layer in record.layers:
        names = Names.of(layer)
        found = _bare(layer.entities or [], names, numbers) if is_bare(layer) else _all(record, layer, names, numbers)
        yield ("", segments + found) if layer.name == NOBODY else (layer.name, found)


def _all(record: Record, layer: Layer, names: Names, numbers: Iterator[int]) -> list[Annotation]:
    items = list(items_of(layer, names))
    ids = dict(zip([item.id for item in items], numbers))  # noqa: B905  numbers never end
    places = _places(items, len(record.text))
    return [Annotation(str(ids[one.id]), _type(one), places[one.id], _features(one, ids)) for one in items]


def _bare(entities: Sequence[Entity], names: Names, numbers: Iterator[int]) -> list[Annotation]:
    """Mentions of which nothing is said, in one go."""
    types = {one: names.theirs("type", one) for one in {entity.type for entity in entities}}
    own = {one: {KIND: "entity"} if name in SEGMENTS else {} for one, name in types.items()}
    return [
        Annotation(str(number), types[one.type], (one.spans[0].start, one.spans[-1].end), own[one.type])
        for one, number in zip(entities, numbers)  # noqa: B905  numbers never end
    ]


def _segments(record: Record) -> Iterator[tuple[str, Place]]:
    for kind, field in SEGMENTS.items():
        for start, end in (getattr(record.segmentation, field) or ()) if record.segmentation else ():
            yield kind, (start, end)


def _places(items: Sequence[Item], length: int) -> dict[str, Place]:
    """Where each item stands; what has no words of its own, over all that it links to."""
    places = {item.id: (item.spans[0].start, item.spans[-1].end) for item in items if item.spans}
    for item in items:
        if item.id not in places:
            linked = [places[ref] for _, ref in item.links if ref in places] or [(0, length)]
            places[item.id] = min(start for start, _ in linked), max(end for _, end in linked)
    return places


def _type(item: Item) -> str:
    return item.type or (CHAIN if item.kind == "chain" else DEFAULT)


def _features(item: Item, ids: Mapping[str, int]) -> dict[str, Any]:
    if item.kind == "entity" and not item.links and item.type not in SEGMENTS:
        return item.fields
    roles: dict[str, list[str]] = {}
    for role, ref in item.links:
        roles.setdefault(ARGUMENT + role, []).append(str(ids[ref]))
    is_plain = item.kind == ("event" if item.links else "entity") and item.type not in SEGMENTS
    own = {} if is_plain else {KIND: item.kind}
    return {**own, **item.fields, **{role: refs if len(refs) > 1 else refs[0] for role, refs in roles.items()}}
