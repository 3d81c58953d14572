"""Ids by which three versions of a record call the same things the same, and the ids of what is merged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from ..align.contents import KINDS, Digests
from ..model import Record
from .changes import Numbering
from .fields import encoded
from .numbering import Fresh, common
from .things import WORDS, Fields, Key, Things, additions

Names = Mapping[str, str]
_ORDER = ("section", *KINDS, "conflict")
"""Kinds in the order in which what is new on both sides is held against each other."""


def renumbered_layers(base: Things, side: Things) -> set[str]:
    """The layers in which something of the base has another id on a side; those of sections go by the empty name."""
    known: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for key, own in base.items():
        if what := _what(key, own):
            known[what].add(key.id)
    return {
        key.layer
        for key, own in side.items()
        if (what := _what(key, own)) and what in known and key.id not in known[what] and base.get(key) != own
    }


def _what(key: Key, own: Fields) -> tuple[Any, ...] | None:
    """What an annotation or section is, as far as that tells it from others."""
    if not _is_numbered(key) or (key.kind == "chain" and not {("name",), ("links",)} & own.keys()):
        return None
    return key.layer, key.kind, _identity(key.kind, own, str)


def by_id_too(base: Things, side: Things, to_ids: Numbering) -> Numbering:
    """The ids by which a side is compared, so that what is left over on both sides under one id is the same thing.

    An annotation whose words were all changed is then still the one that the other side knows.
    """
    same = {
        (key.layer, key.id)
        for key in additions(side, base)
        if (own := to_ids.get(key.layer, {}).get(key.id))
        and key._replace(id=own) in base
        and key._replace(id=own) not in side
    }
    return {
        layer: {name: own for name, own in names.items() if (layer, name) not in same}
        for layer, names in to_ids.items()
    }


class Side(NamedTuple):
    """A side by the ids of the base, what it holds, and the ids that lead to its own."""

    record: Record
    things: Things
    to_ids: Numbering


def twins(base: Things, ours: Side, theirs: Side) -> Numbering:
    """What both sides added, and other ids for what only theirs did, where ours has those: ids of theirs to ours.

    Two additions are one only if they have the same type and place (relations: the same arguments; chains: the same
    name or links). Those that are alike in all that is around them come first, in an order that comes from contents.
    """
    mine, there = ours.things, theirs.things
    new = _by_layer(additions(mine, base)), _by_layer(additions(there, base))
    digests = [{layer.name: Digests(layer) for layer in side.record.layers} for side in (ours, theirs)]
    found: Numbering = {}
    for layer in new[1]:
        sides = [
            _Additions(keys.get(layer, []), table, of_side.get(layer))
            for keys, table, of_side in zip(new, (mine, there), digests, strict=True)
        ]
        pairs = _paired(*sides)
        taken = {key.id for table in (base, mine) for key in table if key.layer == layer and _is_numbered(key)}
        names = common(taken, [key.id for key in new[1][layer]], pairs)
        if names:
            found[layer] = names
    return found


def _is_numbered(key: Key) -> bool:
    return key.kind in _ORDER


def _by_layer(keys: Iterable[Key]) -> Mapping[str, list[Key]]:
    found: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        if _is_numbered(key):
            found[key.layer].append(key)
    return found


class _Additions:
    """What one side added to a layer."""

    def __init__(self, keys: list[Key], found: Things, digests: Digests | None) -> None:
        self._keys, self._things, self._digests = keys, found, digests
        self.names: dict[str, str] = {}
        self.taken: set[str] = set()

    def open(self, kind: str, *, alike: bool) -> Mapping[Hashable, list[str]]:
        """Ids of what is not paired yet, by what it is, also with all around it; in an order that comes from it."""
        found: dict[Hashable, list[str]] = defaultdict(list)
        for key in sorted((key for key in self._keys if key.kind == kind), key=self._place):
            if key.id not in self.taken and (value := self._identity(key, alike=alike)):
                found[(value, self._digest(key)) if alike else value].append(key.id)
        return found

    def _place(self, key: Key) -> Any:
        return self._digest(key), key.id

    def _digest(self, key: Key) -> str:
        return self._digests.get(key.id) if self._digests else ""

    def _identity(self, key: Key, *, alike: bool) -> Hashable:
        """What has to be the same in two additions that are one; None where that cannot be told."""
        own = self._things[key]
        if key.kind == "chain" and not (alike or {("name",), ("links",)} & own.keys()):
            return None
        return _identity(key.kind, own, self._called)

    def _called(self, name: str) -> str:
        """An id by which both sides call the same thing."""
        return self.names.get(name) or (f"?{name}" if name in self._new else name)

    @cached_property
    def _new(self) -> set[str]:
        return {key.id for key in self._keys}


def _identity(kind: str, own: Fields, called: Callable[[str], str]) -> Hashable:
    if kind in WORDS:
        return encoded([own["type",], own[WORDS[kind],]])
    if kind == "chain":
        return encoded([own.get((field,)) or None for field in ("kind", "type", "name", "links")])
    if kind == "relation":
        return own["type",], tuple(sorted((one["role"], called(one["filler"])) for one in own["arguments",]))
    if kind == "conflict":
        told = {path[0]: value for path, value in own.items() if path[0] != "extensions"}
        return encoded({**told, "annotation": called(own["annotation",])})
    return encoded([own["type",], own["start",], own["end",]])


def _paired(ours: _Additions, theirs: _Additions) -> dict[str, str]:
    """What both added, ids of ours to ids of theirs."""
    found: dict[str, str] = {}
    for kind in _ORDER:
        for alike in (True, False):
            there = theirs.open(kind, alike=alike)
            pairs = dict(_same(ours.open(kind, alike=alike), there))
            ours.taken |= pairs.keys()
            theirs.taken |= set(pairs.values())
            ours.names |= {name: name for name in pairs}
            theirs.names |= {other: name for name, other in pairs.items()}
            found |= pairs
    return found


def _same(ours: Mapping[Hashable, list[str]], theirs: Mapping[Hashable, list[str]]) -> Iterator[tuple[str, str]]:
    for value, names in ours.items():
        yield from zip(names, theirs.get(value, ()), strict=False)


def final(merged: Things, base: Things, ours: Things, to_ours: Numbering, to_theirs: Numbering) -> Numbering:
    """Ids of what is merged: those that a side gave it; ours where both did, and never one twice.

    The numberings lead from the ids by which all is merged to those of each side.
    """
    found: Numbering = {}
    for layer, keys in _by_layer(merged).items():
        mine, theirs = to_ours.get(layer, {}), to_theirs.get(layer, {})
        wanted = {
            key.id: mine.get(key.id) or (theirs.get(key.id) if key in base or key not in ours else None) or key.id
            for key in keys
        }
        found[layer] = {name: called for name, called in _single(wanted).items() if name != called}
    return {layer: names for layer, names in found.items() if names}


def _single(wanted: Names) -> Names:
    """What is wanted, where only one wants it; others keep what they have, or get something new."""
    counts = Counter(wanted.values())
    found = {name: called for name, called in wanted.items() if counts[called] == 1}
    fresh, used = Fresh({*wanted, *wanted.values()}), set(found.values())
    for name in wanted:
        if name not in found:
            found[name] = fresh.like(name) if name in used else name
            used.add(found[name])
    return found


def in_two_steps(first: Numbering, then: Numbering) -> Numbering:
    """One numbering after the other as one.

    >>> in_two_steps({"ada": {"t9": "t8"}}, {"ada": {"t8": "t1", "t2": "t3"}})
    {'ada': {'t9': 't1', 't2': 't3'}}
    """
    found: Numbering = {}
    for layer in {**first, **then}:
        one, other = first.get(layer, {}), then.get(layer, {})
        passed_through = set(one.values())
        found[layer] = {name: other.get(middle, middle) for name, middle in one.items()}
        found[layer] |= {name: called for name, called in other.items() if name not in passed_through}
    return found
