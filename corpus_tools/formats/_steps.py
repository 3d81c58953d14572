"""Steps that take away what a format does not hold; a record that has nothing of the sort stays the same."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, partial
from typing import Any, NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from ..model import Event, Layer, Record, Relation, Span
from . import _changes as changes
from ._format import Step
from ._kinds import FIELDS, LAYER_FIELDS, LISTS, NAMES, OF_ARGUMENTS

ARRAY_OF = {"entity": "entities", "event": "events", "quote": "quotes", "relation": "relations", "chain": "chains"}
_OF_LAYER = {"unanchored": "unanchored", "conflict": "conflicts"}
_OF_RECORD = {"section": "sections", "annotator": "annotators", "metadata": "metadata"}
_OF_ANNOTATION = {**FIELDS, **LISTS, "attributes": "attribute", "extensions": "extension"}


def without_annotations(record: Record, array: str) -> Record:
    """The record without all annotations of an array."""
    return changes.each_layer(record, lambda layer: _without_array(layer, array))


def _without_array(layer: Layer, array: str) -> Layer:
    """The layer without an array; an empty one says only what was looked for, and goes with the tasks."""
    return changes.sound(replace(layer, **{array: UNSET})) if getattr(layer, array) is not UNSET else layer


def without_arguments(record: Record) -> Record:
    """Events without arguments, and no relations."""

    def change(part: Any) -> Any:
        return None if isinstance(part, Relation) else changes.without(part, "arguments")

    return changes.each_annotation(record, change, ("events", "relations"))


def without_bare_words(record: Record) -> Record:
    """The record without arguments that are bare words."""
    return changes.each_annotation(record, _without_bare_words, ("events",))


def _without_bare_words(part: Any) -> Any:
    if not isinstance(part, Event) or not any(one.spans for one in part.arguments or ()):
        return part
    return replace(part, arguments=[one for one in part.arguments or () if not one.spans] or UNSET)


def without_details(record: Record, lacks: Collection[str]) -> Record:
    """The record without what is said of annotations, layers and the article, as far as it is of these kinds."""
    gone = _gone(frozenset(lacks))

    def change(layer: Layer) -> Layer:
        layer = changes.without(changes.each_without(layer, gone.fields), *gone.of_layer)
        return _with_plain_arguments(layer, gone.of_arguments) if gone.of_arguments else layer

    record = changes.without(changes.each_layer(record, change), *gone.of_record)
    for step in gone.others:
        record = step(record)
    return record


class _Gone(NamedTuple):
    """The fields of annotations and so on that are of some kinds, and the steps for those that are no single field."""

    fields: tuple[str, ...]
    of_arguments: tuple[str, ...]
    of_layer: tuple[str, ...]
    of_record: tuple[str, ...]
    others: tuple[Step, ...]


@cache
def _gone(lacks: frozenset[str]) -> _Gone:
    return _Gone(
        tuple(name for name, kind in _OF_ANNOTATION.items() if kind in lacks),
        tuple(name for name in OF_ARGUMENTS if name in lacks),
        tuple(name for kind, name in _OF_LAYER.items() if kind in lacks),
        tuple(name for kind, name in _OF_RECORD.items() if kind in lacks),
        tuple(step for kind, step in _OTHERS.items() if kind in lacks),
    )


def _with_plain_arguments(layer: Layer, fields: Collection[str]) -> Layer:
    """The layer with arguments that have none of these fields."""
    given = [one for event in layer.events or () for one in event.arguments or ()]
    if all(getattr(one, name) is UNSET for name in fields for one in given):
        return layer
    return replace(layer, events=[_with_plain(event, fields) for event in layer.events or ()])


def _with_plain(event: Event, fields: Collection[str]) -> Event:
    arguments = [changes.without(one, *fields) for one in event.arguments or ()]
    return replace(event, arguments=arguments) if arguments != (event.arguments or []) else event


def _without_extensions(record: Record) -> Record:
    """The record without extensions beside those of annotations."""
    record = changes.each_layer(changes.without(record, "extensions"), _without_own_extensions)
    for name in ("metadata", "segmentation"):
        if (part := getattr(record, name)) and part.extensions:
            record = replace(record, **{name: changes.without(part, "extensions")})
    for name in ("sections", "annotators"):
        if any(part.extensions for part in getattr(record, name) or ()):
            record = replace(record, **{name: [changes.without(part, "extensions") for part in getattr(record, name)]})
    return record


def _without_own_extensions(layer: Layer) -> Layer:
    """The layer with no extension but the one that formats read and write themselves."""
    if not layer.extensions or layer.extensions.keys() == {NAMES}:
        return layer
    names = {NAMES: layer.extensions[NAMES]} if NAMES in layer.extensions else UNSET
    return replace(layer, extensions=names)


def _without_layer_fields(record: Record) -> Record:
    return changes.each_layer(record, lambda layer: _with_one_name(changes.without(layer, *LAYER_FIELDS)))


def _with_one_name(layer: Layer) -> Layer:
    return replace(layer, id=UNSET, annotator=layer.name) if layer.annotator != layer.name else layer


def without_segments(record: Record, field: str) -> Record:
    """The record without its tokens or sentences."""
    segmentation = record.segmentation
    if not segmentation or not getattr(segmentation, field):
        return record
    rest = replace(segmentation, **{field: UNSET}, **({"tokenizer": UNSET} if field == "tokens" else {}))
    return replace(record, segmentation=rest if rest.tokens or rest.sentences else UNSET)


def _without_chain_types(record: Record) -> Record:
    if not any(part.type for layer in record.layers for part in layer.chains or ()):
        return record
    return changes.each_annotation(record, lambda part: changes.without(part, "type"), ("chains",))


def one_layer(record: Record) -> Record:
    """The gold layer if there is one, else the first."""
    if len(record.layers) < 2:
        return record
    gold = [layer for layer in record.layers if layer.role == "gold"]
    return replace(record, layers=[*gold, *record.layers][:1])


def bridged(record: Record) -> Record:
    """The record with the words between the parts of a span taken in."""
    return changes.each_layer(record, lambda layer: _bridged(layer, record.text) if _has_gaps(layer) else layer)


def _has_gaps(layer: Layer) -> bool:
    return max(map(len, changes.span_lists(layer)), default=0) > 1


def _bridged(layer: Layer, text: str) -> Layer:
    return changes.in_layer(layer, lambda part: changes.each_span_list(part, lambda spans: _bridge(spans, text)))


def _bridge(spans: list[Span], text: str) -> list[Span]:
    start, end = spans[0].start, spans[-1].end
    return [Span(start, end, text[start:end])] if len(spans) > 1 else spans


_OTHERS: dict[str, Step] = {
    "extension": _without_extensions,
    "layer field": _without_layer_fields,
    "tokens": partial(without_segments, field="tokens"),
    "sentences": partial(without_segments, field="sentences"),
    "chain type": _without_chain_types,
}
