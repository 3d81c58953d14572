"""Records to texts of doccano, and what doccano holds only in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ...model import Entity, Record, Relation
from .._about import said
from .._format import Chunk, Limit, Settings
from .._items.limits import binary_relations, without_bare_metadata
from .._names import Names
from .._written import one_a_line
from ..brat.limits import numbered


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A line for each text."""
    return one_a_line(map(msgspec.json.encode, map(_text, records)), f"{settings.stem}.jsonl")


def _text(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = {"text": record.text, "meta": {"id": record.id, **said(record.metadata)}}
    for layer in record.layers:
        names = Names.of(layer)
        found |= {
            "annotator": layer.name,
            "entities": [_entity(one, names) for one in layer.entities or ()],
            "relations": [_relation(one, names) for one in layer.relations or ()],
        }
    return found


def _entity(entity: Entity, names: Names) -> dict[str, Any]:
    span = entity.spans[0]
    label = names.theirs("type", entity.type)
    return {"id": int(entity.id[1:]), "label": label, "start_offset": span.start, "end_offset": span.end}


def _relation(relation: Relation, names: Names) -> dict[str, Any]:
    start, end = relation.arguments
    roles = {"from_role": names.theirs("role", start.role), "to_role": names.theirs("role", end.role)}
    return {
        "id": int(relation.id[1:]),
        "from_id": int(start.filler[1:]),
        "to_id": int(end.filler[1:]),
        "type": names.theirs("type", relation.type),
        **({} if list(roles.values()) == ["from", "to"] else roles),
    }


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("", without_bare_metadata, told=frozenset())
    yield Limit("doccano has relations of two labels only", binary_relations)
    yield Limit("doccano has numbers for ids", numbered, frozenset())
