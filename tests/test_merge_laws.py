"""What holds for every merge, over records and edits made at random."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec import UNSET

from corpus_tools.align.contents import KINDS as _KINDS
from corpus_tools.canonical import canonical_record
from corpus_tools.decode import decode
from corpus_tools.diff import compare
from corpus_tools.diff.fields import Edit, edits, encoded, tree
from corpus_tools.diff.merge import Merged, merge
from corpus_tools.diff.merge_clashes import strategies
from corpus_tools.diff.merge_fields import SETS
from corpus_tools.diff.soundness import sound
from corpus_tools.engine.merge import fitting
from corpus_tools.model import Record
from corpus_tools.tagset import TagSets
from corpus_tools.validation import validate

from .generators import ARRAYS, name_of, record
from .merging import edited
from .renumbering import renumbered

CASES = 2_000
AT_ONCE = 250
_TAGSETS = TagSets()


def versions(seed: int) -> tuple[Any, Any, Any]:
    """A record and two changed versions of it as trees."""
    random = Random(seed)
    base = record(random)
    del base["layers"][1 if seed % 3 else 2 :]
    return base, edited(base, random), edited(base, random)


class Case(NamedTuple):
    """Three versions, and what comes of them; one of the sides, changing from case to case, and how it is written."""

    base: Record
    ours: Record
    theirs: Record
    merged: Merged
    side: Record
    written: str


def case(seed: int) -> Case:
    base, ours, theirs = map(typed, versions(seed))
    side = ours if seed % 2 else theirs
    return Case(base, ours, theirs, merge(base, ours, theirs), side, canonical_record(side))


def typed(whole: Any) -> Record:
    """A tree as a record, read from its source."""
    found = decode(msgspec.json.encode(whole))
    assert found is not None
    return found


@pytest.mark.parametrize("first", range(0, CASES, AT_ONCE))
def test_laws(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        made = case(seed)
        for law in LAWS:
            law(seed, made)


def what_only_one_side_changed_is_taken(seed: int, made: Case) -> None:
    base, side = made.base, made.side
    merged = merge(base, side, base) if seed % 2 else merge(base, base, side)
    assert canonical_record(merged.record) == made.written, seed
    assert not merged.conflicts, seed


def what_both_sides_changed_alike_is_taken_once(seed: int, made: Case) -> None:
    merged = merge(made.base, made.side, made.side)
    assert canonical_record(merged.record) == made.written, seed
    assert not merged.conflicts, seed


def sides_may_change_places(seed: int, made: Case) -> None:
    base, ours, theirs, merged, *_ = made
    swapped = merge(base, theirs, ours)
    assert len(merged.conflicts) == len(swapped.conflicts), seed
    assert not list(compare(plain(merged.record), plain(swapped.record))), seed


def plain(one: Record) -> Record:
    """A record without stored conflicts, which tell the sides apart."""
    layers = [msgspec.structs.replace(layer, conflicts=UNSET) for layer in one.layers]
    return msgspec.structs.replace(one, layers=layers, extensions=UNSET)


def no_change_is_lost(seed: int, made: Case) -> None:
    base, ours, theirs, merged, *_ = made
    for side in (ours, theirs):
        kept = Kept(tree(base), tree(side), merged)
        missing = [change for change in kept.changes() if not kept.has(*change)]
        assert not missing, (seed, missing)


Place = tuple[str, str, str]
"""A layer, an array, an id; what is not in a layer has an empty one."""


class Kept:
    """Tells of every change of a side, by the ids of things, whether it is in what was merged or in a conflict."""

    def __init__(self, base: Any, side: Any, merged: Merged) -> None:
        self._base, self._side, self._whole = (dict(parts(one)) for one in (base, side, tree(merged.record)))
        self._conflicts = [(layer, conflict, str(conflict)) for layer, conflict in merged.conflicts]
        self._final = {(key.layer, key.id): name for (_, name), key in merged.keys.items()}

    def changes(self) -> Iterator[tuple[Place, Edit]]:
        for place in {**self._base, **self._side}:
            old, new = self._base.get(place), self._side.get(place)
            if old is None or new is None:
                yield place, Edit("added", "", old or UNSET, new or UNSET)
            else:
                yield from ((place, edit) for edit in edits(old, new))

    def has(self, place: Place, edit: Edit) -> bool:
        found = self._found(place)
        if any(self._is_about(conflict, place, edit) for conflict in self._conflicts):
            return True
        if edit.path:
            return any(self._fits(place[0], edit, part) for part in found)
        if edit.after is not UNSET:
            return any(looks(part) == looks(edit.after) for part in found)
        return all(looks(part) != looks(edit.before) for part in found)

    def _found(self, place: Place) -> list[Any]:
        """What there is of a thing: under its name, or for what is new also what looks like it."""
        names = self._names(place)
        return [
            part for (layer, array, name), part in self._whole.items() if (layer, array) == place[:2] and name in names
        ]

    def _names(self, place: Place) -> set[str]:
        layer, _, name = place
        if place in self._base:
            return {self._final.get((layer, name), name)}
        own = looks(self._side[place]) if place in self._side else None
        return {one[2] for one, part in self._whole.items() if one[:2] == place[:2] and looks(part) == own} | {name}

    def _named(self, layer: str, reference: str) -> set[str]:
        """What a reference may be in what was merged."""
        prefix, _, name = reference.rpartition(":")
        start, layer = (f"{prefix}:", prefix) if prefix else ("", layer)
        return {start + one for array in ARRAYS for one in self._names((layer, array, name))} | (
            {start + self._final[layer, name]} if (layer, name) in self._final else set()
        )

    def _is_about(self, stored: tuple[str, Any, str], place: Place, edit: Edit) -> bool:
        layer, conflict, text = stored
        if layer == "":
            where = "/".join(["", *filter(None, place[1:])]) + edit.path
            return conflict["path"].startswith(where) or where.startswith(conflict["path"])
        names = {place[2], *self._names(place)}
        return layer == place[0] and any(f"'{name}'" in text for name in names)

    def _fits(self, layer: str, edit: Edit, part: Any) -> bool:
        *above, last = [key.replace("~1", "/").replace("~0", "~") for key in edit.path.split("/")[1:]]
        if last == "-":
            before, after = (self._told(layer, value) for value in (edit.before, edit.after))
            there = {told for argument in part.get("arguments", ()) for told in self._told("", argument)}
            return (edit.after is UNSET or bool(after & there)) and not (before - after) & there
        for key in above:
            part = part.get(key, {})
        found = part.get(last, UNSET)
        if last in SETS and above != ["attributes"]:
            before, after, there = (set(value or ()) for value in (edit.before, edit.after, found))
            gone = {name for item in before - after for name in self._named(layer, item)} - after
            return not gone & there and all(self._named(layer, item) & there for item in after - before)
        if last == "chain" and found and edit.after:
            return found in self._named(layer, edit.after)
        return encoded([found or None]) == encoded([edit.after or None])

    def _told(self, layer: str, argument: Any) -> set[Any]:
        """An argument as it may stand in what was merged."""
        if argument is UNSET:
            return set()
        if "spans" in argument:
            return {(argument["role"], encoded(argument["spans"]))}
        names = self._named(layer, argument["filler"]) if layer else {argument["filler"]}
        return {(argument["role"], name) for name in names}


def parts(whole: Any) -> Iterator[tuple[Place, Any]]:
    """Everything in a record by its place; an annotation whose place is lost stands among the others, and says so."""
    for name in ("metadata", "segmentation", "extensions"):
        yield ("", name, ""), whole.get(name, {})
    for array in ("sections", "annotators"):
        yield from ((("", array, part["id"]), part) for part in whole.get(array, ()))
    for layer in whole["layers"]:
        name = name_of(layer)
        header = {key: value for key, value in layer.items() if key not in (*ARRAYS, "unanchored", "conflicts")}
        yield ("", "layers", name), {"arrays": [one for one in ARRAYS if one in layer], **header}
        yield from (((name, array, part["id"]), part) for array in ARRAYS for part in layer.get(array, ()))
        for item in layer.get("unanchored", ()):
            if not item.get("path"):
                place = name, _KINDS[item["kind"]], item["annotation"]["id"]
                yield place, {**item["annotation"], "lost": item["context"]}


def looks(part: Any) -> Any:
    """What something is, its references and id apart."""
    fields = ("type", "kind", "name", "start", "annotator", "value", "spans", "trigger", "content")
    return encoded([part.get(field) for field in fields])


def what_is_merged_is_as_sound_as_the_sides(seed: int, made: Case) -> None:
    base, ours, theirs, merged, *_ = made
    if merged.mixed:
        merged = fitting(base, ours, theirs, {}, _TAGSETS, merged)
    sound(merged.record)
    assert decode(canonical_record(merged.record).encode()) is not None, seed
    found = errors(merged.record)
    new = found and found - errors(ours) - errors(theirs)
    assert not new, (seed, new)


def errors(one: Record) -> set[tuple[str, str | None]]:
    found = validate(one, _TAGSETS, ignore=["LAY007"])
    return {(each.code, each.layer) for each in found if each.severity == "error"}


LAWS = (
    what_only_one_side_changed_is_taken,
    what_both_sides_changed_alike_is_taken_once,
    sides_may_change_places,
    no_change_is_lost,
    what_is_merged_is_as_sound_as_the_sides,
)


@pytest.mark.parametrize("seed", range(100))
def test_a_side_that_only_gave_other_ids_changed_nothing(seed: int) -> None:
    base, ours, *_ = case(seed)
    other = typed(renumbered(versions(seed)[0], Random(seed)))
    merged = merge(base, ours, other)
    assert not list(compare(plain(merged.record), plain(ours)))
    again = typed(renumbered(versions(seed)[1], Random(seed)))
    assert canonical_record(merge(base, again, base).record) == canonical_record(again)


@pytest.mark.parametrize("strategy", ["ours", "theirs"])
def test_a_strategy_for_all_leaves_at_most_what_is_referred_to(strategy: str) -> None:
    for seed in range(200):
        base, ours, theirs, *_ = case(seed)
        merged = merge(base, ours, theirs, strategies([strategy]))
        assert {conflict["class"] for _, conflict in merged.conflicts} <= {"add_add", "delete_reference"}, seed
        sound(merged.record)
