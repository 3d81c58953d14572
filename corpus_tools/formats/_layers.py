"""What layers say of themselves, in the fewest words."""

from __future__ import annotations

from msgspec import UNSET
from msgspec.structs import replace

from ..model import Layer, Record
from . import _changes as changes


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
