"""The annotations of several layers brought together into cases: what they say of one thing, one annotation a layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from ..align import pair
from ..align.contents import KINDS
from ..model import Annotation, Layer
from .curate_readings import Words, kind_of, own_spans

LEAST = 0.28
"""How well mentions or quotes must fit that differ: the same type, or half of the characters in common."""


class Case(Struct, frozen=True):
    """One thing that some annotators marked: what each of them says, by the name of the layer."""

    name: str
    kind: str
    members: Mapping[str, Annotation]

    @property
    def start(self) -> int:
        """Where it begins in the article; what has no words of its own stands behind all that has."""
        starts = [span.start for part in self.members.values() for span in own_spans(part)]
        return min(starts) if starts else 1 << 30


class _Edge(NamedTuple):
    """A pair of annotations, sorted so that the best comes first, and nothing depends on ids."""

    order: tuple[float, str, str, str, str]
    one: tuple[str, str]
    other: tuple[str, str]


def cases(layers: Sequence[Layer], words: Mapping[str, Words]) -> list[Case]:
    """Every annotation of some layers in a case, kind by kind and in text order.

    Layers are paired two by two; of the pairs the best are joined first, and no case gets two annotations of a layer.
    """
    home = {(layer.name, name): {layer.name: name} for layer in layers for name in words[layer.name].parts}
    for edge in sorted(_edges(layers, words)):
        one, other = home[edge.one], home[edge.other]
        if not one.keys() & other.keys():
            joined = {**one, **other}
            home |= dict.fromkeys(joined.items(), joined)
    found = list({id(members): members for members in home.values()}.values())
    return list(_named(found, words))


def _edges(layers: Sequence[Layer], words: Mapping[str, Words]) -> Iterator[_Edge]:
    for a, b in combinations(layers, 2):
        pairing = pair(a, b)
        for kind, array in KINDS.items():
            for one, other, score in getattr(pairing, array).pairs:
                if score >= LEAST or kind not in ("entity", "quote"):
                    ids = getattr(a, array)[one].id, getattr(b, array)[other].id
                    digests = words[a.name].digest(ids[0]), words[b.name].digest(ids[1])
                    yield _Edge((-score, a.name, b.name, *digests), (a.name, ids[0]), (b.name, ids[1]))


def _named(found: Sequence[Mapping[str, str]], words: Mapping[str, Words]) -> Iterator[Case]:
    """Cases with names, in an order that comes from what they hold."""
    made = [_case(members, words) for members in found]
    order = list(KINDS)
    made.sort(key=lambda case: (order.index(case.kind), case.start, _digests(case, words)))
    for number, case in enumerate(made, 1):
        yield Case(f"{case.kind}{number}", case.kind, case.members)


def _case(members: Mapping[str, str], words: Mapping[str, Words]) -> Case:
    parts = {layer: words[layer].parts[members[layer]] for layer in sorted(members)}
    return Case("", kind_of(next(iter(parts.values()))), parts)


def _digests(case: Case, words: Mapping[str, Words]) -> list[tuple[str, str]]:
    return [(layer, words[layer].digest(part.id)) for layer, part in case.members.items()]
