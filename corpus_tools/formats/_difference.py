"""Two states of a record held against each other, part by part; what is the same object in both is passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from msgspec.structs import astuple

from ..model import Annotation, Layer, Record
from ._kinds import ARRAYS
from ._things import Thing, annotations_of, of_annotation, of_article, of_layer

_OF_ARTICLE = frozenset({"article", "text", "metadata", "section", "annotator", "tokens", "sentences"})
"""Kinds that no layer has."""
Part = TypeVar("Part", Layer, Annotation)
Pair = tuple[Iterable[Thing], Iterable[Thing]]
"""The things of a part before and after, as far as they may differ."""


def pairs(before: Record, after: Record, kinds: Collection[str] | None = None) -> Iterator[Pair]:
    """Each part that has changed or is gone, with what became of it; of other kinds not all."""
    names = unlike(before, after)
    yield of_article(before, names), of_article(after, names)
    if "layers" in names and not (kinds is not None and _OF_ARTICLE.issuperset(kinds)):
        yield from _of_layers(before, after)


def unlike(part: Any, other: Any) -> list[str]:
    """The fields of a part that are not the same object in another state of it."""
    fields = zip(part.__struct_fields__, astuple(part), astuple(other), strict=True)
    return [name for name, value, found in fields if value is not found]


def _of_layers(before: Record, after: Record) -> Iterator[Pair]:
    everywhere = cache(lambda: {id(part) for layer in after.layers for part in annotations_of(layer)})
    for layer, other in _matched(before.layers, after.layers, lambda layer: layer.name):
        if other is None:
            yield of_layer(layer), ()
        else:
            names = unlike(layer, other)
            yield of_layer(layer, names), of_layer(other, names)
        for part, now in _matched(_annotations(layer, other), _annotations(other, layer), _identity):
            if now is not None:
                names = unlike(part, now)
                yield of_annotation(part, layer.name, names), of_annotation(now, layer.name, names)
            elif id(part) not in everywhere():
                yield of_annotation(part, layer.name), ()


def _annotations(layer: Layer | None, other: Layer | None) -> list[Annotation]:
    """The annotations of a layer, without arrays that are the same in the other one."""
    arrays = [(getattr(layer, array, None), getattr(other, array, None)) for array in ARRAYS]
    return list(chain.from_iterable(found for found, there in arrays if found and found is not there))


def _identity(part: Annotation) -> Hashable:
    return type(part), part.id


def _matched(
    before: Iterable[Part], after: Iterable[Part], key: Callable[[Part], Hashable]
) -> Iterator[tuple[Part, Part | None]]:
    """Each that is not the same object afterwards, with the one of its key; of several, in their order."""
    kept, were = set(map(id, after)), set(map(id, before))
    now: dict[Hashable, list[Part]] = defaultdict(list)
    for part in after:
        if id(part) not in were:
            now[key(part)].append(part)
    for part in before:
        if id(part) not in kept:
            found = now[key(part)]
            yield part, found.pop(0) if found else None
