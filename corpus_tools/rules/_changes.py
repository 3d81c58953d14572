"""Edits that fixes are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from ..findings import Path
from ..model import Span
from ._rule import Change
from ._view import LayerView, View


def put(part: Any, **values: Any) -> list[Change]:
    """New values for fields of a part, by their names in the record; UNSET takes a field out."""
    return [Change(part, (name,), value) for name, value in values.items()]


def drop(part: Any) -> list[Change]:
    """Take a part out of the list it stands in."""
    return [Change(part)]


def move(span: Span, start: int, end: int, text: str) -> list[Change]:
    """Another place for a span: only what differs is touched."""
    wanted = {"start": start, "end": end, "text": text}
    return put(span, **{name: value for name, value in wanted.items() if getattr(span, name) != value})


def redirect(view: View, layer: LayerView, old: str, new: str) -> list[Change]:
    """Let everything in the record that refers to one annotation of a layer refer to another.

    A list that names both already loses the old one.
    """
    columns = layer.all_columns
    changes = [Change(part, ("chain",), new) for part in layer.everything if getattr(part, "chain", UNSET) == old]
    changes += [Change(part, ("filler",), new) for part in columns.arguments if part.filler == old]
    changes += [Change(part, ("filler",), new) for part in columns.pairs if part.filler == old]
    changes += [Change(part, ("annotation",), new) for part in _by_name(layer) if part.annotation == old]
    name = layer.layer.id or layer.layer.annotator
    lists = [(part, field, ids, old, new) for part, field, ids in _lists(layer)]
    lists += [(part, "from", part.from_, f"{name}:{old}", f"{name}:{new}") for part in _derived(view)]
    for part, field, ids, former, other in lists:
        if former in ids:
            changes.append(Change(part, (field,), list(dict.fromkeys(other if i == former else i for i in ids))))
    return changes


def _lists(layer: LayerView) -> Iterator[tuple[Any, str, list[str]]]:
    """Every list of ids in a layer, with the part and field that hold it."""
    for quote in layer.all_columns.quotes:
        yield from ((quote, name, ids) for name in ("source", "addressee") if (ids := getattr(quote, name)))
    yield from ((part, "members", part.members) for part in layer.all_columns.chains if part.members)


def _by_name(layer: LayerView) -> list[Any]:
    """Conflicts, and fields without a place, which name the annotation they belong to."""
    unanchored = [part for part in layer.layer.unanchored or () if part.path]
    return [part for part in (*(layer.layer.conflicts or ()), *unanchored) if isinstance(part.annotation, str)]


def _derived(view: View) -> list[Any]:
    """Annotations of any layer that say what they were made from."""
    return [part for layer in view.layers for part in layer.everything if part.from_]
