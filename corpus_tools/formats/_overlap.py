"""Mentions that share words, for formats in which a word has one label: which of them stay, or on which level."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable
from itertools import pairwise
from operator import itemgetter
from typing import Literal

from ..errors import LossyConversion
from ..model import Entity, Layer, Record
from ..text import quoted
from . import _changes as changes

Place = tuple[int, int]
Policy = Literal["longest", "priority", "error"]


def place(entity: Entity) -> Place:
    """The stretch from the first span of a mention to its last."""
    return entity.spans[0].start, entity.spans[-1].end


def levels(entities: Iterable[Entity]) -> list[list[Entity]]:
    """Mentions on as few levels as needed, so that none on a level shares a word with another; outer ones lower."""
    found: list[list[Entity]] = []
    ends: list[int] = []
    for start, far, entity in sorted((_outer_first(entity) for entity in entities), key=itemgetter(0, 1)):
        level = next((level for level, end in enumerate(ends) if end <= start), len(found))
        if level == len(found):
            found.append([])
            ends.append(0)
        found[level].append(entity)
        ends[level] = -far
    return found


def _outer_first(entity: Entity) -> tuple[int, int, Entity]:
    start, end = place(entity)
    return start, -end, entity


def share(first: Entity, second: Entity) -> bool:
    """Whether two mentions have words in common."""
    (start, end), (other_start, other_end) = place(first), place(second)
    return start < other_end and other_start < end


def flattened(record: Record, held: Collection[str], policy: Policy) -> Record:
    """The record without the mentions that share words with one that comes before them by the policy.

    `longest`: the longer one stays, of equal ones the first; `priority`: the one that stands first in the layer.
    `held` may name `nesting` or `crossing`, which are then left.

    Raises:
        LossyConversion: the policy is `error`, and there are such mentions.
    """
    return changes.each_layer(record, lambda layer: _flat(layer, held, policy, record.id))


def _flat(layer: Layer, held: Collection[str], policy: Policy, article: str) -> Layer:
    entities = layer.entities or []
    places = sorted(map(place, entities))
    if all(before[1] <= after[0] for before, after in pairwise(places)):
        return layer
    ordered = entities if policy == "priority" else sorted(entities, key=lambda one: place(one)[0] - place(one)[1])
    kept: list[Entity] = []
    for entity in ordered:
        if not any(_clash(entity, other, held) for other in _around(entity, kept, held)):
            insort(kept, entity, key=place)
    if len(kept) == len(entities):
        return layer
    ids = {entity.id for entity in kept}
    gone = [entity for entity in entities if entity.id not in ids]
    if policy == "error":
        cases = [f"layer {layer.name}, {entity.id} {quoted(entity.spans[0].text)}" for entity in gone]
        raise LossyConversion(article, "mentions share words", cases, "see --overlap")
    return changes.in_layer(layer, lambda part: None if isinstance(part, Entity) and part.id not in ids else part)


def _around(entity: Entity, kept: list[Entity], held: Collection[str]) -> list[Entity]:
    """Those of the kept mentions, in text order, that may share words with one: its neighbours where all are apart."""
    if held:
        return kept
    at = bisect_left(kept, place(entity), key=place)
    return kept[max(0, at - 1) : at + 1]


def _clash(first: Entity, second: Entity, held: Collection[str]) -> bool:
    if not share(first, second):
        return False
    (start, end), (other_start, other_end) = place(first), place(second)
    nested = (start <= other_start and other_end <= end) or (other_start <= start and end <= other_end)
    return ("nesting" if nested else "crossing") not in held
