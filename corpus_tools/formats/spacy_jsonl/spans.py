"""Spans of spaCy's JSON, and which of them make up a layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .._items import Item
from .._json import Container, Object, Wrong, find, need, value_at
from .._offsets import Claim
from .._spots import Spots
from ..spacy.layers import mention

ENTITIES = ("ents", "entities")


class Raw(NamedTuple):
    """One span as the source has it."""

    part: Container
    claim: Claim
    label: str
    id: str
    link: str

    @property
    def mark(self) -> tuple[int, int, str]:
        """What makes it the same as another."""
        return self.claim.start, self.claim.end, self.label


def groups(tree: Object, annotator: str) -> Iterator[tuple[str, list[Raw]]]:
    """The spans of each layer: those of the groups, and the entities where no group has them all."""
    named = dict(_named(tree))
    entities = [raw for key in ENTITIES for raw in _raws(tree, key)]
    marks = {raw.mark for raw in entities}
    if marks and not any(marks <= {raw.mark for raw in group} for group in named.values()):
        yield annotator, entities
    elif "spans" not in tree and any(key in tree for key in ENTITIES):
        yield annotator, []
    yield from named.items()


def _named(tree: Object) -> Iterator[tuple[str, list[Raw]]]:
    found = value_at(tree, "spans")
    if isinstance(found, dict):
        yield from ((key, _raws(found, key)) for key in found)
    elif found is not None:
        yield "spans", _raws(tree, "spans")


def _raws(tree: Object, key: str) -> list[Raw]:
    return [_raw(items, index) for items in [find(tree, key, list) or []] for index in range(len(items))]


def _raw(items: list[object], index: int) -> Raw:
    part = items[index]
    if isinstance(part, dict):
        claim = Claim(need(part, "start", int), need(part, "end", int), find(part, "text", str) or "")
        name, link = (str(value_at(part, key) or "") for key in ("id", "kb_id"))
        return Raw(part, claim, find(part, "label", str) or "", name, link)
    if isinstance(part, list) and len(part) == 3:
        return Raw(part, Claim(need(part, 0, int), need(part, 1, int), ""), need(part, 2, str), "", "")
    raise Wrong(items, index, "an object with start, end and label, or a list of the three")


def mention_of(raw: Raw, spots: Spots) -> Item:
    """A span as a mention with its place in the text."""
    span, why = spots.find(raw.claim)
    return mention(raw.label, [span] if span else [], why, name=raw.id, at=raw.part)
