"""Changes to all annotations of a record, and to what refers to them. A record that does not change stays the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import chain
from operator import attrgetter, is_
from typing import Any, TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from ..model import Annotation, Chain, Entity, Event, Layer, Quote, Record, Relation, Span
from ._kinds import ARRAYS

Change = Callable[[Any], Any]
"""An annotation to what becomes of it: itself, another one, or None where it is taken away."""
Part = TypeVar("Part")
SPANS: dict[type, tuple[str, ...]] = {
    Entity: ("spans", "head"),
    Event: ("trigger",),
    Quote: ("content", "cue"),
    Relation: (),
    Chain: (),
}
"""Fields of annotations that hold spans; arguments of events may have `spans` too."""
_REFERENCES = {
    "entities": ("chain",),
    "events": ("chain",),
    "quotes": ("chain", "source", "addressee"),
    "relations": (),
    "chains": ("members",),
}
"""Fields of each array that hold ids, beside the fillers of arguments."""


def each_layer(record: Record, change: Callable[[Layer], Layer]) -> Record:
    """The record with every layer changed."""
    layers = [change(layer) for layer in record.layers]
    return record if all(map(is_, layers, record.layers)) else replace(record, layers=layers)


def each_annotation(record: Record, change: Change, arrays: Iterable[str] = ARRAYS) -> Record:
    """The record with every annotation of some arrays changed; no reference leads to what was taken away."""
    return each_layer(record, lambda layer: in_layer(layer, change, arrays))


def each_with(record: Record, field: str, change: Change) -> Record:
    """The record with every annotation changed in arrays in which any has a field."""
    return each_layer(record, lambda layer: in_layer(layer, change, _arrays_with(layer, field)))


def _arrays_with(layer: Layer, field: str) -> Iterator[str]:
    """The arrays in which any annotation has a field."""
    for array in ARRAYS:
        parts = getattr(layer, array) or []
        if parts and field in parts[0].__struct_fields__ and _is_given(parts, field):
            yield array


def in_layer(layer: Layer, change: Change, arrays: Iterable[str] = ARRAYS) -> Layer:
    """The layer with every annotation of some arrays changed, and no reference that leads nowhere."""
    changed = _mapped(layer, change, arrays)
    if changed is layer:
        return layer
    return changed if _size(changed) == _size(layer) else sound(changed)


def _size(layer: Layer) -> int:
    return sum(len(getattr(layer, array) or ()) for array in ARRAYS)


def sound(layer: Layer) -> Layer:
    """The layer without references to what is not there, and without relations that miss an argument."""
    ids = {part.id for array in ARRAYS for part in getattr(layer, array) or ()}
    known: set[object] = {UNSET, *ids}
    dangling = [array for array in ARRAYS if not known.issuperset(_references(getattr(layer, array) or (), array))]
    return sound(_mapped(layer, lambda part: _without_dangling(part, ids), dangling)) if dangling else layer


def _references(parts: Iterable[Any], array: str) -> Iterator[Any]:
    """What the annotations of an array refer to, UNSET included."""
    for field in _REFERENCES[array]:
        found = map(attrgetter(field), parts)
        yield from found if field == "chain" else chain.from_iterable(filter(None, found))
    if array in ("events", "relations"):
        yield from (one.filler for part in parts for one in part.arguments or ())


def each_without(layer: Layer, fields: Collection[str]) -> Layer:
    """The layer with every annotation without some of its fields."""
    arrays = {}
    for array in ARRAYS:
        parts = getattr(layer, array) or []
        if parts and _have_any(parts, _shared(parts[0].__struct_fields__, tuple(fields))):
            arrays[array] = [without(part, *fields) for part in parts]
    return replace(layer, **arrays) if arrays else layer


@cache
def _shared(known: tuple[str, ...], fields: tuple[str, ...]) -> tuple[str, ...]:
    """Those fields that annotations of a sort, which have the known ones, may have."""
    return tuple(name for name in fields if name in known)


def _have_any(parts: list[Any], fields: tuple[str, ...]) -> bool:
    """Whether any part has any of some fields."""
    if len(fields) < 2:
        return any(_is_given(parts, name) for name in fields)
    return list(map(attrgetter(*fields), parts)).count((UNSET,) * len(fields)) < len(parts)


def _is_given(parts: list[Any], name: str) -> bool:
    """Whether any part has a field."""
    return list(map(attrgetter(name), parts)).count(UNSET) < len(parts)


def without(part: Part, *fields: str) -> Part:
    """A part without some of its fields; itself where it has none of them."""
    there = [name for name in fields if getattr(part, name, UNSET) is not UNSET]
    return replace(part, **dict.fromkeys(there, UNSET)) if there else part  # type: ignore[type-var]


def each_span_list(part: Annotation, change: Callable[[list[Span]], list[Span]]) -> Annotation:
    """An annotation with every list of its spans changed, those of its arguments too."""
    moved: dict[str, Any] = {}
    for name in SPANS[type(part)]:
        spans = getattr(part, name)
        if spans and (new := change(spans)) is not spans and new != spans:
            moved[name] = new
    if isinstance(part, Event) and any(one.spans for one in part.arguments or ()):
        arguments = [replace(one, spans=change(one.spans)) if one.spans else one for one in part.arguments or ()]
        moved |= {"arguments": arguments} if arguments != part.arguments else {}
    return replace(part, **moved) if moved else part


def span_lists(layer: Layer) -> Iterator[list[Span]]:
    """Every list of spans, column by column."""
    for array in ARRAYS:
        if parts := getattr(layer, array):
            for name in SPANS[type(parts[0])]:
                yield from filter(None, map(attrgetter(name), parts))
    yield from (one.spans for event in layer.events or () for one in event.arguments or () if one.spans)


def _mapped(layer: Layer, change: Change, arrays: Iterable[str] = ARRAYS) -> Layer:
    changed = {}
    for array in arrays:
        parts = getattr(layer, array) or []
        new = [found for part in parts if (found := change(part)) is not None]
        if len(new) != len(parts) or not all(map(is_, new, parts)):
            changed[array] = new
    return replace(layer, **changed) if changed else layer


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


def renamed(layer: Layer, new: dict[str, str]) -> Layer:
    """The layer with other ids, in references too."""
    return in_layer(layer, lambda part: _renamed(part, new))


def _renamed(part: Any, new: dict[str, str]) -> Any:
    fields: dict[str, Any] = {"id": new[part.id]}
    if getattr(part, "chain", UNSET):
        fields["chain"] = new[part.chain]
    for name in ("source", "addressee", "members"):
        if refs := getattr(part, name, UNSET):
            fields[name] = [new[ref] for ref in refs]
    if arguments := getattr(part, "arguments", UNSET):
        fields["arguments"] = [replace(one, filler=new[one.filler]) if one.filler else one for one in arguments]
    return replace(part, **fields)


def is_empty_chain(part: Chain, layer: Layer) -> bool:
    """Whether nothing belongs to a chain."""
    arrays = (layer.entities, layer.events, layer.quotes)
    return not part.members and not any(one.chain == part.id for array in arrays for one in array or ())
