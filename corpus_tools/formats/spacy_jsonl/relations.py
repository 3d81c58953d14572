"""Relations between two spans, as Prodigy has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .._items import Item
from .._json import Object, Wrong, each, find, need
from .._tokens import Pair
from .spans import Raw

ROLES = ("head", "child")
"""Of the two spans, where their roles are not named."""


class End(NamedTuple):
    """What a relation says of one of its spans: its id, if it has one, and its place or that of a token in it."""

    id: str
    place: Pair
    is_token: bool = False


class Link(NamedTuple):
    """One relation, and the layer it says it is in."""

    part: Object
    layer: str
    label: str
    roles: Sequence[str]
    ends: Sequence[End]


def links(tree: Object) -> list[Link]:
    """The relations of a document."""
    return [_link(tree, part) for part in each(tree, "relations", dict)]


def _link(tree: Object, part: Object) -> Link:
    roles = each(part, "roles", str) or ROLES
    if len(roles) != len(ROLES):
        raise Wrong(part, "roles", "two roles")
    ends = [_end(tree, part, side) for side in ROLES]
    return Link(part, find(part, "layer", str) or "", need(part, "label", str), roles, ends)


def _end(tree: Object, part: Object, side: str) -> End:
    if span := find(part, f"{side}_span", dict):
        return End(find(span, "id", str) or "", (need(span, "start", int), need(span, "end", int)))
    number, tokens = need(part, side, int), each(tree, "tokens", dict)
    if not 0 <= number < len(tokens):
        raise Wrong(part, side, "the number of a token")
    return End("", (need(tokens[number], "start", int), need(tokens[number], "end", int)), is_token=True)


class Mentions:
    """The mentions of one layer, found by what relations say of them."""

    def __init__(self, raws: Sequence[Raw], items: Sequence[Item]) -> None:
        pairs = list(zip(raws, items, strict=True))[::-1]
        self._by_id = {raw.id: item for raw, item in pairs if raw.id}
        self._by_place = {(raw.claim.start, raw.claim.end): item for raw, item in pairs}

    def find(self, end: End) -> Item | None:
        """The mention with that id or place, or the first that holds the token."""
        found = self._by_id.get(end.id) or self._by_place.get(end.place)
        return self._around(*end.place) if found is None and end.is_token else found

    def _around(self, start: int, end: int) -> Item | None:
        inside = (item for place, item in self._by_place.items() if place[0] <= start and end <= place[1])
        return next(inside, None)

    def items(self, found: Sequence[Link]) -> Iterator[Item]:
        """Relations as items; the mentions have their ids by the time each is asked for."""
        for link in found:
            ends = [(self.find(end), end.place) for end in link.ends]
            refs = [item.id if item else f"{place[0]}-{place[1]}" for item, place in ends]
            name = find(link.part, "id", str) or ""
            pairs = list(zip(link.roles, refs, strict=True))
            yield Item(kind="relation", id=name, type=link.label, links=pairs, at=link.part)

    def has(self, link: Link) -> bool:
        """Whether both spans of a relation are here."""
        return all(self.find(end) for end in link.ends)
