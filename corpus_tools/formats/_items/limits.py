"""What formats hold only in part that have nothing but items."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Annotation, Entity, Event, Layer, Metadata, Record, Relation, Segmentation
from .. import _changes as changes
from .._kinds import ARRAYS
from .._overlap import place

_LETTERS = dict(zip(ARRAYS, "teqrc", strict=True))
_ID = attrgetter("id")


def numbered(record: Record) -> Record:
    """Ids of a letter and a number each, in the order of the layer."""
    return changes.each_layer(record, _numbered)


def _numbered(layer: Layer) -> Layer:
    arrays = [[*map(_ID, getattr(layer, array) or ())] for array in _LETTERS]
    wanted = [
        [f"{letter}{n + 1}" for n in range(len(ids))] for letter, ids in zip(_LETTERS.values(), arrays, strict=True)
    ]
    if arrays == wanted:
        return layer
    return changes.renamed(layer, dict(zip(chain.from_iterable(arrays), chain.from_iterable(wanted), strict=True)))


def in_order_of_text(record: Record) -> Record:
    """Mentions by their places, outer ones first, and the chains that they are in by their first mention."""
    return changes.each_layer(record, _in_order)


def _in_order(layer: Layer) -> Layer:
    entities = sorted(layer.entities or (), key=_outer_first)
    first = {one.chain: number for number, one in reversed(list(enumerate(entities))) if one.chain}
    chains = sorted(layer.chains or (), key=lambda chain: first[chain.id])
    return replace(layer, entities=entities, chains=chains or UNSET)


def _outer_first(entity: Entity) -> tuple[int, int]:
    start, end = place(entity)
    return start, -end


def unnamed_tokens(record: Record) -> Record:
    """Tokens and sentences as they are read again: nobody tells who made them."""
    if not record.segmentation:
        return record
    tokens, sentences = record.segmentation.tokens, record.segmentation.sentences
    plain = Segmentation(tokenizer="imported" if tokens else UNSET, tokens=tokens, sentences=sentences)
    return replace(record, segmentation=plain if tokens or sentences else UNSET)


def with_some_metadata(record: Record, names: Collection[str]) -> Record:
    """The record with only these fields of its metadata."""
    metadata = record.metadata or Metadata()
    return replace(record, metadata=changes.without(metadata, *(set(Metadata.__struct_fields__) - set(names))))


def without_bare_metadata(record: Record) -> Record:
    """The record without metadata that says nothing."""
    return replace(record, metadata=UNSET) if record.metadata == Metadata() else record


def binary_relations(record: Record) -> Record:
    """Relations of two annotations; formats in which a relation leads from one to another have no other."""
    return changes.each_layer(record, _with_binary_relations)


def _with_binary_relations(layer: Layer) -> Layer:
    if all(len(part.arguments) == 2 for part in layer.relations or ()):
        return layer
    return changes.in_layer(layer, lambda part: None if _is_not_binary(part) else part)


def _is_not_binary(part: Annotation) -> bool:
    return isinstance(part, Relation) and len(part.arguments) != 2


def marked_fillers(record: Record) -> Record:
    """Arguments, sources and addressees without those that are a chain, which has no words."""
    return changes.each_layer(record, _marked_fillers)


def _marked_fillers(layer: Layer) -> Layer:
    chains = {chain.id for chain in layer.chains or ()}
    return changes.in_layer(layer, lambda part: _without_fillers(part, chains)) if chains else layer


def _without_fillers(part: Any, chains: set[str]) -> Any:
    if isinstance(part, Event | Relation) and any(one.filler in chains for one in part.arguments or () if one.filler):
        kept = [one for one in part.arguments or () if not one.filler or one.filler not in chains]
        return None if isinstance(part, Relation) else replace(part, arguments=kept or UNSET)
    for field in ("source", "addressee"):
        refs = getattr(part, field, UNSET) or []
        if not chains.isdisjoint(refs):
            part = replace(part, **{field: [ref for ref in refs if ref not in chains] or UNSET})
    return part


def plain_arguments(record: Record) -> Record:
    """Arguments of which nothing is said but their role and filler."""
    return changes.each_annotation(record, _with_plain_arguments, ("events",))


def _with_plain_arguments(part: Any) -> Any:
    if not part.arguments:
        return part
    plain = [changes.without(one, "confidence", "note") for one in part.arguments]
    return replace(part, arguments=plain) if plain != part.arguments else part
