"""The spans and relations of a task as items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .._items import CONFIDENCE, NOTE, Item, kind_of
from .._json import Object, as_kind, find, need
from .._offsets import Claim
from .._spots import Spots

ATTRIBUTES, KIND = "attributes", "kind"
"""Fields of spans and relations that Prodigy passes on without knowing them."""


def claim_of(span: Object) -> Claim | None:
    """The stretch of a span or token, and its words if it has some."""
    start, end, words = as_kind(span.get("start"), int), as_kind(span.get("end"), int), span.get("text")
    if start is None or end is None:
        return None
    return Claim(start, end, words if isinstance(words, str) else "")


class Spans:
    """The items that spans and relations make, and what makes none: its kind and the reason."""

    def __init__(self, spans: list[Object], relations: list[Object], spots: Spots) -> None:
        self.items: list[Item] = []
        self.others: list[tuple[Object, str, str]] = []
        self._spots = spots
        self._by_id: dict[str, Item] = {}
        self._by_place: dict[tuple[int, int, str | None], Item] = {}
        self._by_token: dict[int | None, Item] = {}
        for number, span in enumerate(spans, 1):
            self._span(span, f"T{number}")
        for relation in relations:
            self._relation(relation)

    def _span(self, span: Object, fallback: str) -> None:
        claim, label = claim_of(span), find(span, "label", str)
        if claim is None or span.get("answer") in ("reject", "ignore"):
            self.others.append((span, "entity", "it was not accepted" if claim else "it has no place in characters"))
            return
        found, why = self._spots.find(claim)
        kind = kind_of(span.get(KIND), placed=True, linked=False)
        name = str(span.get("id") or fallback)
        item = Item(
            id=name, kind=kind, type=label or "", spans=[found] if found else [], why=why, fields=_fields(span), at=span
        )
        self.items.append(item)
        self._by_id.setdefault(name, item)
        self._by_place.setdefault((claim.start, claim.end, label), item)
        self._by_token.setdefault(find(span, "token_end", int), item)

    def _relation(self, relation: Object) -> None:
        ends = [self._end(relation, key) for key in ("head", "child")]
        if None in ends:
            self.others.append((relation, "relation", "an end of it is no span"))
            return
        head, child = (item for item in ends if item)
        label = find(relation, "label", str) or "Relation"
        if head.kind in ("event", "quote") and "id" not in relation:
            head.links.append((label, child.id))
            return
        roles = [role for key in ("head_role", "child_role") if (role := find(relation, key, str))]
        links = list(zip(roles if len(roles) == 2 else ("head", "child"), (head.id, child.id), strict=True))
        name = str(relation.get("id") or "")
        self.items.append(
            Item(id=name, kind="relation", type=label, links=links, fields=_fields(relation), at=relation)
        )

    def _end(self, relation: Object, key: str) -> Item | None:
        """The span at one end of a relation: by its id, its place and label, or its token."""
        span = find(relation, f"{key}_span", dict) or {}
        claim = claim_of(span)
        by_place = self._by_place.get((claim.start, claim.end, find(span, "label", str))) if claim else None
        return self._by_id.get(str(span.get("id"))) or by_place or self._by_token.get(need(relation, key, int))


def _fields(part: Object) -> dict[str, Any]:
    """What a span or relation says of itself."""
    return {**dict(_own_fields(part)), **(find(part, ATTRIBUTES, dict) or {})}


def _own_fields(part: Object) -> Iterator[tuple[str, Any]]:
    for key, name in (("score", CONFIDENCE), ("note", NOTE), ("source", "source"), ("pattern", "pattern")):
        if part.get(key) is not None:
            yield name, part[key]
