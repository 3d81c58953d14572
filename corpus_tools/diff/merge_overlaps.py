"""What both sides added at overlapping places: of two such additions both stand, and somebody has to look."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import UNSET

from .merge_clashes import Clash, Strategies, Versions
from .merge_references import used_by
from .things import WORDS, Key, Things, is_lost, whole

Marked = tuple[Any, Any, Key]
"""First start, all edges and what stands there."""


def settled(merged: Things, ours: Iterable[Key], theirs: Iterable[Key], strategies: Strategies) -> Iterator[Clash]:
    """Conflicts about additions of the same kind that overlap, each in one conflict at most.

    A strategy takes out the other side's, unless something refers to it.
    """
    strategy = strategies.get("add_add")
    pairs = list(_overlapping(merged, ours, theirs))
    used = used_by(merged, [key for pair in pairs for key in pair]) if strategy else set()
    for one, other in pairs:
        loser = {"ours": other, "theirs": one}.get(strategy or "")
        if loser and loser not in used:
            del merged[loser]
        elif strategy != "union":
            versions = Versions(UNSET, whole(one, merged[one]), whole(other, merged[other]))
            yield Clash("add_add", one, (), versions)


def _overlapping(merged: Things, ours: Iterable[Key], theirs: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
    mine, there = _marked(merged, ours), _marked(merged, theirs)
    for group, marked in mine.items():
        taken: set[Key] = set()
        for (_, _, one), (_, _, other) in sorted(_meeting(marked, there.get(group, [])), key=_from_either_side):
            if not {one, other} & taken:
                taken |= {one, other}
                yield one, other


def _from_either_side(pair: tuple[Marked, Marked]) -> Any:
    """A sort key that is the same if the sides change places."""
    return sorted(mark[:2] for mark in pair)


def _marked(merged: Things, keys: Iterable[Key]) -> Mapping[tuple[str, str], list[Marked]]:
    """Annotations with words by layer and kind, in order of their places."""
    found: dict[tuple[str, str], list[Marked]] = defaultdict(list)
    for key in keys:
        if key.kind in WORDS and key in merged and not is_lost(key.kind, merged[key]):
            edges = [[span["start"], span["end"]] for span in merged[key][WORDS[key.kind],]]
            found[key.layer, key.kind].append((edges[0][0], edges, key))
    return {group: sorted(marked) for group, marked in found.items()}


def _meeting(ours: list[Marked], theirs: list[Marked]) -> Iterator[tuple[Marked, Marked]]:
    """All pairs that share characters."""
    longest = max((edges[-1][1] - start for start, edges, _ in theirs), default=0)
    for one in ours:
        first = bisect_left(theirs, one[0] - longest, key=lambda mark: mark[0])
        for other in theirs[first:]:
            if other[0] >= one[1][-1][1]:
                break
            if any(a[0] < b[1] and b[0] < a[1] for a in one[1] for b in other[1]):
                yield one, other
