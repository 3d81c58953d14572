"""Two versions of an article that were made of the same one, as one record; what they disagree on is stored in it.

merged = merge(base, ours, theirs)
if not merged.conflicts:
    print(canonical_record(merged.record))
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from ..errors import DifferentArticles, TextsDiffer
from ..model import Record
from . import merge_overlaps
from .changes import turned
from .compare import compare
from .fields import Tree, encoded
from .merge_clashes import NONE, Clash, Strategies, Versions, chosen
from .merge_fields import FieldMerge
from .merge_ids import Side, by_id_too, final, in_two_steps, renumbered_layers, twins
from .merge_neighbours import touching
from .merge_references import forget, revive
from .merge_store import with_conflicts
from .numbering import renumbered
from .soundness import sound
from .things import WORDS, Fields, Key, Things, additions, record_of, things, unchanged, whole

_BOUND_TO_TEXT = ("text", "text_length", "text_sha256", "sections", "segmentation", "layers")


class Merged(Struct, frozen=True):
    """What came of a merge. `conflicts` are those it left open, by the names of their layers, as the record has them.

    `both` are annotations of which the sides changed different fields, and that are worth a look. `mixed` tells that
    the sides changed things that have to do with each other, so that what fits on either side may not go together.
    """

    record: Record
    conflicts: list[tuple[str, Tree]]
    both: list[Key]
    mixed: bool
    keys: Mapping[tuple[str, str], Key]
    """What things are called while merging, by their layers and their ids in the record."""


def merge(
    base: Record | None,
    ours: Record,
    theirs: Record,
    strategies: Strategies = NONE,
    doubtful: Collection[Key] = (),
) -> Merged:
    """Everything that either side changed since `base`, which is None where both made the article anew.

    Annotations are known by their ids, or where a side was renumbered by what they mark. Where the sides disagree the
    value of the base stays, and the conflict is stored in its layer, unless a strategy decides. Of `doubtful` things
    nothing is changed that only one side wants; they are called by the ids of the base.

    Raises:
        TextsDiffer: the text was changed, and annotations for the former one.
        DifferentArticles: a side has neither its id nor its text in common with the base.
        FormatError: ids are used twice in a record, or lead nowhere.
    """
    for record in (base, ours, theirs):
        if record is not None:
            sound(record)
    if base is None:
        if ours.text != theirs.text:
            raise TextsDiffer(ours.id, both=True)
        return _merged(None, ours, theirs, strategies, doubtful)
    for side in (ours, theirs):
        if side.id != base.id and side.text != base.text:
            raise DifferentArticles(base.id, side.id)
    if not base.text == ours.text == theirs.text:
        base, ours, theirs = _one_text(base, ours, theirs)
    return _merged(base, ours, theirs, strategies, doubtful)


def _one_text(base: Record, ours: Record, theirs: Record) -> tuple[Record, Record, Record]:
    """The three versions with the changed text and what goes with it, where all else that was changed is independent.

    Raises:
        TextsDiffer: it is not.
    """
    if ours.text == theirs.text and not compare(ours, theirs):
        return ours, ours, theirs
    for changed, other in ((ours, theirs), (theirs, ours)):
        if other.text == base.text and not any(map(_is_bound, compare(base, other))):
            bound = {field: getattr(changed, field) for field in _BOUND_TO_TEXT}
            return tuple(replace(record, **bound) for record in (base, ours, theirs))  # type: ignore[return-value]
    raise TextsDiffer(base.id, both=base.text not in (ours.text, theirs.text))


def _is_bound(change: Any) -> bool:
    """Whether a change is about something that depends on the text."""
    return change.kind not in ("article", "annotator") or change.path.split("/")[1] in _BOUND_TO_TEXT


def _merged(
    base: Record | None, ours: Record, theirs: Record, strategies: Strategies, doubtful: Collection[Key]
) -> Merged:
    before = things(base) if base else {}
    mine, other = (_aligned(base, before, side) for side in (ours, theirs))
    new_names = twins(before, mine, other)
    sides = mine.things, things(renumbered(other.record, new_names)) if new_names else other.things
    made = _Merge(before, sides, strategies, frozenset(doubtful))
    numbering = final(made.things, before, sides[0], mine.to_ids, in_two_steps(turned(new_names), other.to_ids))
    record = renumbered(record_of(made.things), numbering)
    record, conflicts = with_conflicts(record, made.clashes, numbering)
    keys = {(key.layer, numbering.get(key.layer, {}).get(key.id, key.id)): key for key in made.things}
    open_ = {clash.key for clash in made.clashes}
    both = [key for key in made.both if key not in open_]
    return Merged(record, conflicts, both, touching(before, *sides), keys)


def _aligned(base: Record | None, before: Things, side: Record) -> Side:
    """A side by the ids of the base: its own, unless it looks as if they were given anew.

    Then what the layers hold is paired, and last what is left over on both sides under the same id.
    """
    own = things(side)
    anew = renumbered_layers(before, own)
    if base is None or not anew:
        return Side(side, own, {})
    changed = [replace(one, layers=[layer for layer in one.layers if layer.name in anew]) for one in (base, side)]
    found = compare(*changed).to_ids
    to_ids = by_id_too(before, things(renumbered(side, turned(found))), found)
    side = renumbered(side, turned(to_ids))
    return Side(side, things(side), to_ids)


class _Merge:
    """Three versions as things, called by the same ids, and what comes of them."""

    def __init__(
        self, base: Things, sides: tuple[Things, Things], strategies: Strategies, doubtful: frozenset[Key]
    ) -> None:
        self._base, self._sides, self._strategies, self._doubtful = base, sides, strategies, doubtful
        self._fields = FieldMerge(strategies, doubtful, self._rank)
        self.both: list[Key] = []
        self.clashes = self._fields.clashes
        self.things = {key: own for key in self._keys() if (own := self._thing(key)) is not None}
        forget(self.things, sides)
        self.clashes += merge_overlaps.settled(self.things, self._only(0), self._only(1), strategies)
        self.clashes += [one for one in revive(self.things, base, sides) if chosen(one, strategies)[1] is UNSET]

    def _keys(self) -> Iterable[Key]:
        return dict.fromkeys(chain(self._base, *self._sides))

    def _only(self, side: int) -> list[Key]:
        """What only one side added."""
        return [key for key in additions(self._sides[side], self._base) if key not in self._sides[1 - side]]

    def _thing(self, key: Key) -> Fields | None:
        """A thing as it comes out of the merge; None where it is gone."""
        base, (ours, theirs) = self._base.get(key), (side.get(key) for side in self._sides)
        if ours is not None and theirs is not None:
            if base is not None and key.kind in WORDS and not (unchanged(ours, base) or unchanged(theirs, base)):
                self.both += [] if unchanged(ours, theirs) else [key]
            if key not in self._doubtful and unchanged(ours, base):
                return theirs
            return self._fields.merged(key, base, ours, theirs)
        one = theirs if ours is None else ours
        if base is None or one is None:
            return one
        if unchanged(one, base) and key not in self._doubtful:
            return None
        return self._deleted(key, base, ours, theirs)

    def _deleted(self, key: Key, base: Fields, ours: Fields | None, theirs: Fields | None) -> Fields | None:
        """What one side deleted and the other changed."""
        versions = Versions(*(UNSET if own is None else whole(key, own) for own in (base, ours, theirs)))
        clash = Clash("delete_modify", key, (), versions)
        decided, value = chosen(clash, self._strategies)
        if decided:
            return None if value is UNSET else ours or theirs
        if key.kind == "conflict":
            return ours or theirs
        self.clashes.append(clash)
        return base

    def _rank(self, item: str) -> Any:
        """A place in a set that does not depend on the side that added the item, nor on what that calls it."""
        return self._new.get(item, b""), item

    @cached_property
    def _new(self) -> dict[str, bytes]:
        """What additions are, by their layers and ids."""
        found = {key: side[key] for side in self._sides for key in additions(side, self._base)}
        fields = ("type", "kind", "name", *WORDS.values())
        return {f"{key.layer}:{key.id}": encoded([own.get((one,)) for one in fields]) for key, own in found.items()}
