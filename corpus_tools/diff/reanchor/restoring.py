"""What waits among the unanchored, put back when the text it stood in is there again."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Event, Layer, Unanchored
from .annotations import MAIN, Marked, kind_of
from .fates import Fate

ARRAYS = {"entity": "entities", "event": "events", "quote": "quotes"}


def restored(layer: Layer, checksum: str) -> tuple[Layer, list[Fate]]:
    """A layer with everything put back that stood in the text with this checksum, and the fates of that."""
    fates = list[Fate]()
    for item in layer.unanchored or ():
        if item.from_sha256 == checksum:
            arrays = _whole(layer, item) if not item.path else _field(layer, item)
            if arrays:
                left = [other for other in layer.unanchored or () if other is not item]
                layer = replace(layer, **arrays, unanchored=left or UNSET)
                fates.append(_fate(layer, item))
    return layer, fates


def _whole(layer: Layer, item: Unanchored) -> dict[str, Any]:
    array = ARRAYS[kind_of(item.annotation)]
    return {array: [*(getattr(layer, array) or ()), item.annotation]}


def _field(layer: Layer, item: Unanchored) -> dict[str, Any]:
    """The array with the field back in its annotation; nothing where the field or the annotation is not free for it."""
    array, name = ARRAYS[kind_of(item.annotation)], (item.path or "")[1:]
    parts = getattr(layer, array) or ()
    owner = next((part for part in parts if part.id == item.annotation.id), None)
    back = _back(owner, item.annotation, name) if owner else None
    return {array: [back if part is owner else part for part in parts]} if back else {}


def _back(owner: Marked, former: Marked, name: str) -> Marked | None:
    if isinstance(owner, Event) and isinstance(former, Event):
        head, _, index = name.partition("/")
        if head == "arguments" and index.isdecimal() and int(index) < len(former.arguments or ()):
            arguments = list(owner.arguments or ())
            arguments.insert(int(index), (former.arguments or [])[int(index)])
            return replace(owner, arguments=arguments)
        return None
    return replace(owner, **{name: getattr(former, name)}) if not getattr(owner, name, True) else None


def _fate(layer: Layer, item: Unanchored) -> Fate:
    part = item.annotation
    spans = tuple(getattr(part, MAIN[type(part)])) if not item.path else ()
    path = item.path or f"/{MAIN[type(part)]}"
    return Fate(layer=layer.name, kind=kind_of(part), id=part.id, field=path, status="restored", after=spans)
