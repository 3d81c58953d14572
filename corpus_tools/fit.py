"""What the record schema says beyond types and limits, held against a typed record, without naming what is wrong.

With the typed decoding this accepts exactly what the schema accepts; a test compares the two on thousands of records.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from itertools import chain
from typing import Any

from msgspec import UNSET, UnsetType

from . import schema
from .columns import Columns
from .model import Conflict, Entity, Event, Layer, Metadata, Quote, Record, Segmentation, Unanchored
from .text import unusual


def columns(record: Record) -> list[Columns] | None:
    """The columns of each layer of a record that fits the schema, None where it does not fit."""
    if not _head_fits(record):
        return None
    found = [Columns.of(layer) for layer in record.layers]
    fits = (_layer_fits(layer, layer_columns) for layer, layer_columns in zip(record.layers, found, strict=True))
    return found if all(fits) else None


def _head_fits(record: Record) -> bool:
    """Everything but the layers."""
    sections, annotators = record.sections or [], record.annotators or []
    return (
        _text_fits(record.text)
        and _matches("id", [*[part.id for part in sections], *[part.id for part in annotators]])
        and _matches("key", {part.type for part in sections})
        and _open_parts_fit([*[p for p in sections if p.extensions], *[p for p in annotators if p.extensions], record])
        and all(part.kind != "software" or bool(part.name and part.version) for part in annotators)
        and _segmentation_fits(record.segmentation)
        and _metadata_fits(record.metadata)
    )


_PATTERNS = {
    "id": ("$defs", "id", "pattern"),
    "type": ("$defs", "type", "pattern"),
    "key": ("$defs", "key", "pattern"),
    "from": ("$defs", "layer_ref", "pattern"),
    "extension": ("$defs", "extensions", "propertyNames", "pattern"),
    "text": ("properties", "text", "pattern"),
}
_KNOWN_AT_MOST = 100_000
_known: dict[str, set[str]] = {name: set() for name in _PATTERNS}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    place: Any = schema.load("article")
    for key in _PATTERNS[name]:
        place = place[key]
    return re.compile(place)


def _matches(name: str, values: Collection[str]) -> bool:
    """Whether every value fits a pattern of the schema; a value seen before is not looked at again."""
    known = _known[name]
    if known.issuperset(values):
        return True
    fresh = set(values) - known
    if not all(map(_pattern(name).search, fresh)):
        return False
    if len(known) + len(fresh) <= _KNOWN_AT_MOST:
        known |= fresh
    return True


def _text_fits(text: str) -> bool:
    """Whether a text fits its pattern, which allows LF and printable ASCII everywhere but at the edges."""
    return _pattern("text").search(text[:1] + unusual(text[1:-1]) + text[-1:]) is not None


def _distinct(values: Collection[Any]) -> bool:
    return len(values) < 2 or len(set(values)) == len(values)


def _open_parts_fit(parts: Iterable[Any]) -> bool:
    return _matches("extension", set().union(*[part.extensions for part in parts if part.extensions]))


def _segmentation_fits(part: Segmentation | UnsetType) -> bool:
    if not part:
        return True
    return bool(part.tokenizer if part.tokens else part.sentences) and _open_parts_fit([part])


def _metadata_fits(metadata: Metadata | UnsetType) -> bool:
    if not metadata:
        return True
    lists = (metadata.byline, metadata.subjects, metadata.keywords)
    return (
        all(_distinct(values) for values in lists if values)
        and (not metadata.identifiers or _matches("key", metadata.identifiers))
        and _open_parts_fit([metadata])
    )


def _layer_fits(layer: Layer, columns: Columns) -> bool:
    entities, events, quotes, relations = columns.types.values()
    labels = entities | events | relations
    keys = quotes.union(columns.roles, [part.role for part in columns.pairs])
    return (
        _header_fits(layer)
        and _matches("id", columns.ids)
        and _matches("type", labels)
        and _matches("key", keys)
        and _references_fit(columns)
        and _arguments_fit(columns)
        and _common_fields_fit(columns, gold=layer.role == "gold")
        and all(_distinct(chain.links) for chain in columns.chains if chain.links)
        and all(map(_conflict_fits, layer.conflicts or ()))
        and all(map(_unanchored_fits, layer.unanchored or ()))
    )


def _header_fits(layer: Layer) -> bool:
    """The fields of a layer that are not annotations."""
    names = [name for name in (layer.id, layer.annotator) if name is not UNSET]
    return (
        bool(names)
        and _matches("id", [*names, *(layer.scope or ()), *(layer.derived_from or ())])
        and _distinct(layer.tasks or ())
        and _distinct(layer.derived_from or ())
        and _open_parts_fit([layer])
    )


def _arguments_fit(columns: Columns) -> bool:
    """Whether each argument has either a filler or spans, and none says that it is not implicit."""
    unusual = [part for part in columns.arguments if not part.filler or part.spans or part.implicit is not UNSET]
    return all((part.filler is UNSET) is not (part.spans is UNSET) and part.implicit is not False for part in unusual)


def _references_fit(columns: Columns) -> bool:
    """The ids by which annotations name their chain, their fillers, their speakers and their members."""
    lists = columns.speakers + columns.members
    return (
        _matches("id", columns.chain_refs)
        and _matches("id", columns.filler_refs)
        and _matches("id", [pair.filler for pair in columns.pairs])
        and _matches("id", [*chain.from_iterable(lists)])
        and all(map(_distinct, lists))
    )


def _common_fields_fit(columns: Columns, *, gold: bool) -> bool:
    """The fields that every annotation may carry."""
    lists = [value for values in columns.attributes for value in values.values() if isinstance(value, list)]
    return (
        (gold or not [part for part in columns.laden if part.decision])
        and (
            not columns.origins
            or (_matches("from", set().union(*columns.origins)) and all(map(_distinct, columns.origins)))
        )
        and _matches("key", set().union(*columns.attributes))
        and all(map(_distinct, lists))
        and _matches("extension", set().union(*columns.extensions))
    )


def _conflict_fits(conflict: Conflict) -> bool:
    return (
        _matches("id", (conflict.id, conflict.annotation))
        and (conflict.status == "resolved") == bool(conflict.chosen)
        and _open_parts_fit([conflict])
    )


def _unanchored_fits(part: Unanchored) -> bool:
    """A displaced annotation is held to the same schema as one in its array, a decision allowed."""
    annotation = part.annotation
    kind = {Entity: "entities", Event: "events", Quote: "quotes"}[type(annotation)]
    alone = Layer(id="layer", role="gold", **{kind: [annotation]})  # type: ignore[arg-type]
    return _layer_fits(alone, Columns.of(alone)) and _open_parts_fit([part])
