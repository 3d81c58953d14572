"""Two annotations of one thing made one: the first takes over what only the second says, and the second goes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from msgspec import UNSET

from ..findings import Fix
from ._changes import drop, put, redirect
from ._rule import Change
from ._view import LayerView, View


def merged(
    view: View, layer: LayerView, kept: Any, gone: Any, words: str, same: Collection[str] = ()
) -> tuple[Fix, list[Change]] | None:
    """The fix that keeps one of two annotations, with its changes; None where the two cannot be made one.

    It is safe where nothing but the id is lost. Of the fields in `same` it is known that they mean the same.
    """
    gained = _gained(kept, gone, {"id", *same})
    if gained is None or layer.layer.unanchored or kept.id in _members(gone) or gone.id in _members(kept):
        return None
    changes = [*put(kept, **gained), *drop(gone)]
    changes += [change for change in redirect(view, layer, gone.id, kept.id) if change.on is not gone]
    if len({(id(change.on), change.at) for change in changes}) < len(changes) or _leaves_one_member(changes):
        return None
    if not gained:
        return Fix("safe", words), changes
    return Fix("propose", f"{words}, and keep what only it says: {', '.join(gained)}"), changes


def _gained(kept: Any, gone: Any, same: Collection[str]) -> dict[str, Any] | None:
    """What the one that stays lacks, by the names of fields; lists of ids are joined. None where the two disagree."""
    found: dict[str, Any] = {}
    for field, name in zip(gone.__struct_fields__, gone.__struct_encode_fields__, strict=True):
        mine, other = getattr(kept, field), getattr(gone, field)
        if field in same or other is UNSET or mine == other:
            continue
        if mine is UNSET:
            found[name] = other
        elif not _are_ids(mine, other):
            return None
        elif not set(other) <= set(mine):
            found[name] = list(dict.fromkeys([*mine, *other]))
    return found


def _are_ids(*values: Any) -> bool:
    return all(isinstance(value, list) and isinstance(value[0], str) for value in values)


def _members(part: Any) -> list[str]:
    """The chains that a chain is a group of."""
    return getattr(part, "members", UNSET) or []


def _leaves_one_member(changes: list[Change]) -> bool:
    """Whether a group of two chains would become a group of one."""
    return any(change.at == ("members",) and len(change.value) < 2 for change in changes)
