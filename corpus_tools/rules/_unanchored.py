"""Annotations, and fields of them, that a change of the text left without a place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

from ..model import Argument, Span, Unanchored
from ._once import once
from ._places import places
from ._view import LayerView, View
from ._waiting import KINDS, own_spans

COMPARED = 20
"""Places that are compared with what stood around the words in the former text."""


def kind_of(part: Unanchored) -> str:
    """The kind of the annotation that lost its place."""
    return KINDS[type(part.annotation)]


@once
def misfiled(view: View) -> list[tuple[Unanchored, Any]]:
    """Whole annotations whose id is in use, each with its user, and fields whose annotation is not there (None)."""
    return [pair for layer in view.layers if layer.layer.unanchored for pair in _misfiled(layer)]


def _misfiled(layer: LayerView) -> Iterator[tuple[Unanchored, Any]]:
    users: dict[str, Any] = {conflict.id: conflict for conflict in layer.layer.conflicts or ()}
    users.update(layer.by_id)
    for part in layer.layer.unanchored or ():
        identifier = part.annotation.id
        if part.path:
            if identifier not in layer.hidden and not _has_owner(layer, part):
                yield part, users.get(identifier)
        elif identifier in users:
            yield part, users[identifier]
        else:
            users[identifier] = part


def _has_owner(layer: LayerView, part: Unanchored) -> bool:
    """Whether the annotation that a field belongs to is in the layer, or waits there as a whole."""
    whole = layer.unanchored.get(part.annotation.id)
    owner = layer.by_id.get(part.annotation.id) or (whole.annotation if whole else None)
    return type(owner) is type(part.annotation)


def lost_spans(part: Unanchored) -> list[Span]:
    """The spans, of the former text, that an annotation or one field of it stood at."""
    value: Any = part.annotation
    if not part.path:
        return own_spans(part.annotation)
    for key in part.path[1:].split("/"):
        if isinstance(value, Struct) and key in value.__struct_fields__:
            value = getattr(value, key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return []
    found = value.spans if isinstance(value, Argument) else value
    return [span for span in found or () if isinstance(span, Span)] if isinstance(found, list) else []


def where_now(view: View, part: Unanchored) -> str:
    """Where the words of an annotation stand now, best where the same words stand around them."""
    spans = lost_spans(part)
    found = places(view, spans[0].text) if spans else None
    if not found:
        return "its words are nowhere in the article" if found is not None else "look for its words in the article"
    length, context = len(spans[0].text), part.context[0]
    like = {
        at: view.text.endswith(context.prefix, 0, at) + view.text.startswith(context.suffix, at + length)
        for at in islice(found, COMPARED)
    }
    best = [at for at in like if like[at] == max(like.values())]
    return f"its words now stand at {', '.join(f'{at}-{at + length}' for at in best[:3])}"
