"""What Label Studio holds only in part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Layer, Record
from .. import _changes as changes
from .._attributes import single_values
from .._format import Limit, Settings
from .._items.chains import known_by_mentions
from .._items.limits import binary_relations, marked_fillers, plain_arguments, without_bare_metadata
from .._kinds import LAYER_FIELDS
from .._layers import plainly_named
from .sheets import SCORE

DIRECTION = "direction"
"""The attribute of a relation that has no direction."""


def _directions(record: Record) -> Record:
    """Relations of which nothing is said but their direction."""
    return changes.each_annotation(record, _with_direction, ("relations",))


def _with_direction(part: Any) -> Any:
    kept = {DIRECTION: "bi"} if (part.attributes or {}).get(DIRECTION) == "bi" else UNSET
    return replace(part, attributes=kept) if kept != part.attributes else part


def _layer_fields(record: Record) -> Record:
    """Layers with their dates and role, those of programs with the name of the program."""
    return changes.each_layer(record, _with_fields)


def _with_fields(layer: Layer) -> Layer:
    kept = {"role", "created", "modified", *(["tool"] if layer.role == "prediction" else [])}
    kept |= {"note"} if layer.role == "prediction" and score_of(layer) is not None else set()
    layer = changes.without(layer, *(name for name in LAYER_FIELDS if name not in kept))
    tool = layer.tool
    return (
        replace(layer, tool=changes.without(tool, "version", "url")) if tool and (tool.version or tool.url) else layer
    )


def score_of(layer: Layer) -> float | None:
    """The score of a prediction, if its note is nothing else."""
    match = re.fullmatch(rf"{SCORE}(-?[0-9]+\.[0-9]+(?:e-?[0-9]+)?)", layer.note or "")
    return float(match[1]) if match and repr(float(match[1])) == match[1] else None


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("", without_bare_metadata, told=frozenset())
    yield Limit("Label Studio has relations of two regions only", binary_relations)
    yield Limit("Label Studio relates regions only", marked_fillers)
    yield Limit("Label Studio says nothing of an argument but role and filler", plain_arguments)
    yield Limit("a chain in Label Studio is a text of its regions", known_by_mentions)
    yield Limit("a relation of Label Studio has a direction only", _directions)
    yield Limit("Label Studio has no lists of one", single_values)
    yield Limit("Label Studio knows of an annotation its dates and whose it is", _layer_fields)
    yield Limit("what is meant anyway is not said", plainly_named, told=frozenset())
