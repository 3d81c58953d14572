"""What layers say of themselves, in the fewest words."""

from __future__ import annotations

import re

from msgspec import UNSET
from msgspec.structs import replace

from ..model import Layer, Record
from . import _changes as changes
from ._kinds import NAMES
from ._names import Names


def plainly_named(record: Record) -> Record:
    """Layers with an annotator, an id only if it is another one, and no role where it is the usual one."""
    return changes.each_layer(record, _plainly_named)


def _plainly_named(layer: Layer) -> Layer:
    layer = changes.without(layer, "role") if layer.role == "annotation" else layer
    annotator = layer.annotator or layer.name
    identifier = layer.id if layer.id and layer.id != annotator else UNSET
    if (annotator, identifier) == (layer.annotator, layer.id):
        return layer
    return replace(layer, annotator=annotator, id=identifier)


def without_names(record: Record, forbidden: re.Pattern[str]) -> Record:
    """The record without names of other formats in which some characters stand: those of ours are written for them."""
    return changes.each_layer(record, lambda layer: _without_names(layer, forbidden))


def _without_names(layer: Layer, forbidden: re.Pattern[str]) -> Layer:
    if not layer.extensions or NAMES not in layer.extensions:
        return layer
    rest = {key: value for key, value in layer.extensions.items() if key != NAMES}
    kept = Names.of(layer).without(forbidden).extensions or {}
    return replace(layer, extensions={**rest, **kept} or UNSET)
