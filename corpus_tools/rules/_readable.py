"""What can be read of a record that breaks its schema: the sound parts, so that they are checked as well."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import msgspec

from ..findings import Path
from ..model import Record
from ._document import Document
from ._view import ARRAYS

_ID = re.compile("[a-z][A-Za-z0-9_-]{0,31}")
_NEVER_EMPTY = ("unanchored", "conflicts")
_OPTIONAL_LISTS = (*ARRAYS, *_NEVER_EMPTY)


class Readable:
    """The record that is left, and what was left out of it.

    `hidden` are ids of annotations that are there but could not be read, with their kind, by layer index; `removed`
    are the paths that were left out.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.hidden: dict[int, dict[str, str]] = {}
        self.removed: set[Path] = set()
        self._kept: dict[Path, list[int]] = {}

    def original(self, path: Path) -> Path:
        """The path in the source of a path in the record that is left."""
        found: Path = ()
        for part in path:
            found = (*found, self._kept[found][part] if isinstance(part, int) and found in self._kept else part)
        return found


def readable(document: Document) -> Readable | None:
    """The part of a document that fits the schema, or None where not even the text can be read."""
    tree = document.tree
    if not isinstance(tree, dict) or not isinstance(tree.get("text"), str) or not tree["text"]:
        return None
    if len(tree["text"]) > 1_000_000 or not isinstance(tree.get("layers"), list):
        return None
    cut = _Cut(tree)
    for error in document.schema_errors:
        if error.path == ("text",) and error.keyword == "pattern":
            continue  # the text is there, and TXT002 says what is wrong with it
        cut.leave_out(error.path, on_key=error.on_key)
    for fault in document.parsed[1]:
        cut.leave_out_doubtful(document.locator.path_at(fault.at))
    return cut.rest()


class _Cut:
    """Takes the smallest part that can be missing around each error out of a copy of the tree."""

    def __init__(self, tree: dict[str, Any]) -> None:
        self._tree = tree
        self._out: set[Path] = set()
        self._doubtful: set[Path] = set()

    def leave_out(self, path: Path, *, on_key: bool) -> None:
        """Mark the part around an error: an unknown key, an annotation, an optional field, a layer."""
        if not path:
            return  # a key of the record itself is missing: the rest of it is there
        if on_key:
            self._out.add(path)
        elif path[:1] != ("layers",):
            self._out.add(path[:2] if path[:1] == ("metadata",) and len(path) > 1 else path[:1])
        elif len(path) >= 4 and path[2] in _OPTIONAL_LISTS and isinstance(path[3], int):
            self._out.add(path[:4])
        elif len(path) >= 3:
            self._out.add(path[:3])
        else:
            self._out.add(path[:2])

    def leave_out_doubtful(self, path: Path) -> None:
        """Mark the part around a fault of the JSON itself: what was read of it may not be what was meant."""
        if len(path) > 1:
            self.leave_out(path, on_key=False)
            self._doubtful.add(path[:4])

    def rest(self) -> Readable | None:
        """The record that is left."""
        kept: dict[Path, list[int]] = {}
        left = self._copy(self._tree, (), kept)
        left["format_version"] = "1.0"
        left.setdefault("id", "unreadable")
        left.setdefault("layers", [])
        try:
            record = msgspec.json.decode(msgspec.json.encode(left), type=Record, strict=False)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            return None
        rest = Readable(record)
        rest._kept, rest.removed, rest.hidden = kept, self._out | self._nameless(), self._hidden(kept)
        return rest

    def _copy(self, part: Any, path: Path, kept: dict[Path, list[int]]) -> Any:
        if isinstance(part, dict):
            items = ((key, (*path, key), value) for key, value in part.items())
            copied = {key: self._copy(value, at, kept) for key, at, value in items if at not in self._out}
            return {key: value for key, value in copied.items() if value or key not in _NEVER_EMPTY}
        if isinstance(part, list):
            indexes = [index for index in range(len(part)) if (*path, index) not in self._out]
            if len(indexes) < len(part):
                kept[path] = indexes
            return [self._copy(part[index], (*path, index), kept) for index in indexes]
        return part

    def _nameless(self) -> set[Path]:
        """Arrays with an annotation whose id could not be read: what leads nowhere may have meant that one."""
        cut = {path for path in self._out if len(path) == 4 and path[2] in ARRAYS}
        return {p[:3] for p in cut if p in self._doubtful or not _ID.fullmatch(str(self._identifier(p)))}

    def _identifier(self, path: Path) -> Any:
        part: Any = self._tree
        for key in path:
            part = part[key]
        return part.get("id") if isinstance(part, dict) else None

    def _hidden(self, kept: dict[Path, list[int]]) -> dict[int, dict[str, str]]:
        """Ids of annotations left out, by the index that their layer has in the record that is left."""
        hidden: dict[int, dict[str, str]] = defaultdict(dict)
        for path in self._out:
            if len(path) == 4 and path[0] == "layers" and path[2] in ARRAYS:
                layers = kept.get(("layers",))
                layer = layers.index(path[1]) if layers is not None and path[1] in layers else path[1]
                identifier = self._identifier(path)
                if isinstance(identifier, str):
                    hidden[layer][identifier] = ARRAYS[path[2]]  # type: ignore[index]
        return hidden
