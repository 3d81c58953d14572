"""What is at the cursor of a document that need not be well-formed JSON: while one types it seldom is.

Strings are taken to end with their line at the latest, commas and colons may be missing, and what is not closed is
closed where its container goes on. So the place of the cursor is known as long as the brackets before it are right.
"""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec import Struct

from ..findings import Path

_TOKEN = re.compile(r'[{}\[\],:]|"(?:[^"\\\n]|\\.)*+(?P<closed>")?|[^\s{}\[\],:"]+')
_AFTER_A_STRING = re.compile(r"[ \t]*(?:[,:}\]\r\n]|$)")


class Cursor(Struct, frozen=True):
    """What the cursor is on: a value, or with `on_key` a key, which is the last part of `path` then.

    `word` is that key or value, empty where there is none yet; it stands from `start` to `end` in the source, both
    alike where it would be put. `tree` is the document, as far as it can be read.
    """

    path: Path
    on_key: bool
    word: Any
    start: int
    end: int
    tree: Any


def cursor(source: str, offset: int) -> Cursor:
    """Find out what is at an offset of the source."""
    start, end = _token_at(source, offset)
    word = _value(source[start:end])
    sketch = _Sketch()
    sketch.read(source, 0, start)
    path, on_key = sketch.place(word)
    sketch.put(word)
    sketch.read(source, end, len(source))
    return Cursor(path, on_key, word, start, end, sketch.tree)


def outline(source: str) -> Any:
    """The tree of a document, as far as it can be read."""
    sketch = _Sketch()
    sketch.read(source, 0, len(source))
    return sketch.tree


def _token_at(source: str, offset: int) -> tuple[int, int]:
    """Where the key or value that the cursor is in begins and ends; nothing at the offset where it is in none."""
    line = source.rfind("\n", 0, offset) + 1
    for token in _TOKEN.finditer(source, line):
        if token.start() > offset:
            break
        is_open = token["closed"] is None and token.group() not in "{}[],:"
        if token.end() > offset or (is_open and token.end() == offset):
            return _reach(source, token, offset) if token.group() not in "{}[],:" else (offset, offset)
    return offset, offset


def _reach(source: str, token: re.Match[str], offset: int) -> tuple[int, int]:
    """The reach of a token; a string whose closing mark was not typed yet ends at the cursor.

    That it was not typed shows by what comes after the mark that seems to close it: the string after next begins there.
    """
    is_string = token.group()[0] == '"' and token.start() < offset
    is_whole = token["closed"] and _AFTER_A_STRING.match(source, token.end())
    return token.start(), offset if is_string and not is_whole else token.end()


def _value(token: str) -> Any:
    """The value of a token; of a string that is cut off, what is there of it."""
    for whole in (token, token + '"', token.rstrip("\\") + '"'):
        try:
            return json.loads(whole, strict=False)
        except ValueError:
            continue
    return token.lstrip('"')


class _Sketch:
    """Makes a tree of tokens, whatever they are. `_open` holds the containers around the place that was reached, each
    with its slot in the one around it; the outermost is a list that takes the document."""

    def __init__(self) -> None:
        self._open: list[tuple[Any, str | int]] = [([], 0)]
        self._keys: list[str | None] = [None]

    @property
    def tree(self) -> Any:
        """The document, None where there is nothing."""
        document = self._open[0][0]
        return document[0] if document else None

    def read(self, source: str, start: int, end: int) -> None:
        """Take the tokens of a stretch of the source."""
        for token in _TOKEN.finditer(source, start, end):
            self._take(token.group())

    def _take(self, token: str) -> None:
        if token in "{[":
            self._begin({} if token == "{" else [])
        elif token in "}]":
            self._end(dict if token == "}" else list)
        elif token == ",":
            self._keys[-1] = None
        elif token != ":":
            self.put(_value(token))

    def place(self, word: Any) -> tuple[Path, bool]:
        """The path of what comes next, if that is a word, and whether it is a key."""
        around = tuple(slot for _, slot in self._open[2:])
        inner, key = self._open[-1][0], self._keys[-1]
        if len(self._open) == 1:
            return (), False
        if isinstance(inner, list):
            return (*around, len(inner)), False
        return (*around, str(word) if key is None else key), key is None

    def put(self, value: Any) -> None:
        """Add a value, or a key."""
        inner, key = self._open[-1][0], self._keys[-1]
        if isinstance(inner, list):
            inner.append(value)
        elif key is None:
            self._keys[-1] = str(value)
        else:
            inner[key], self._keys[-1] = value, None

    def _begin(self, container: Any) -> None:
        """Open a container; where a key is due, the object around it was left open."""
        while len(self._open) > 1 and isinstance(self._open[-1][0], dict) and self._keys[-1] is None:
            self._leave()
        inner, key = self._open[-1][0], self._keys[-1]
        slot = len(inner) if isinstance(inner, list) else str(key)
        self.put(container)
        self._open.append((container, slot))
        self._keys.append(None)

    def _end(self, kind: type) -> None:
        """Close the nearest container of a kind, and what was left open in it."""
        if any(isinstance(container, kind) for container, _ in self._open[1:]):
            while not isinstance(self._open[-1][0], kind):
                self._leave()
            self._leave()

    def _leave(self) -> None:
        self._open.pop()
        self._keys.pop()
