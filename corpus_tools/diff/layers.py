"""Two layers that call the same things by the same ids: every change from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from ..align.contents import KINDS
from ..align.layers import Onto
from ..findings import pointer
from ..model import Chain, Entity, Layer, Quote, Relation
from .boundaries import SPANS, how
from .changes import Change, Class, Ids, Kind
from .fields import Edit, edits, encoded, tree
from .regrouping import regrouped

ANNOTATIONS: tuple[Kind, ...] = ("entity", "quote", "event", "relation", "chain")
ITEMS = (*KINDS.values(), "unanchored", "conflicts")
"""The arrays of a layer."""


class Sides(Struct, frozen=True):
    """What has to be known of two layers beside their contents.

    `b` leads from the ids by which both are compared to those of the second one, where these differ. `onto` carries
    places over to the second text, where it differs. `scores` tell how well what is paired fits.
    """

    name: str
    b: Mapping[str, str] = {}
    onto: Onto | None = None
    scores: Mapping[str, float] = {}

    def change(self, kind: Kind, name: str, edit: Edit, *, has_a: bool = True, has_b: bool = True) -> Change:
        """An edit as a change of the thing of that kind and id."""
        spans = edit.path[1:] in SPANS
        return Change(
            class_=edit.class_,
            kind=kind,
            layer=self.name,
            id=name,
            ids=Ids((name,) * has_a, (self.b.get(name, name),) * has_b),
            path=edit.path,
            before=edit.before,
            after=edit.after,
            score=self.scores.get(name, UNSET) if has_a and has_b else UNSET,
            how=how(edit.before, edit.after, same_text=self.onto is None) if spans else UNSET,
        )


def layer_changes(a: Layer, b: Layer, sides: Sides) -> Iterator[Change]:
    """Everything that differs between two layers; arrays come into being first and go last."""
    yield from _arrays(a, b, sides, new=True)
    for kind in ANNOTATIONS:
        array = KINDS[kind]
        mine: dict[str, Any]
        theirs: dict[str, Any]
        mine, theirs = ({part.id: part for part in getattr(layer, array) or ()} for layer in (a, b))
        yield from regrouped(list(_parts(kind, mine, theirs, sides)), mine, theirs, (a, b), sides.onto)
    yield from _unanchored(a, b, sides)
    mine, theirs = ({part.id: part for part in layer.conflicts or ()} for layer in (a, b))
    yield from _parts("conflict", mine, theirs, sides, "conflict")
    old, new = (tree(replace(layer, **dict.fromkeys(ITEMS, UNSET))) for layer in (a, b))
    yield from (sides.change("layer", sides.name, edit) for edit in edits(old, new, "layer"))
    yield from _arrays(a, b, sides, new=False)


def _arrays(a: Layer, b: Layer, sides: Sides, *, new: bool) -> Iterator[Change]:
    """Arrays that only one layer has: even an empty one says that its kind was looked for."""
    for array in KINDS.values():
        old_there, new_there = (getattr(layer, array) is not UNSET for layer in (a, b))
        if old_there != new_there and new_there is new:
            edit = Edit("layer", pointer((array,)), [] if old_there else UNSET, [] if new_there else UNSET)
            yield sides.change("layer", sides.name, edit)


def _parts(
    kind: Kind, mine: Mapping[str, Any], theirs: Mapping[str, Any], sides: Sides, other: Class | None = None
) -> Iterator[Change]:
    """What becomes of things of one kind: gone, changed field by field, new."""
    for name, part in mine.items():
        if name not in theirs:
            yield sides.change(kind, name, Edit(other or "removed", "", tree(part)), has_b=False)
        elif _may_differ(part, theirs[name]):
            for edit in edits(tree(part), tree(theirs[name]), other):
                yield sides.change(kind, name, edit)
    for name, part in theirs.items():
        if name not in mine:
            yield sides.change(kind, name, Edit(other or "added", "", UNSET, tree(part)), has_a=False)


def _may_differ(one: Any, other: Any) -> bool:
    """Whether a closer look is needed; Python holds 1, 1.0 and true to be the same."""
    plain = isinstance(one, Entity | Quote | Relation | Chain) and not one.attributes and one.confidence is UNSET
    return bool(one != other or not (plain or encoded(one) == encoded(other)))


def _unanchored(a: Layer, b: Layer, sides: Sides) -> Iterator[Change]:
    """Items that were put aside, or taken back; they have no id of their own, and change as a whole."""
    old, new = (_items(layer.unanchored or ()) for layer in (a, b))
    for key in [*old, *(key for key in new if key not in old)]:
        name, before, after = key[0], old.get(key, []), new.get(key, [])
        common = [item for item in before if item in after]
        gone, come = ([item for item in items if item not in common] for items in (before, after))
        for index in range(max(len(gone), len(come))):
            one, other = (items[index] if index < len(items) else UNSET for items in (gone, come))
            edit = Edit("reanchored" if other is UNSET else "lost", "", one, other)
            yield sides.change("unanchored", name, edit, has_a=one is not UNSET, has_b=other is not UNSET)


def _items(unanchored: Iterable[Any]) -> dict[tuple[str, str], list[Any]]:
    """Items by the annotation and the field that they are about."""
    found: dict[tuple[str, str], list[Any]] = {}
    for part in unanchored:
        found.setdefault((part.annotation.id, part.path or ""), []).append(tree(part))
    return found
