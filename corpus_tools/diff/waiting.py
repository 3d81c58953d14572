"""Which of what a layer keeps beside its annotations belongs together in two layers: lost places and conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from ..align import place
from ..align.contents import KINDS
from ..model import Conflict, Layer
from .fields import encoded

Keyed = Iterable[tuple[Hashable, str]]
_WORDS = {"entity": "spans", "quote": "content", "event": "trigger"}


def pairs(a: Layer, b: Layer, ids: Mapping[str, str]) -> dict[str, str]:
    """The ids of what is paired, and with them those of what is unanchored on either side, and of conflicts."""
    found = dict(ids)
    lost = _lost(a), _lost(b)
    free = _free(a, set(found)), _free(b, set(found.values()))
    _join(found, _keyed(_standing, lost[0]), _keyed(_standing, lost[1]))
    for one, other in ((free[0], lost[1]), (lost[0], free[1]), lost):
        _join(found, _keyed(_said, one), _keyed(_said, other))
    for key in (_conflict, _point):
        mine = [(key(one, found.get(one.annotation)), one.id) for one in a.conflicts or ()]
        there = {name: name for name in found.values()}
        _join(found, mine, [(key(one, there.get(one.annotation)), one.id) for one in b.conflicts or ()])
    return found


def _join(found: dict[str, str], mine: Keyed, theirs: Keyed) -> None:
    """Pair ids that have the same key and are not paired yet, in the order given."""
    taken = set(found.values())
    waiting: dict[Hashable, list[str]] = defaultdict(list)
    for key, name in theirs:
        if name not in taken:
            waiting[key].insert(0, name)
    for key, name in mine:
        if name not in found and waiting.get(key):
            found[name] = waiting[key].pop()


def _keyed(key: Callable[[str, Any], Hashable], parts: Iterable[tuple[str, Any]]) -> Keyed:
    return [(key(kind, part), part.id) for kind, part in parts]


def _lost(layer: Layer) -> list[tuple[str, Any]]:
    """The annotations that are wholly unanchored, with their kinds."""
    return [(_kind(part.annotation), part.annotation) for part in layer.unanchored or () if not part.path]


def _free(layer: Layer, taken: set[str]) -> list[tuple[str, Any]]:
    """The annotations with words that are not paired, with their kinds."""
    return [(kind, part) for kind in _WORDS for part in getattr(layer, KINDS[kind]) or () if part.id not in taken]


def _kind(part: Any) -> str:
    return type(part).__name__.lower()


def _standing(kind: str, part: Any) -> Hashable:
    """The kind, type and place of an annotation."""
    return kind, part.type, place(getattr(part, _WORDS[kind]))


def _said(kind: str, part: Any) -> Hashable:
    """The kind, type and words of an annotation, wherever it stands."""
    return kind, part.type, tuple(span.text for span in getattr(part, _WORDS[kind]))


def _conflict(conflict: Conflict, about: str | None) -> Hashable:
    """All that a conflict says but whether it is settled; it is about an annotation, or one that is not paired."""
    values = encoded([conflict.base or None, conflict.ours or None, conflict.theirs or None])
    return conflict.class_, values, _point(conflict, about)


def _point(conflict: Conflict, about: str | None) -> Hashable:
    """What a conflict is about."""
    return about, conflict.path
