"""Changes to all annotations of a record, and to what refers to them. A record that does not change stays the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from ..model import Annotation, Chain, Layer, Record, Relation, Span
from ._things import ARRAYS

Change = Callable[[Any], Any]
"""An annotation to what becomes of it: itself, another one, or None where it is taken away."""
Part = TypeVar("Part")
SPANS = ("spans", "head", "trigger", "content", "cue")
"""Fields of annotations that hold spans; arguments of events may have `spans` too."""


def each_layer(record: Record, change: Callable[[Layer], Layer]) -> Record:
    """The record with every layer changed."""
    layers = [change(layer) for layer in record.layers]
    return record if all(map(_is, layers, record.layers)) else replace(record, layers=layers)


def each_annotation(record: Record, change: Change) -> Record:
    """The record with every annotation changed; what referred to those that were taken away does so no more."""
    return each_layer(record, lambda layer: in_layer(layer, change))


def in_layer(layer: Layer, change: Change) -> Layer:
    """The layer with every annotation changed, and no reference that leads nowhere."""
    changed = _mapped(layer, change)
    return changed if _size(changed) == _size(layer) else sound(changed)


def _size(layer: Layer) -> int:
    return sum(len(getattr(layer, array) or ()) for array in ARRAYS)


def sound(layer: Layer) -> Layer:
    """The layer without references to what is not there, and without relations that miss an argument."""
    ids = {part.id for array in ARRAYS for part in getattr(layer, array) or ()}
    found = _mapped(layer, lambda part: _without_dangling(part, ids))
    return found if found is layer else sound(found)


def without(part: Part, *fields: str) -> Part:
    """A part without some of its fields; itself where it has none of them."""
    there = [name for name in fields if getattr(part, name, UNSET) is not UNSET]
    return replace(part, **dict.fromkeys(there, UNSET)) if there else part  # type: ignore[type-var]


def each_span_list(part: Annotation, change: Callable[[list[Span]], list[Span]]) -> Annotation:
    """An annotation with every list of its spans changed, those of its arguments too."""
    found = {name: change(spans) for name in SPANS if (spans := getattr(part, name, UNSET))}
    if arguments := getattr(part, "arguments", UNSET):
        new = [replace(one, spans=change(one.spans)) if getattr(one, "spans", UNSET) else one for one in arguments]
        found |= {"arguments": new} if new != arguments else {}
    moved = {name: value for name, value in found.items() if value != getattr(part, name)}
    return replace(part, **moved) if moved else part


def _is(first: object, second: object) -> bool:
    return first is second


def _mapped(layer: Layer, change: Change) -> Layer:
    arrays = {}
    for array in ARRAYS:
        parts = getattr(layer, array) or []
        new = [changed for part in parts if (changed := change(part)) is not None]
        if len(new) != len(parts) or not all(map(_is, new, parts)):
            arrays[array] = new
    return replace(layer, **arrays) if arrays else layer


def _without_dangling(part: Annotation, ids: set[str]) -> Annotation | None:
    if isinstance(chain := getattr(part, "chain", UNSET), str) and chain not in ids:
        part = without(part, "chain")
    for field, least in (("source", 1), ("addressee", 1), ("members", 2)):
        refs = getattr(part, field, UNSET) or []
        if not ids.issuperset(refs):
            kept = [ref for ref in refs if ref in ids]
            part = replace(part, **{field: kept if len(kept) >= least else UNSET})
    arguments = getattr(part, "arguments", UNSET) or []
    kept = [one for one in arguments if one.filler is UNSET or one.filler in ids]
    if len(kept) == len(arguments):
        return part
    if isinstance(part, Relation):
        return None
    return replace(part, arguments=kept or UNSET)


def is_empty_chain(part: Chain, layer: Layer) -> bool:
    """Whether nothing belongs to a chain."""
    arrays = (layer.entities, layer.events, layer.quotes)
    return not part.members and not any(one.chain == part.id for array in arrays for one in array or ())
