"""How many things of each kind a record has: what `_things` would list, counted column by column.

A record does not change, so the counts of those that were met last are remembered: each step of a conversion asks.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any

from msgspec import UNSET
from msgspec.structs import astuple

from ..model import Chain, Entity, Event, Layer, Quote, Record, Relation
from ._kinds import ARRAYS, FIELDS, LAYER_FIELDS, LISTS, NAMES, OF_ARGUMENTS

_CLASSES = dict(zip(ARRAYS, (Entity, Event, Quote, Relation, Chain), strict=True))
_KINDS = {**FIELDS, **LISTS, "attributes": "attribute", "extensions": "extension"}
_MANY = {*LISTS, "attributes"}
"""Fields that are many things; others are one each."""
_COLUMNS = {
    array: [name for name in _KINDS if name in part.__struct_fields__] + (["type"] if part is Chain else [])
    for array, part in _CLASSES.items()
}
_OF_LAYER = attrgetter(*LAYER_FIELDS)
_PLAIN = {"id", "type", "spans"}
"""What a bare mention has."""
_SPANS = Entity.__struct_fields__.index("spans")
_REST_OF_ENTITY = itemgetter(*(at for at, name in enumerate(Entity.__struct_fields__) if name not in _PLAIN))
_REST_OF_RECORD = attrgetter(
    *({*Record.__struct_fields__} - {"format_version", "id", "text", "text_length", "text_sha256", "layers"})
)
_REST_OF_LAYER = attrgetter(*({*Layer.__struct_fields__} - {"annotator", "entities"}))
_Known = tuple[Record, dict[str, int], bool]
"""A record, its counts, and whether it is bare."""
_recent: deque[_Known] = deque(maxlen=4)

Counted = Iterator[tuple[str, int]]


def count(record: Record) -> Counter[str]:
    """How many things of each kind a record has."""
    return Counter(_known(record)[1])


def is_bare(record: Record) -> bool:
    """Whether a record has nothing but a text and mentions with a type, each in one piece."""
    return _known(record)[2]


def _known(record: Record) -> _Known:
    """The record, its counts, and whether it is bare."""
    for known in _recent:
        if known[0] is record:
            return known
    bare = [*map(_is_bare, record.layers)]
    found = {"article": 1, "text": 1}
    of_layers = (
        _of_bare(layer) if plain else _of_layer(layer) for layer, plain in zip(record.layers, bare, strict=True)
    )
    for kind, number in chain(_of_article(record), *of_layers):
        if number:
            found[kind] = found.get(kind, 0) + number
    _recent.append((record, found, all(bare) and _is_nothing(_REST_OF_RECORD(record))))
    return _recent[-1]


def _is_bare(layer: Layer) -> bool:
    mentions = layer.entities or ()
    if not _is_nothing(_REST_OF_LAYER(layer)):
        return False
    columns = [*zip(*map(astuple, mentions), strict=True)]
    return not columns or (
        _REST_OF_ENTITY(columns).count((UNSET,) * len(mentions)) == len(Entity.__struct_fields__) - len(_PLAIN)
        and {*map(len, columns[_SPANS])} == {1}
    )


def _is_nothing(values: tuple[Any, ...]) -> bool:
    return _given(values) == 0


def _of_bare(layer: Layer) -> Counted:
    yield "entity", len(layer.entities or ())


def _of_article(record: Record) -> Counted:
    sections, segmentation, metadata = record.sections or (), record.segmentation, record.metadata
    yield "layer", len(record.layers)
    yield "section", len(sections)
    yield "annotator", len(record.annotators or ())
    if metadata:
        yield "metadata", _given(astuple(metadata)) - (metadata.extensions is not UNSET)
    if segmentation:
        yield "tokens", bool(segmentation.tokens)
        yield "sentences", bool(segmentation.sentences)
    yield "extension", sum(map(_extensions, (record, metadata, segmentation, *sections)))


def _of_layer(layer: Layer) -> Counted:
    yield "layer field", _given(_OF_LAYER(layer)) + bool(layer.id and layer.annotator and layer.id != layer.annotator)
    yield "extension", _extensions(layer)
    yield "unanchored", len(layer.unanchored or ())
    yield "conflict", len(layer.conflicts or ())
    for array in ARRAYS:
        if parts := getattr(layer, array):
            yield from _of_array(parts, array)


def _of_array(parts: Sequence[Any], array: str) -> Counted:
    yield _CLASSES[array].__name__.lower(), len(parts)
    nothing = (UNSET,) * len(parts)
    for name, column in zip(_CLASSES[array].__struct_fields__, zip(*map(astuple, parts), strict=True), strict=True):
        if name in _COLUMNS[array] and column != nothing:
            yield _KINDS.get(name, "chain type"), _things(name, column)
    if array in ("events", "relations"):
        yield from _of_arguments([one for part in parts for one in part.arguments or ()])


def _of_arguments(arguments: Sequence[Any]) -> Counted:
    yield "argument", len(arguments)
    for name in OF_ARGUMENTS:
        yield name, _given([getattr(one, name, UNSET) for one in arguments])


def _things(name: str, column: Sequence[Any]) -> int:
    """How many things a field of some annotations is."""
    if name == "extensions":
        return sum(key != NAMES for found in column if found for key in found)
    return sum(map(len, filter(None, column))) if name in _MANY else _given(column)


def _given(values: Sequence[Any]) -> int:
    """How many of some values there are."""
    return len(values) - values.count(UNSET)


def _extensions(part: Any) -> int:
    return sum(name != NAMES for name in part.extensions) if part and part.extensions else 0
