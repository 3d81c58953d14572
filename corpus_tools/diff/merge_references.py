"""What is referred to stays: a deletion by one side of what the other still uses is a conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import UNSET

from .merge_clashes import Clash, Versions
from .things import Key, Reference, Things, named, references, whole


def revive(merged: Things, base: Things, sides: Sequence[Things]) -> Iterator[Clash]:
    """Put back what was deleted and is still referred to, and what that refers to in its turn; tell of each."""
    targets, present = _targets(base), _Present(merged)
    dangling = [_Present(side) for side in sides]
    waiting = list(merged)
    while waiting:
        key = waiting.pop()
        for reference in references(key, merged[key]):
            target = targets.get(reference)
            if target is None or reference in present or _is_so(key, reference, sides, dangling):
                continue
            merged[target] = base[target]
            present.add(target)
            waiting.append(target)
            yield Clash("delete_reference", target, (), _versions(target, base, sides))


def _targets(found: Things) -> dict[Reference, Key]:
    return {named(key): key for key in found}


class _Present:
    """What there is to refer to in some things; where no annotators are listed, there is every one."""

    def __init__(self, found: Things) -> None:
        self._there = {named(key) for key in found}
        self._lists_annotators = any(key.kind == "annotator" for key in found)

    def add(self, key: Key) -> None:
        """Take in one more."""
        self._there.add(named(key))

    def __contains__(self, reference: Reference) -> bool:
        return reference in self._there or (reference[0] == "annotator" and not self._lists_annotators)


def _is_so(key: Key, reference: Reference, sides: Sequence[Things], present: Sequence[_Present]) -> bool:
    """Whether a side has a reference that leads nowhere, as those to other layers may."""
    return any(
        key in side and reference not in there and reference in set(references(key, side[key]))
        for side, there in zip(sides, present, strict=True)
    )


def _versions(key: Key, base: Things, sides: Sequence[Things]) -> Versions:
    return Versions(whole(key, base[key]), *(whole(key, side[key]) if key in side else UNSET for side in sides))


def forget(merged: Things, sides: Sequence[Things]) -> None:
    """Take out stored conflicts about annotations that are gone, unless a side has it so."""
    there, of_sides = _Present(merged), [_Present(side) for side in sides]
    for key in [key for key in merged if key.kind == "conflict" and _about(key, merged) not in there]:
        if not any(key in side and _about(key, side) not in of for side, of in zip(sides, of_sides, strict=True)):
            del merged[key]


def _about(key: Key, found: Things) -> Reference:
    return "annotation", key.layer, found[key]["annotation",]


def used_by(found: Things, keys: Collection[Key]) -> set[Key]:
    """Which of some things others refer to."""
    used = {reference for key, own in found.items() for reference in references(key, own)}
    return {key for key in keys if named(key) in used}
