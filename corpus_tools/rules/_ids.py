"""Ids of a layer: those used twice, and new ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..model import Chain, Conflict, Entity, Event, Quote, Relation
from ._once import once
from ._view import LayerView, View

MINTED = re.compile(r"[a-z][0-9]+\Z")
"""An id as software makes them: a letter for the kind, and a number."""

LETTERS: dict[type, str] = {Entity: "t", Event: "e", Quote: "q", Relation: "r", Chain: "c", Conflict: "k"}
"""The letter that software begins the ids of each kind with."""


@once
def repeated(view: View) -> list[tuple[LayerView, Any, Any]]:
    """Annotations and conflicts whose id is in use, each with its layer and the first that has the id."""
    return [(layer, part, first) for layer in view.layers if _may_repeat(layer) for part, first in _repeated(layer)]


def _may_repeat(layer: LayerView) -> bool:
    ids = layer.all_columns.ids
    return bool(layer.hidden or layer.layer.conflicts) or len(set(ids)) < len(ids)


def _repeated(layer: LayerView) -> Iterator[tuple[Any, Any]]:
    first: dict[str, Any] = {}
    for part in (*layer.everything, *(layer.layer.conflicts or ())):
        if first.setdefault(part.id, part) is not part:
            yield part, first[part.id]


@once
def ambiguous(view: View) -> set[tuple[int, str]]:
    """The ids that stand for several things, each with the index of its layer."""
    return {(layer.index, part.id) for layer, part, _ in repeated(view)}


class NewIds:
    """Mints ids that a layer does not use yet: the letter of the kind and the next number."""

    def __init__(self, layer: LayerView) -> None:
        used = [*layer.kinds, *layer.unanchored, *(conflict.id for conflict in layer.layer.conflicts or ())]
        self._last: dict[str, int] = {}
        for name in filter(MINTED.match, used):
            self._last[name[0]] = max(self._last.get(name[0], 0), int(name[1:]))

    def next(self, part: Any) -> str:
        """The next id for a part of that kind."""
        letter = LETTERS[type(part)]
        self._last[letter] = self._last.get(letter, 0) + 1
        return f"{letter}{self._last[letter]}"
