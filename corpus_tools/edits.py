"""Edits made in JSON source: what they do not concern keeps its bytes, layout and order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import UNSET

from .findings import Edit, Path, pointer
from .jsontext import Locator

_END = "-"
_Branch = dict[str, Any]
"""Edits by the parts of their pointers; a leaf is a list of values, UNSET for what is taken out."""


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Make edits in well-formed JSON source, all of them against the document as it stands.

    Raises:
        ValueError: a pointer leads nowhere, or two edits are about the same place.
    """
    return _Editor(source).value((), _branches(edits))


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
                yield Edit(pointer((*path, _END)), new)
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


def parts(place: str) -> list[str]:
    """The parts of a JSON pointer.

    >>> parts("/layers/0/a~1b")
    ['layers', '0', 'a/b']
    """
    return [part.replace("~1", "/").replace("~0", "~") for part in place.split("/")[1:]]


def _branches(edits: Iterable[Edit]) -> _Branch:
    tree: _Branch = {}
    for edit in edits:
        if not edit.pointer:
            raise ValueError("an edit cannot replace the whole document")
        *above, last = parts(edit.pointer)
        branch = tree
        for part in above:
            branch = branch.setdefault(part, {})
            if isinstance(branch, list):
                raise ValueError(f"two edits are about {edit.pointer}")
        values = branch.setdefault(last, [])
        if isinstance(values, dict) or (values and last != _END):
            raise ValueError(f"two edits are about {edit.pointer}")
        values.append(edit.value)
    return tree


class _Editor:
    """Writes the source anew, container by container, copying what has no edit."""

    def __init__(self, source: str) -> None:
        self._source, self._places = source, Locator(source)

    def value(self, path: Path, branch: _Branch) -> str:
        """The value at a path with its edits made, and what stands around the whole document."""
        start = self._places.find(path)
        end = start + len(self._places.raw(path))
        new = self._source[:start] * (not path) + self._container(path, start, end, dict(branch))
        return new + self._source[end:] * (not path)

    def _container(self, path: Path, start: int, end: int, branch: _Branch) -> str:
        source = self._source
        if not branch:
            return source[start:end]
        if source[start] not in "{[":
            raise ValueError(f"nothing can be put inside the value at {path}")
        items: list[tuple[str, str]] = []
        lead_from = start + 1
        leads = []
        for part, (at, value_at, stop) in self._places.children(path).items():
            leads.append(source[lead_from:at])
            new = self._item((*path, part), source[value_at:stop], branch.pop(str(part), None))
            if new is not None:
                items.append((leads[-1], source[at:value_at] + new))
            lead_from = source.find(",", stop) + 1 or stop
        tail = self._tail(path, start, end)
        items += self._added(branch, leads, is_list=source[start] == "[")
        if branch:
            raise ValueError(f"nothing is called {next(iter(branch))!r} at {path}")
        return source[start] + _joined(items, leads, tail) + source[end - 1]

    def _item(self, path: Path, source: str, branch: Any) -> str | None:
        if branch is None:
            return source
        if isinstance(branch, dict):
            return self.value(path, branch)
        return None if branch[0] is UNSET else written(branch[0])

    def _tail(self, path: Path, start: int, end: int) -> str:
        """The white space before the closing bracket."""
        last = max((place.end for place in self._places.children(path).values()), default=start + 1)
        return self._source[last : end - 1]

    def _added(self, branch: _Branch, leads: list[str], *, is_list: bool) -> Iterator[tuple[str, str]]:
        """What is new in a container, set apart as its last item is."""
        lead = leads[-1] if len(leads) > 1 or (leads and leads[0]) else " " if leads else ""
        for part in list(branch):
            values = branch[part]
            if isinstance(values, list) and UNSET not in values and is_list == (part == _END):
                del branch[part]
                for value in values:
                    yield lead, written(value) if is_list else f"{written(part)}: {written(value)}"


def _joined(items: list[tuple[str, str]], leads: list[str], tail: str) -> str:
    """Items with the white space before each; the first one stands where the first one stood."""
    if not items:
        return ""
    first = leads[0] if leads else items[0][0]
    return ",".join([first + items[0][1], *(lead + text for lead, text in items[1:])]) + tail


def written(value: Any) -> str:
    """A value in the layout of the canonical form, on one line."""
    return json.dumps(value, ensure_ascii=False)
