"""Additions and removals that belong together: annotations split, merged, lost with their words, found again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from ..align import place
from ..align.layers import Onto
from ..model import Layer
from .changes import Change, Class, Ids
from .pieces import Piece, pieces

Parts = Mapping[str, Any]
_PLACED = {"entity": "spans", "quote": "content"}
"""Kinds that can be split and merged, and where their words stand."""


def regrouped(
    changes: Sequence[Change], mine: Parts, theirs: Parts, layers: tuple[Layer, Layer], onto: Onto | None
) -> Iterator[Change]:
    """The changes of one kind, those that belong together in one class, with the ids of all that they are about."""
    lost, restored = (_unanchored(layer) for layer in reversed(layers))
    groups = {**_pieces(changes, mine, theirs, onto)}
    for change in changes:
        if change.id in groups and (not change.path or change.class_ == "boundary"):
            class_, ids = groups[change.id]
            yield replace(change, class_=class_, ids=ids)
        elif change.class_ == "removed" and change.id in lost:
            yield replace(change, class_="lost")
        elif change.class_ == "added" and change.id in restored:
            yield replace(change, class_="reanchored")
        else:
            yield change


def _unanchored(layer: Layer) -> set[str]:
    """The ids of annotations that are wholly unanchored."""
    return {part.annotation.id for part in layer.unanchored or () if not part.path}


def _pieces(
    changes: Iterable[Change], mine: Parts, theirs: Parts, onto: Onto | None
) -> Mapping[str, tuple[Class, Ids]]:
    """What was split or merged: for each id that takes part its class, and all ids that do, the whole one first."""
    moved = [change for change in changes if change.class_ == "boundary" and change.kind in _PLACED]
    if not moved:
        return {}
    field = _PLACED[moved[0].kind]
    other = {change.id: change.ids.b for change in changes if change.ids.b}

    def piece(parts: Parts, name: str, carry: Onto | None) -> Piece:
        at = place(getattr(parts[name], field))
        return carry(at) if carry else at, parts[name].type, name

    pairs = [(piece(mine, change.id, onto), piece(theirs, change.id, None)) for change in moved]
    added = [piece(theirs, change.id, None) for change in changes if change.class_ == "added"]
    removed = [piece(mine, change.id, onto) for change in changes if change.class_ == "removed"]
    found: dict[str, tuple[Class, Ids]] = {}
    for name, rest in pieces(pairs, added).items():
        ids = Ids((name,), tuple(other[part][0] for part in (name, *rest)))
        found |= dict.fromkeys((name, *rest), ("split", ids))
    for name, rest in pieces([(b, a) for a, b in pairs], removed).items():
        found |= dict.fromkeys((name, *rest), ("merged", Ids((name, *rest), other[name])))
    return found
