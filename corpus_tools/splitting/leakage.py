"""What the parts of a corpus share, so that a model is tested on what it has learnt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ..likeness import candidates
from .facts import Facts

LIKENESS = 0.8
"""From which two texts are near-copies, as in rule COR007."""


class Near(Struct, frozen=True):
    """Two articles of different parts with nearly the same text; `likeness` is the share of runs in common."""

    first: str
    first_part: str
    second: str
    second_part: str
    likeness: float


class Overlap(Struct, frozen=True):
    """How much of one type in a part was seen in the part for training: different words, and mentions with them."""

    part: str
    type: str
    surfaces: int
    surfaces_seen: int
    mentions: int
    mentions_seen: int


class Identities(Struct, frozen=True):
    """How many of the people and things that chains of a part are about have a chain in the part for training too."""

    part: str
    count: int
    seen: int


class Leakage(Struct, frozen=True):
    """What parts share with the one for training, which is the first."""

    near: list[Near]
    overlap: list[Overlap]
    identities: list[Identities]


def near_pairs(found: Sequence[Facts], likeness: float = LIKENESS) -> Iterator[tuple[str, str, float]]:
    """The ids of articles with nearly the same text, or the very same, and how much of it they share."""
    sketched = sorted((facts for facts in found if facts.sketch), key=lambda facts: facts.id)
    for one, other in sorted(candidates([facts.sketch or "" for facts in sketched])):
        first, second = sketched[one], sketched[other]
        shared = first.runs.likeness(second.runs)
        if shared >= likeness:
            yield first.id, second.id, shared


def leakage(found: Sequence[Facts], parts: Mapping[str, Iterable[str]]) -> Leakage:
    """What the parts share; articles in no part are passed over."""
    part_of = {article: part for part, ids in parts.items() for article in ids}
    by_part = {part: [facts for facts in found if part_of.get(facts.id) == part] for part in parts}
    train, *others = by_part
    near = [
        Near(first, part_of[first], second, part_of[second], likeness)
        for first, second, likeness in near_pairs([facts for facts in found if facts.id in part_of])
        if part_of[first] != part_of[second]
    ]
    known = _surfaces(by_part[train])
    overlap = [one for part in others for one in _overlaps(part, _surfaces(by_part[part]), known)]
    return Leakage(near, overlap, [_identities(part, by_part[part], by_part[train]) for part in others])


def _surfaces(found: Sequence[Facts]) -> dict[str, Counter[str]]:
    """The words of mentions by type."""
    surfaces: dict[str, Counter[str]] = {}
    for facts in found:
        for type_, counts in facts.surfaces.items():
            surfaces.setdefault(type_, Counter()).update(counts)
    return surfaces


def _overlaps(part: str, surfaces: Mapping[str, Counter[str]], known: Mapping[str, Counter[str]]) -> Iterator[Overlap]:
    for type_, counts in sorted(surfaces.items()):
        seen = counts.keys() & known.get(type_, Counter()).keys()
        yield Overlap(part, type_, len(counts), len(seen), counts.total(), sum(counts[words] for words in seen))


def _identities(part: str, found: Sequence[Facts], train: Sequence[Facts]) -> Identities:
    here, there = (frozenset[str]().union(*(facts.identities for facts in some)) for some in (found, train))
    return Identities(part, len(here), len(here & there))
