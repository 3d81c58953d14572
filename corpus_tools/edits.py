"""Edits made in JSON source: what they do not concern keeps its bytes, layout and order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import UNSET

from .findings import Edit, Path
from .jsontext import Extent, Locator

END = "-"
"""The last part of a pointer to the place behind the items of a list."""
_Branch = dict[str, Any]
"""Edits by the parts of their pointers; a leaf is a list of values, UNSET for what is taken out."""


class Replacement(NamedTuple):
    """What stands from `start` to `end` in a source, and what will stand there."""

    start: int
    end: int
    text: str


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Make edits in well-formed JSON source, all of them against the document as it stands.

    Raises:
        ValueError: a pointer leads nowhere, or two edits are about the same place.
    """
    pieces, done = list[str](), 0
    for start, end, text in replacements(source, Locator(source), edits):
        pieces += [source[done:start], text]
        done = end
    return "".join([*pieces, source[done:]])


def replacements(source: str, places: Locator, edits: Iterable[Edit]) -> list[Replacement]:
    """What edits change in a source, from its beginning to its end; nothing overlaps.

    Raises:
        ValueError: a pointer leads nowhere, or two edits are about the same place.
    """
    return sorted(_Editor(source, places).changes((), _branches(edits)))


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
        if isinstance(values, dict) or (values and last != END):
            raise ValueError(f"two edits are about {edit.pointer}")
        values.append(edit.value)
    return tree


class _Editor:
    """Tells what changes, container by container; what has no edit is not looked at."""

    def __init__(self, source: str, places: Locator) -> None:
        self._source, self._places = source, places

    def changes(self, path: Path, branch: _Branch) -> Iterator[Replacement]:
        """What becomes of the container at a path, and of what is in it."""
        opening = self._source[self._places.find(path)]
        if branch and opening not in "{[":
            raise ValueError(f"nothing can be put inside the value at {path}")
        children, gone, new = self._places.children(path), set[Extent](), list[str]()
        for part, edit in branch.items():
            key = int(part) if opening == "[" and part.isdecimal() else part
            if key not in children or str(key) != part:
                new += _added(path, part, edit, is_list=opening == "[")
            elif isinstance(edit, dict):
                yield from self.changes((*path, key), edit)
            elif edit[0] is UNSET:
                gone.add(children[key])
            else:
                yield Replacement(children[key].value_at, children[key].end, written(edit[0]))
        if gone or new:
            yield from self._moved(path, sorted(children.values()), gone, new)

    def _moved(self, path: Path, items: list[Extent], gone: set[Extent], new: list[str]) -> Iterator[Replacement]:
        """Items taken out, each with the comma before it or after it, and others put behind the last one."""
        kept = next((number for number, item in enumerate(items) if item not in gone), None)
        if kept is None:
            yield self._filled(path, items, new)
            return
        yield from (Replacement(one.at, other.at, "") for one, other in pairwise(items[: kept + 1]))
        yield from (Replacement(one.end, other.end, "") for one, other in pairwise(items[kept:]) if other in gone)
        if new:
            lead = self._lead(path, items)
            yield Replacement(items[-1].end, items[-1].end, "".join(f",{lead}{text}" for text in new))

    def _filled(self, path: Path, items: list[Extent], new: list[str]) -> Replacement:
        """New items alone, the first where the first one stood."""
        start = self._places.find(path) + 1
        end = start + len(self._places.raw(path)) - 2
        before = self._source[start : items[0].at] if items else ""
        after = self._source[items[-1].end if items else start : end]
        return Replacement(start, end, before + f",{self._lead(path, items)}".join(new) + after if new else "")

    def _lead(self, path: Path, items: list[Extent]) -> str:
        """The white space that sets the last item apart."""
        if len(items) > 1:
            return self._source[items[-2].end : items[-1].at].partition(",")[2]
        return (self._source[self._places.find(path) + 1 : items[0].at] or " ") if items else ""


def _added(path: Path, part: str, edit: Any, *, is_list: bool) -> Iterator[str]:
    """What an edit puts into a container that has no such part."""
    if isinstance(edit, dict) or UNSET in edit or is_list != (part == END):
        raise ValueError(f"nothing is called {part!r} at {path}")
    for value in edit:
        yield written(value) if is_list else f"{written(part)}: {written(value)}"


def written(value: Any) -> str:
    """A value in the layout of the canonical form, on one line."""
    return json.dumps(value, ensure_ascii=False)
