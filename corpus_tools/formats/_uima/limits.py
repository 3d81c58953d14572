"""What files of UIMA's hold only in part; the rest is taken away before it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Layer, Record, Span
from .. import _changes as changes
from .._format import Limit
from .._items.limits import plain_arguments, unnamed_tokens
from .._items.target import items_of
from .._kinds import ARRAYS, HOLDS
from .._layers import without_names
from .._names import Names
from .._text import FORBIDDEN, is_plain
from .order import numbers

HELD = frozenset(
    HOLDS.keys()
    - {
        *("head", "implicit", "provenance", "anchor", "unanchored", "conflict", "layer field"),
        *("metadata", "section", "annotator", "extension", "levels"),
    }
)
"""What the formats hold that write our layers."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def limits() -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit(
        "UIMA has a chain where its first mention stands: one needs a mention, and has no chains in it", _chains
    )
    yield Limit("a text has no control characters there", _plain_text)
    yield Limit("an argument is told by role and filler only", plain_arguments)
    yield Limit("features are flags and texts, without control characters", _texts)
    yield Limit("a tokenizer has no name there", unnamed_tokens, frozenset())
    yield Limit("annotations have no names there", numbered, frozenset())


def _plain_text(record: Record) -> Record:
    """The record with a text without control characters, which XML and rows cannot have."""
    if is_plain(record.text):
        return record
    found = changes.each_annotation(
        record, lambda part: changes.each_span_list(part, lambda spans: list(map(_plain, spans)))
    )
    return replace(found, text=FORBIDDEN.sub(" ", record.text), text_length=UNSET, text_sha256=UNSET)


def _plain(span: Span) -> Span:
    return Span(span.start, span.end, FORBIDDEN.sub(" ", span.text))


def _chains(record: Record) -> Record:
    return changes.each_layer(record, _of_mentions)


def _of_mentions(layer: Layer) -> Layer:
    arrays = (layer.entities, layer.events, layer.quotes)
    used = {one.chain for array in arrays for one in array or ()}

    def keep(part: Any) -> Any:
        return changes.without(part, "members") if part.id in used else None

    return changes.in_layer(layer, keep, ("chains",))


def _texts(record: Record) -> Record:
    return changes.each_annotation(without_names(record, _CONTROL), _with_texts)


def _with_texts(part: Any) -> Any:
    if not part.attributes and not part.note:
        return part
    attributes = {name: _text(value) for name, value in (part.attributes or {}).items()} or UNSET
    note = _CONTROL.sub(" ", part.note) if part.note else UNSET
    same = note == part.note and list(map(repr, attributes or ())) == list(map(repr, part.attributes or ()))
    return part if same and attributes == part.attributes else replace(part, attributes=attributes, note=note)


def _text(value: Any) -> bool | str:
    if isinstance(value, bool):
        return value
    text = _CONTROL.sub(" ", ", ".join(value) if isinstance(value, list) else str(value))[:200]
    return {"true": True, "false": False}.get(text, text)


def numbered(record: Record) -> Record:
    """Annotations in the order in which they are read again, with ids of a letter and a number."""
    return changes.each_layer(record, _numbered)


def _numbered(layer: Layer) -> Layer:
    if _are_in_order(layer):
        return layer
    new = numbers(list(items_of(layer, Names.of(layer))))
    ids = [part.id for array in ARRAYS for part in getattr(layer, array) or ()]
    if ids == [*new] == [*new.values()]:
        return layer
    rank = {old: number for number, old in enumerate(new)}
    arrays = {
        array: sorted(parts, key=lambda part: rank[part.id]) for array in ARRAYS if (parts := getattr(layer, array))
    }
    return changes.renamed(replace(layer, **arrays), new)


def _are_in_order(layer: Layer) -> bool:
    """Whether a layer is nothing but entities with these ids in this order, which costs less to see than to make."""
    if layer.events or layer.quotes or layer.relations or layer.chains or layer.extensions:
        return False
    entities = layer.entities or []
    keys = [([(span.start, -span.end) for span in one.spans], one.type) for one in entities]
    return keys == sorted(keys) and [one.id for one in entities] == [f"t{at + 1}" for at in range(len(entities))]
