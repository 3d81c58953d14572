"""JSON of other tools: values are asked for by key and type; what is not as it should be is told by line and column.

    for document in documents(file):
        with document.opened() as tree:
            text = need(tree, "text", str)
            for span in each(tree, "spans", dict):
                start = need(span, "start", int)

Nothing is carried along to know a place: it is looked for by the identity of the object or list, once it is wanted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from typing import Any, TypeVar

import msgspec

from ..errors import FormatError
from ..findings import Path
from ..jsontext import Locator, parse, past_space
from ..text import Lines, line_and_column, quoted
from ._format import File
from ._text import MAX_TEXT

Object = dict[str, Any]
Container = dict[str, Any] | list[Any]
Value = TypeVar("Value")
_NAMES: dict[type, str] = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}
_SPACE = " \t\r\n"
_encode = msgspec.json.Encoder().encode
_decoder: Callable[[Any], msgspec.json.Decoder[Any]] = cache(msgspec.json.Decoder)
_SKIPPING = json.JSONDecoder(parse_int=str, parse_float=str)
"""Makes no numbers, however many digits they have."""


class Wrong(Exception):
    """A value that is missing or not what it should be; `Document.opened` turns it into a `FormatError`."""

    def __init__(self, part: Container, key: str | int | None, expected: str, found: str | None = None) -> None:
        super().__init__(expected)
        self.part, self.key, self.expected = part, key, expected
        self.found = shown(value_at(part, key)) if found is None else found


class Document:
    """One JSON value of a file: its source, which begins on a line and column of it, and its tree.

    Raises:
        FormatError: it is not strict JSON.
    """

    def __init__(self, file: str, source: str, line: int = 1, column: int = 1) -> None:
        self.file, self._source, self._start = file, source, (line, column)
        self.tree, faults = parse(source)
        for fault in faults:
            raise FormatError(file, *self._line_and_column(fault.at), "strict JSON", fault.message)

    @contextmanager
    def opened(self) -> Iterator[Object]:
        """The tree, which must be an object.

        Raises:
            FormatError: it is none, or a value is wrong that is asked for while it is open.
        """
        if not isinstance(self.tree, dict):
            raise FormatError(self.file, *self._start, "an object", shown(self.tree))
        try:
            yield self.tree
        except Wrong as wrong:
            place = self.place(wrong.part, wrong.key)
            raise FormatError(self.file, *place, wrong.expected, wrong.found) from wrong

    def place(self, part: Container, key: str | int | None = None) -> tuple[int, int]:
        """The line and column of an object or list of the tree, or of a value in it; of the tree if it is not in it."""
        path = self._paths.get(id(part), ())
        return self._line_and_column(self._locator.find(path if key is None else (*path, key)))

    def where(self, part: Container, key: str | int | None = None) -> str:
        """That place as losses have it."""
        line, column = self.place(part, key)
        return f"{self.file}:{line}:{column}"

    def _line_and_column(self, at: int) -> tuple[int, int]:
        line, column = self._lines.line_and_column(at)
        return self._start[0] + line - 1, column + (self._start[1] - 1 if line == 1 else 0)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._source)

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self._source)

    @cached_property
    def _paths(self) -> dict[int, Path]:
        """The paths of all objects and lists by their identity."""
        return {id(part): path for part, path in _containers(self.tree)}


def _containers(tree: Any) -> Iterator[tuple[Any, Path]]:
    waiting: list[tuple[Any, Path]] = [(tree, ())]
    while waiting:
        part, path = waiting.pop()
        if isinstance(part, dict | list):
            yield part, path
            waiting += [(inner, (*path, key)) for key, inner in _children(part)]


def _children(part: Any) -> Any:
    return part.items() if isinstance(part, dict) else enumerate(part)


def documents(file: File) -> Iterator[Document]:
    """The values of a file: those of a list, or one a line, or the only one; what comes before a fault comes first.

    Raises:
        FormatError: it is not UTF-8 or not strict JSON.
    """
    first = next((line for _, line in file.lines() if line.strip()), "")
    return lines(file) if first.lstrip().startswith("{") and _is_whole(first) else elements(file)


def _is_whole(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def lines(file: File) -> Iterator[Document]:
    """The values of a file that has one on each line; empty lines are passed over."""
    return (Document(file.name, line, number) for number, line in file.lines() if line.strip())


def elements(file: File) -> Iterator[Document]:
    """The values of the list that a file holds, or those that stand in it one after the other."""
    source = file.text()
    at = past_space(source, 0)
    if source.startswith("{", at) and (only := _only(file.name, source)):
        yield only
        return
    is_list = source.startswith("[", at)
    line, last, end = 1, 0, at + is_list
    for start, stop in items(source, end, "," if is_list else ""):
        line, last, end = line + source.count("\n", last, start), start, stop
        yield Document(file.name, source[start:end], line, start - source.rfind("\n", 0, start))
    if is_list and source[end:].strip(_SPACE) != "]":
        Document(file.name, source)
    elif not is_list and (source[end:].strip(_SPACE) or end == at):
        start = past_space(source, end)
        Document(file.name, source[start:], *line_and_column(source, start))


def _only(file: str, source: str) -> Document | None:
    """The value that a file is; None where it is several, or has a fault."""
    try:
        return Document(file, source)
    except FormatError:
        return None


def items(source: str, at: int, comma: str) -> Iterator[tuple[int, int]]:
    """Where values stand, the first of them behind an offset, as far as they are JSON and have a comma between."""
    while True:
        start = past_space(source, at)
        try:
            end = _SKIPPING.raw_decode(source, start)[1]
        except (ValueError, RecursionError):
            return
        yield start, end
        at = past_space(source, end)
        if not source.startswith(comma, at):
            return
        at += len(comma)


def exactly(data: bytes, sort: type[Value]) -> Value | None:
    """What some JSON is, if it has nothing else, and no key twice; None if that is not sure.

    A key that is given twice is dropped by decoding, so that the source has more `"` than what is written anew. That
    tells only where nothing is written that was not read: a field of the sort has no default but one that is left out.
    """
    try:
        found: Value = _decoder(sort).decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    hides_marks = data.rfind(rb"\u0022") >= 0  # looked for from the end, which takes half the time
    return found if not hides_marks and data.count(b'"') == _encode(found).count(b'"') else None


def need(part: Container, key: str | int, kind: type[Value]) -> Value:
    """The value at a key or index, which must be there and of a type.

    Raises:
        Wrong: it is not.
    """
    value = find(part, key, kind)
    if value is None:
        raise Wrong(part, key, f"{_NAMES[kind]} as {json.dumps(key, ensure_ascii=False)}")
    return value


def find(part: Container, key: str | int, kind: type[Value]) -> Value | None:
    """The value at a key or index, which must be of a type; None where it is null or not there.

    Raises:
        Wrong: it is of another type.
    """
    value = value_at(part, key)
    if value is None:
        return None
    found = as_kind(value, kind)
    if found is None:
        raise Wrong(part, key, f"{_NAMES[kind]} as {json.dumps(key, ensure_ascii=False)}")
    return found


def each(part: Container, key: str | int, kind: type[Value]) -> list[Value]:
    """The items of the list at a key, all of a type; none where it is null or not there.

    Raises:
        Wrong: it is no list, or an item is of another type.
    """
    items: list[Any] = find(part, key, list) or []
    return [need(items, index, kind) for index in range(len(items))]


def as_kind(value: Any, kind: type[Value]) -> Value | None:
    """The value if it is of a type, else None; whole numbers may be written `12.0`, and numbers `12`."""
    if type(value) is kind:  # nearly always, and the cheapest thing to ask
        return value
    if kind is int and isinstance(value, float) and value.is_integer():
        value = int(value)
    elif kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    is_flag = isinstance(value, bool) and kind is not bool
    return value if isinstance(value, kind) and not is_flag else None


def value_at(part: Container, key: str | int | None) -> Any:
    """The value at a key or index, None where there is none; the container itself without a key."""
    if key is None:
        return part
    if isinstance(part, dict):
        return part.get(key) if isinstance(key, str) else None
    return part[key] if isinstance(key, int) and key < len(part) else None


def shown(value: Any) -> str:
    """A value as messages show it.

    >>> shown({"a": 1}), shown("x"), shown(None), shown(1.5)
    ('an object', '"x"', 'none', '1.5')
    """
    if isinstance(value, str):
        return quoted(value)
    return {dict: "an object", list: "a list", type(None): "none"}.get(type(value)) or json.dumps(value)


def need_text(part: Container, key: str | int) -> str:
    """The text of an article at a key.

    Raises:
        Wrong: it is no string, has no words, or is too long for a record.
    """
    text = need(part, key, str)
    if not text.strip():
        raise Wrong(part, key, "some text")
    if len(text) > MAX_TEXT:
        raise Wrong(part, key, f"at most {MAX_TEXT:,} code points", f"{len(text):,}")
    return text
