"""The labels of a text in doccano's several forms, and what their offsets count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from .._json import Object, Wrong, as_kind, each, find, need, value_at
from .._offsets import PLAIN, Claim, Reading, places

_UTF_16 = Reading("UTF-16 units", 0)
LABELS = ("label", "labels", "entities", "annotations")
"""Fields that hold labels."""


class Label(NamedTuple):
    """One label: its number, whose it is, and the stretch it is on."""

    part: Any
    id: str
    user: str
    type: str
    claim: Claim


def labels_of(tree: Object) -> Iterator[Label]:
    """The labels of a text, whichever way they are given.

    Raises:
        Wrong: one has no place or no name.
    """
    for key in LABELS:
        for index, part in enumerate(find(tree, key, list) or []):
            if isinstance(part, list):
                yield Label(part, "", "", _name(part, 2), Claim(need(part, 0, int), need(part, 1, int), ""))
            elif isinstance(part, dict) and "start_offset" in part:
                claim = Claim(need(part, "start_offset", int), need(part, "end_offset", int), "")
                yield Label(part, f"T{part.get('id', '')}", str(part.get("user") or ""), _name(part, "label"), claim)
            else:
                raise Wrong(tree[key], index, "a label with its place, as in sequence labelling")


def _name(part: Any, key: str | int) -> str:
    value = value_at(part, key)
    if as_kind(value, int) is not None:
        why = f"the number {value}: export the project with the names of its labels"
        raise Wrong(part, key, "the name of a label", why)
    return need(part, key, str)


def relations_of(tree: Object) -> list[Object]:
    """The relations of a text."""
    return each(tree, "relations", dict)


def counted_in(text: str, claims: Sequence[Claim]) -> Reading:
    """What offsets count: UTF-16 units, where only those put all stretches on whole words."""
    if text.isascii() or max(text) <= "\uffff" or not claims or _all_whole(text, claims, PLAIN):
        return PLAIN
    return _UTF_16 if _all_whole(text, claims, _UTF_16) else PLAIN


def _all_whole(text: str, claims: Sequence[Claim], reading: Reading) -> bool:
    return all(
        0 <= start < end <= len(text) and _is_whole(text, start, end) for start, end in places(text, claims, reading)
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch neither begins nor ends inside a word, nor with white space."""
    words = text[start:end]
    inside = (start and text[start - 1 : start + 1].isalnum()) or (
        end < len(text) and text[end - 1 : end + 1].isalnum()
    )
    return words == words.strip() and not inside
