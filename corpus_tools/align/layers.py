"""Two layers paired: entities and quotes by their words, then events and relations by what takes part, then chains.

What was paired gets a name that is the same on both sides; arguments and members are compared by these names, so that
ids do not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from ..model import Chain, Event, Layer, Relation, Span
from .contents import KINDS, Digests, references
from .marks import Mark, Matching, Place
from .matching import match

PASSES = 4
"""How often events are paired anew, once it is known which of those that fill their roles belong together."""

Onto = Callable[[Place], Place]
"""Carries a place of the first layer's text over to the second one's, where these differ."""


class Pairing(Struct, frozen=True):
    """What belongs together in two layers, kind by kind, by indexes into their arrays."""

    entities: Matching
    quotes: Matching
    events: Matching
    relations: Matching
    chains: Matching
    ids: dict[str, str]
    """The ids of what is paired, those of the first layer leading to those of the second."""

    @property
    def coarse(self) -> bool:
        """Whether somewhere too much overlapped for the best solution."""
        return any(getattr(self, array).coarse for array in KINDS.values())


def pair(a: Layer, b: Layer, onto: Onto | None = None) -> Pairing:
    """Pair the annotations of two layers of one article, or of two versions of one layer.

    Neither ids nor order matter, and swapping the layers swaps the pairs. With `onto` the layers may be of two
    versions of the text.

    Example:
        >>> from corpus_tools.model import Entity
        >>> ada, ben = (Layer(id=n, entities=[Entity(id=n, type="PER", spans=[Span(0, 4, "Mira")])]) for n in "xy")
        >>> pair(ada, ben).ids
        {'x': 'y'}
    """
    sides = _Side(a, onto), _Side(b)
    found = {kind: _paired(sides, kind) for kind in ("entity", "quote")}
    if any(side.has_chain_fillers for side in sides):
        _settled(sides, "chain")
    for kind in ("event", "relation", "chain"):
        found[kind] = _settled(sides, kind)
    ids = {
        sides[0].parts(kind)[one].id: sides[1].parts(kind)[other].id
        for kind, matching in found.items()
        for one, other, _ in matching.pairs
    }
    return Pairing(**{KINDS[kind]: matching for kind, matching in found.items()}, ids=ids)


def place(spans: Sequence[Span]) -> Place:
    """Spans as a place.

    >>> place([Span(0, 4, "Mira")])
    ((0, 4),)
    """
    return tuple([(span.start, span.end) for span in spans])


class _Side:
    """One of the layers, its annotations as marks, and the names of those that are paired."""

    def __init__(self, layer: Layer, onto: Onto | None = None) -> None:
        self.layer, self.onto = layer, onto
        self.names: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}

    def parts(self, kind: str) -> Sequence[Any]:
        """The annotations of a kind."""
        found: Sequence[Any] = getattr(self.layer, KINDS[kind]) or ()
        return found

    @cached_property
    def digests(self) -> Digests:
        """Digests of annotations, made where something has to be told apart."""
        return Digests(self.layer)

    @property
    def has_references(self) -> bool:
        """Whether something here is paired by what it refers to."""
        return bool(self.layer.events or self.layer.relations or self.layer.chains)

    @property
    def has_chain_fillers(self) -> bool:
        """Whether a chain fills a role of an event."""
        chains = {chain.id for chain in self.layer.chains or ()}
        return any(ref in chains for part in self.layer.events or () for _, ref in references(part))

    def marks(self, kind: str) -> list[Mark]:
        """The annotations of a kind as marks."""
        if kind == "chain":
            self.members = self._mentions()
        return [_MARKS[kind](self, part) for part in self.parts(kind)]

    def _mentions(self) -> dict[str, list[str]]:
        """The names of what each chain holds."""
        found: dict[str, list[str]] = {chain.id: [] for chain in self.layer.chains or ()}
        for kind in ("entity", "quote", "event"):
            for part in self.parts(kind):
                if part.chain in found:
                    found[part.chain].append(self.name(part.id))
        return found

    def name(self, identifier: str) -> str:
        """The name of an annotation; nothing on the other side has it but what is paired with it.

        What is not reached yet goes by its digest.
        """
        return self.names.get(identifier) or f"?{self.digests.get(identifier)}"

    def at(self, spans: Sequence[Span]) -> Place:
        """Where spans stand, in the text of the second layer."""
        return self.onto(place(spans)) if self.onto else place(spans)

    def arguments(self, part: Event | Relation) -> tuple[str, ...]:
        """The arguments of an event or relation: each its role, and the name or place of what fills it."""
        return tuple(sorted(self._argument(argument) for argument in part.arguments or ()))

    def _argument(self, argument: Any) -> str:
        return f"{argument.role} " + (self.name(argument.filler) if argument.filler else str(self.at(argument.spans)))


_MARKS: dict[str, Callable[[_Side, Any], Mark]] = {
    "entity": lambda side, part: Mark(side.at(part.spans), part.type),
    "quote": lambda side, part: Mark(side.at(part.content), part.type),
    "event": lambda side, part: Mark(side.at(part.trigger), part.type, side.arguments(part)),
    "relation": lambda side, part: Mark((), part.type, side.arguments(part)),
    "chain": lambda side, part: Mark((), f"{part.kind} {part.type or ''}", _group(side, part), _called(part)),
}


def _group(side: _Side, chain: Chain) -> tuple[str, ...]:
    """The names of what a chain holds: mentions, and chains where it is a group of them."""
    return tuple(sorted([*side.members[chain.id], *(side.name(ref) for ref in chain.members or ())]))


def _called(chain: Chain) -> str:
    return f"{chain.name or ''} {' '.join(chain.links or ())}".strip()


def _settled(sides: tuple[_Side, _Side], kind: str) -> Matching:
    """The annotations of a kind paired again and again, while those that refer to each other still change it."""
    found = _paired(sides, kind)
    for _ in range(PASSES - 1 if any(_refers_to_its_kind(side, kind) for side in sides) else 0):
        before, found = found, _paired(sides, kind)
        if before == found:
            break
    return found


def _refers_to_its_kind(side: _Side, kind: str) -> bool:
    parts = side.parts(kind)
    ids = {part.id for part in parts}
    return any(ref in ids for part in parts for _, ref in references(part))


def _paired(sides: tuple[_Side, _Side], kind: str) -> Matching:
    """The annotations of a kind paired, and named where anything could refer to them."""
    marks = [side.marks(kind) for side in sides]
    alike = {mark for of_side in marks for mark, count in Counter(of_side).items() if count > 1}
    if alike:
        marks = [list(_told_apart(of_side, alike, side, kind)) for of_side, side in zip(marks, sides, strict=True)]
    found = match(marks[0], marks[1])
    if any(side.has_references for side in sides):
        _name(sides, marks, found, kind)
    return found


def _name(sides: tuple[_Side, _Side], marks: Sequence[Sequence[Mark]], found: Matching, kind: str) -> None:
    """Give what was paired names, in an order that comes from contents."""
    ordered = sorted(found.pairs, key=lambda pair: sorted((marks[0][pair.a], marks[1][pair.b])))
    for side, of_side, at in zip(sides, marks, (0, 1), strict=True):
        numbers = {pair[at]: f"{kind}{number}" for number, pair in enumerate(ordered)}
        side.names |= {
            part.id: numbers.get(index) or f"?{kind}{of_side[index]}" for index, part in enumerate(side.parts(kind))
        }


def _told_apart(marks: Sequence[Mark], alike: set[Mark], side: _Side, kind: str) -> Iterator[Mark]:
    """The same marks, those that are alike with a digest of their surroundings."""
    for mark, part in zip(marks, side.parts(kind), strict=True):
        yield mark._replace(rest=f"{mark.rest} {side.digests[part.id]}") if mark in alike else mark
