"""Our records to those of Argilla, and what Argilla holds only in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from ...model import Entity, Layer, Record
from .. import _changes as changes
from .._about import said
from .._format import Chunk, Limit, Settings
from .._items.limits import without_bare_metadata
from .._kinds import LAYER_FIELDS
from .._layers import plainly_named
from .._names import Names
from .._written import as_list
from .answers import ANNOTATORS, SPANS


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """All records as one list."""
    return as_list(map(msgspec.json.encode, map(_record, records)), f"{settings.stem}.json")


def _record(record: Record) -> dict[str, Any]:
    answered = [layer for layer in record.layers if layer.role != "prediction"]
    suggested = next((layer for layer in record.layers if layer.role == "prediction"), None)
    names = {ANNOTATORS: [layer.name for layer in answered]} if answered else {}
    return {
        "id": record.id,
        "fields": {"text": record.text},
        "metadata": {**said(record.metadata), **names},
        "suggestions": {SPANS: _suggestion(suggested)} if suggested else {},
        "responses": {SPANS: [_response(layer) for layer in answered]} if answered else {},
        "vectors": {},
    }


def _response(layer: Layer) -> dict[str, Any]:
    return {"value": _spans(layer), "user_id": str(uuid5(NAMESPACE_URL, layer.name))}


def _suggestion(layer: Layer) -> dict[str, Any]:
    scores = [one.confidence for one in layer.entities or () if one.confidence is not UNSET]
    return {"value": _spans(layer), "score": scores or None, "agent": layer.name}


def _spans(layer: Layer) -> list[dict[str, Any]]:
    names = Names.of(layer)
    return [
        {"start": one.spans[0].start, "end": one.spans[0].end, "label": names.theirs("type", one.type)}
        for one in layer.entities or ()
    ]


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("", without_bare_metadata, told=frozenset())
    yield Limit("Argilla has one suggestion for a question", _one_suggestion)
    yield Limit("Argilla has scores of suggestions only, one for each span", _scores)
    yield Limit("Argilla knows whose an answer is, and whether it is a suggestion", _layer_fields)
    yield Limit("Argilla has words and numbers for metadata", _plain_metadata)
    yield Limit("what is meant anyway is not said", plainly_named, frozenset())
    yield Limit("Argilla has no ids of spans", _numbered, frozenset())


def _one_suggestion(record: Record) -> Record:
    first = next((layer for layer in record.layers if layer.role == "prediction"), None)
    kept = [layer for layer in record.layers if layer.role != "prediction" or layer is first]
    return record if len(kept) == len(record.layers) else replace(record, layers=kept)


def _scores(record: Record) -> Record:
    return changes.each_layer(record, _with_scores)


def _with_scores(layer: Layer) -> Layer:
    whole = all(one.confidence is not UNSET for one in layer.entities or ())
    return layer if layer.role == "prediction" and whole else changes.each_without(layer, ["confidence"])


def _layer_fields(record: Record) -> Record:
    return changes.each_layer(record, _named)


def _named(layer: Layer) -> Layer:
    """The layer with one name, and no role but that of a prediction."""
    gone = [name for name in LAYER_FIELDS if name != "role" or layer.role == "gold"]
    layer = changes.without(layer, *gone)
    return layer if layer.annotator == layer.name else replace(layer, annotator=layer.name, id=UNSET)


def _plain_metadata(record: Record) -> Record:
    metadata = record.metadata
    if not metadata:
        return record
    plain = changes.without(metadata, "publisher", "sources", "identifiers", "text_tool", "extensions")
    return record if plain is metadata else replace(record, metadata=plain if said(plain) else UNSET)


def _numbered(record: Record) -> Record:
    return changes.each_layer(record, _in_turn)


def _in_turn(layer: Layer) -> Layer:
    entities: list[Entity] = [
        one if one.id == f"t{number}" else replace(one, id=f"t{number}")
        for number, one in enumerate(layer.entities or (), 1)
    ]
    return layer if entities == (layer.entities or []) else replace(layer, entities=entities)
