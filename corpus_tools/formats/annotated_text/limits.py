"""What annotated text holds, and what of it only in part; the rest is taken away before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Chain, Entity, Layer, Record
from .. import _changes as changes
from .._attributes import single_values
from .._format import Limit, Settings
from .._items.chains import known_by_mentions
from .._items.limits import in_order_of_text, numbered, without_bare_metadata
from .._overlap import place
from .marks import without_look_alikes
from .source import VALUE

HELD = frozenset({"article", "text", "metadata", "layer", "entity", "attribute", "chain", "chain member", "link"})


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("annotated text has no square brackets in a mention", _without_brackets)
    yield Limit("what looks like a mark cannot be told from one: it got round brackets", _without_look_alikes)
    yield Limit("a value of annotated text has no name, and no colon", _with_values)
    yield Limit("annotated text has no lists of one", single_values)
    yield Limit("a chain in annotated text is its links", known_by_mentions)
    yield Limit("a chain in annotated text is its links", _known_by_links)
    for step in (_with_a_layer, in_order_of_text, numbered, without_bare_metadata):
        yield Limit("", step, told=frozenset())


def _without_brackets(record: Record) -> Record:
    return changes.each_annotation(record, lambda part: None if _has_brackets(part) else part)


def _has_brackets(part: Any) -> bool:
    return isinstance(part, Entity) and not set("[]").isdisjoint(part.spans[0].text)


def _without_look_alikes(record: Record) -> Record:
    """The record with a text whose marks are those of its mentions; the words of these stay as they are."""
    places = sorted(place(one) for layer in record.layers for one in layer.entities or ())
    text = without_look_alikes(record.text, places)
    return record if text == record.text else replace(record, text=text, text_length=UNSET, text_sha256=UNSET)


def _with_values(record: Record) -> Record:
    return changes.each_annotation(record, lambda part: _with_value(part) if part.attributes else part)


def _with_value(part: Any) -> Any:
    value = part.attributes.get(VALUE)
    words = value if isinstance(value, list) else [value]
    is_held = isinstance(part, Entity) and all(isinstance(word, str) and ":" not in word for word in words)
    kept = {VALUE: value} if is_held else UNSET
    return part if kept == part.attributes else replace(part, attributes=kept)


def _known_by_links(record: Record) -> Record:
    """Chains with links, each with others."""
    return changes.each_layer(record, lambda layer: _linked(layer) if layer.chains else layer)


def _linked(layer: Layer) -> Layer:
    first: dict[tuple[str, ...], str] = {}
    for chain in reversed(layer.chains or ()):
        first[tuple(chain.links or ())] = chain.id
    same = {chain.id: first[tuple(chain.links or ())] for chain in layer.chains or ()}

    def change(part: Any) -> Any:
        if isinstance(part, Chain):
            return part if part.links and same[part.id] == part.id else None
        return replace(part, chain=same[part.chain]) if part.chain else part

    return changes.in_layer(layer, change)


def _with_a_layer(record: Record) -> Record:
    """A text without marks is one in which nothing was found."""
    return record if record.layers else replace(record, layers=[Layer(annotator="imported", entities=[])])
