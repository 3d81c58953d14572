"""The order of annotations in files of UIMA's, by which they are numbered, since they have no names there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .._items import Item

_LETTERS = {"entity": "t", "event": "e", "quote": "q", "relation": "r", "chain": "c"}
_RANKS = {kind: rank for rank, kind in enumerate(_LETTERS)}
Key = tuple[int, list[tuple[int, int]], str]


def ordered(items: Sequence[Item]) -> list[Item]:
    """Items in the order of the text, outer ones first, then by type; relations by what they relate, chains by mention.

    Files have annotations of one layer in their order, but not those of several.
    """
    by_id = {item.id: item for item in items}
    return sorted(items, key=lambda item: _key(item, by_id))


def _key(item: Item, by_id: dict[str, Item]) -> Key:
    rank = _RANKS.get(item.kind, 0)
    if item.spans:
        return rank, [(span.start, -span.end) for span in item.spans], item.type
    linked = [_key(found, by_id) for _, ref in item.links if (found := by_id.get(ref)) and found.spans]
    if item.kind == "chain":
        return rank, _first(linked), ""
    return rank, [place for _, places, _ in linked for place in places[:1]], item.type


def _first(linked: Iterable[Key]) -> list[tuple[int, int]]:
    """The place of the first mention; entities come before events, and those before quotes."""
    rank, places, _ = min(linked, default=(0, [], ""))
    return [(rank, 0), *places]


def numbers(items: Sequence[Item]) -> dict[str, str]:
    """New ids, a letter and a number in this order, by the ids that items have."""
    new: dict[str, str] = {}
    last = dict.fromkeys(_LETTERS, 0)
    for item in ordered(items):
        if item.kind in last:
            last[item.kind] += 1
            new[item.id] = f"{_LETTERS[item.kind]}{last[item.kind]}"
    return new
