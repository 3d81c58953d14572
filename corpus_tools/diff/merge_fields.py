"""Three versions of one thing merged field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import UNSET

from ..model import ARTICLE_CONFLICTS
from .fields import Tree, encoded
from .merge_clashes import Clash, Strategies, Versions, chosen, class_of, same
from .merge_store import combined
from .things import Fields, Key, Path

SETS = ("source", "addressee", "members", "links", "from", "tasks", "scope", "derived_from", "subjects", "keywords")
"""Lists in which order says nothing: what one side adds or takes away does not touch the rest."""
_LEAST = {("chain", "members"): 2, ("relation", "arguments"): 1}
"""How many items a list keeps, where that is not none."""
_NEEDED = (("id",), ("kind",))
"""Fields that nothing can be without; both sides may have added an annotator or the article under one name."""
Rank = Callable[[str], Any]
"""A sort key for the items of a set, with their layer, that does not depend on the side that added them."""


class FieldMerge:
    """Merges things field by field; what it cannot decide is collected as clashes, and what stood before stays.

    Things in `doubtful` do not go together with the rest once merged: whatever a side changed in them stays open.
    """

    def __init__(self, strategies: Strategies, doubtful: frozenset[Key], rank: Rank) -> None:
        self._strategies, self._doubtful, self._rank = strategies, doubtful, rank
        self.clashes: list[Clash] = []

    def merged(self, key: Key, base: Fields | None, ours: Fields, theirs: Fields) -> Fields:
        """The fields of a thing that both sides have."""
        found: Fields = {}
        before = base or {}
        for path in dict.fromkeys([*before, *ours, *theirs]):
            versions = Versions(before.get(path, UNSET), ours.get(path, UNSET), theirs.get(path, UNSET))
            value = self._field(key, path, versions, is_new=base is None)
            if value is not UNSET:
                found[path] = value
        return found

    def _field(self, key: Key, path: Path, versions: Versions, *, is_new: bool) -> Any:
        settled, value = agreed(versions, doubtful=key in self._doubtful)
        if settled:
            return value
        if key not in self._doubtful:
            if path == ("extensions", ARTICLE_CONFLICTS):
                return combined(versions)
            if path == ("arguments",):
                value = self._arguments(key, versions, is_new=is_new)
            elif path[-1] in SETS and path[0] != "attributes":
                value = _combined(versions, lambda item: self._rank(item if ":" in item else f"{key.layer}:{item}"))
            if value is not UNSET and len(value) >= _LEAST.get((key.kind, path[0]), 0):
                return value or UNSET
        return self._undecided(Clash(class_of(key.kind, path), key, path, versions), is_new=is_new)

    def _undecided(self, clash: Clash, *, is_new: bool) -> Any:
        """What stands where the sides want different things: what a strategy takes, else what stood before."""
        decided, value = chosen(clash, self._strategies)
        if decided:
            return value
        if clash.key.kind != "conflict":
            self.clashes.append(clash)
        return clash.versions.smaller if is_new and clash.path in _NEEDED else clash.versions.base

    def _arguments(self, key: Key, versions: Versions, *, is_new: bool) -> Any:
        """Arguments one by one: what fills a role is added or taken away, what is said about it may clash."""
        base, ours, theirs = (_by_role(value or ()) for value in versions)
        if any(len(table) < len(value or ()) for table, value in zip((base, ours, theirs), versions, strict=True)):
            return UNSET
        found = []
        for role in dict.fromkeys([*base, *ours, *theirs]):
            one = Versions(base.get(role, UNSET), ours.get(role, UNSET), theirs.get(role, UNSET))
            settled, value = agreed(one)
            if not settled and (one.ours is UNSET or one.theirs is UNSET):
                value = one.theirs if one.ours is UNSET else one.ours
            elif not settled:
                value = self._undecided(Clash("field", key, ("arguments", "-"), one), is_new=is_new)
            found += [] if value is UNSET else [value]
        return found


def agreed(versions: Versions, *, doubtful: bool = False) -> tuple[bool, Any]:
    """Whether only one side changed a value, or both in the same way; and what it is then.

    >>> agreed(Versions("PER", "PER", "ORG"))
    (True, 'ORG')
    """
    base, ours, theirs = versions
    if same(ours, theirs):
        return True, ours
    if not doubtful and same(ours, base):
        return True, theirs
    if not doubtful and same(theirs, base):
        return True, ours
    return False, UNSET


def _combined(versions: Versions, rank: Rank) -> Any:
    """A set with what either side added and without what either took away."""
    base, ours, theirs = (value or [] for value in versions)
    kept = [item for item in base if item in ours and item in theirs]
    added = {item for item in [*ours, *theirs] if item not in base}
    return kept + sorted(added, key=rank)


def _by_role(arguments: Iterable[Tree]) -> dict[bytes, Tree]:
    """Arguments by their role and what fills it."""
    return dict(_roles(arguments))


def _roles(arguments: Iterable[Tree]) -> Iterator[tuple[bytes, Tree]]:
    for argument in arguments:
        yield encoded([argument["role"], argument.get("filler"), argument.get("spans")]), argument
