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
_SIGNS = "{}[],:"
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
        is_word = token.group() not in _SIGNS
        if is_word and (token.end() > offset or (token.end() == offset and not token["closed"])):
            return _reach(source, token, offset)
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
    if token[:1] == token[-1:] == '"' and len(token) > 1 and "\\" not in token:
        return token[1:-1]
    for whole in (token, token + '"', token.rstrip("\\") + '"'):
        try:
            return json.loads(whole, strict=False)
        except ValueError:
            continue
    return token.lstrip('"')


class _Open(Struct):
    """A container that is not closed yet, its slot in the one around it, and the key that waits for a value."""

    container: Any
    slot: str | int
    key: str | None = None

    @property
    def wants_key(self) -> bool:
        """Whether a key comes next."""
        return isinstance(self.container, dict) and self.key is None

    def next_slot(self, word: Any) -> str | int:
        """Where the next word goes: the index it gets, the key that waits for it, or itself as a key."""
        if isinstance(self.container, list):
            return len(self.container)
        return str(word) if self.key is None else self.key


class _Sketch:
    """Makes a tree of tokens, whatever they are; the outermost container is a list that takes the document."""

    def __init__(self) -> None:
        self._open = [_Open([], 0)]

    @property
    def tree(self) -> Any:
        """The document, None where there is nothing."""
        return next(iter(self._open[0].container), None)

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
            self._open[-1].key = None
        elif token != ":":
            self.put(_value(token))

    def place(self, word: Any) -> tuple[Path, bool]:
        """The path that a word gets if it comes next, and whether it is a key."""
        if len(self._open) == 1:
            return (), False
        inner = self._open[-1]
        return (*(outer.slot for outer in self._open[2:]), inner.next_slot(word)), inner.wants_key

    def put(self, value: Any) -> None:
        """Add a value, or a key."""
        inner = self._open[-1]
        if isinstance(inner.container, list):
            inner.container.append(value)
        elif inner.key is None:
            inner.key = str(value)
        else:
            inner.container[inner.key], inner.key = value, None

    def _begin(self, container: Any) -> None:
        """Open a container; where a key is due, the object around it was left open."""
        while self._open[-1].wants_key:
            self._open.pop()
        slot = self._open[-1].next_slot("")
        self.put(container)
        self._open.append(_Open(container, slot))

    def _end(self, kind: type) -> None:
        """Close the nearest container of a kind, and what was left open in it."""
        if any(isinstance(outer.container, kind) for outer in self._open[1:]):
            while not isinstance(self._open.pop().container, kind):
                pass
