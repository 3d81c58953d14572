"""Edits that make one JSON tree out of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from ..edits import END
from ..findings import Edit, Path, pointer


def between(before: Any, after: Any, path: Path = ()) -> Iterator[Edit]:
    """Edits that make one tree out of another; items of a list that have names are matched by them."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(after.keys() - before.keys())]:
            if key not in after:
                yield Edit(pointer((*path, key)))
            elif key not in before:
                yield Edit(pointer((*path, key)), after[key])
            else:
                yield from between(before[key], after[key], (*path, key))
    elif isinstance(before, list) and isinstance(after, list) and (pairs := _matched(before, after)) is not None:
        for index, new in pairs:
            if index is None:
                yield Edit(pointer((*path, END)), new)
            elif new is UNSET:
                yield Edit(pointer((*path, index)))
            else:
                yield from between(before[index], new, (*path, index))
    elif before != after:
        yield Edit(pointer(path), after)


def _matched(before: list[Any], after: list[Any]) -> list[tuple[int | None, Any]] | None:
    """Items of a list, by index, with what becomes of them, then new items; None where they cannot be matched."""
    old, new = _named(before), _named(after)
    moved = sum(one != other for one, other in zip(old, new, strict=False)) > 1
    if len(before) == len(after) and not (old and new and moved):
        return list(enumerate(after))
    added = [name for name in new if name not in old]
    if not (old and new) or [*(name for name in old if name in new), *added] != list(new):
        return list(enumerate(after)) if len(before) == len(after) else None
    kept = [(index, new.get(name, UNSET)) for index, name in enumerate(old)]
    return [*kept, *((None, new[name]) for name in added)]


def _named(items: list[Any]) -> dict[str, Any]:
    """Items by their names; empty where not each has one of its own."""
    found = {item["name"]: item for item in items if isinstance(item, dict) and isinstance(item.get("name"), str)}
    return found if len(found) == len(items) else {}
