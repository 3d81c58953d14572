"""Whether what two sides changed has to do with each other, so that what fits on either side may not go together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from .things import WORDS, Key, Reference, Things, is_lost, named, references, unchanged


def touching(base: Things, ours: Things, theirs: Things) -> bool:
    """Whether both sides changed the same thing, two that refer to the same, or two whose words overlap.

    What is true of a layer or of the article concerns everything in it.
    """
    mine, there = list(_changed(base, ours, theirs)), list(_changed(base, theirs, ours))
    if not mine or not there:
        return False
    layers = [{key.layer for key in keys} for keys in (mine, there)]
    shared = layers[0] & layers[1]
    if "" in layers[0] | layers[1] or any(key.kind == "layer" and key.layer in shared for key in [*mine, *there]):
        return True
    around = [set(_around(keys, (base, side))) for keys, side in ((mine, ours), (there, theirs))]
    return bool(around[0] & around[1]) or _overlap(list(_places(mine, ours)), list(_places(there, theirs)))


def _changed(base: Things, side: Things, other: Things) -> Iterator[Key]:
    """What a side changed, and the other not in the same way."""
    for key in dict.fromkeys([*base, *side]):
        if not (unchanged(base.get(key), side.get(key)) or unchanged(side.get(key), other.get(key))):
            yield key


def _around(changed: Collection[Key], versions: Iterable[Things]) -> Iterator[Reference]:
    """Some things, what they refer to and what refers to them."""
    names = {named(key) for key in changed}
    yield from names
    for found in versions:
        for key, own in found.items():
            inside = [one for one in references(key, own) if one[0] != "layer"]
            if named(key) in names:
                yield from inside
            elif not names.isdisjoint(inside):
                yield named(key)


def _places(changed: Iterable[Key], side: Things) -> Iterator[tuple[str, str, int, int]]:
    for key in changed:
        if key in side and key.kind in WORDS and not is_lost(key.kind, side[key]):
            spans = side[key][WORDS[key.kind],]
            yield key.layer, key.kind, spans[0]["start"], spans[-1]["end"]


def _overlap(ours: list[tuple[str, str, int, int]], theirs: list[tuple[str, str, int, int]]) -> bool:
    """Whether two annotations of one kind share characters, by one walk over both."""
    ends = [(-1, ("", "")), (-1, ("", ""))]
    for layer, kind, start, end, side in sorted([(*one, 0) for one in ours] + [(*one, 1) for one in theirs]):
        furthest, group = ends[1 - side]
        if group == (layer, kind) and start < furthest:
            return True
        if ends[side][1] != (layer, kind) or end > ends[side][0]:
            ends[side] = (end, (layer, kind))
    return False
