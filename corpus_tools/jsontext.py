"""JSON source text: parse it strictly, say what is wrong where, and find the place of any value in it."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from msgspec import Struct

from .findings import Path
from .text import quoted

MAX_DEPTH = 100
"""Containers inside containers; a record needs about ten."""

_LARGEST = 2**53
_SPACES = re.compile(r"[ \t\n\r]*")
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*+"?'  # one that is cut off reaches to the end, so that no search starts inside it
_TOKEN = re.compile(rf'[ \t\n\r]*([{{}}\[\],:]|{_STRING}|[^ \t\n\r{{}}\[\],:"]+)', re.DOTALL)
_BRACKETS = re.compile(rf"{_STRING}|[\[\]{{}}]", re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
    re.DOTALL,
)


class Fault(Struct, frozen=True):
    """Something that JSON does not allow, or that readers of JSON do not agree on, at an offset of the source."""

    at: int
    message: str
    related: tuple[int, str] | None = None


class _Marks:
    """What the fast parse came across: reasons to look at the source again, slowly."""

    suspicious = False

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        self.suspicious |= len(value) != len(pairs)
        return value

    def integer(self, digits: str) -> int:
        if len(digits) > 15 and (len(digits) > 17 or abs(int(digits)) > _LARGEST):
            self.suspicious = True
            return 0
        return int(digits)

    def real(self, digits: str) -> float:
        value = float(digits)
        self.suspicious |= value in (float("inf"), float("-inf"))
        return value

    def constant(self, name: str) -> float:
        self.suspicious = True
        return 0.0


def parse(source: str) -> tuple[Any, list[Fault]]:
    """Parse JSON strictly: `(tree, faults)`, the tree None where there is none to read.

    Doubled keys, NaN and Infinity, numbers that lose digits in common readers, and lone surrogates are faults.
    """
    marks = _Marks()
    if _too_deep(source) is not None:
        return None, list(_faults(source))
    try:
        tree = json.loads(
            source,
            object_pairs_hook=marks.pairs,
            parse_int=marks.integer,
            parse_float=marks.real,
            parse_constant=marks.constant,
        )
    except json.JSONDecodeError as error:
        at = min(error.pos, len(source.rstrip()))
        return None, [*_faults(source[:at]), Fault(at, _syntax(source, error))]
    if marks.suspicious or _SURROGATE.search(source):
        return tree, list(_faults(source))
    return tree, []


_BRACKETS_ONLY = bytes(set(range(256)) - set(b'"[]{}'))
_AS_SQUARE = bytes.maketrans(b"{}", b"[]")


def _may_be_too_deep(source: str) -> bool:
    """Whether brackets are left when innermost pairs have been taken out as often as containers may be nested."""
    kept = source.encode("utf-8", "replace").replace(b"\\\\", b"").replace(b'\\"', b"")
    kept = kept.translate(_AS_SQUARE, _BRACKETS_ONLY).replace(b'""', b"")
    kept = re.sub(rb'"[^"]*"', b"", kept) if b'"' in kept else kept
    for _ in range(MAX_DEPTH):
        if not kept:
            return False
        kept = kept.replace(b"[]", b"")
    return bool(kept)


def _too_deep(source: str) -> int | None:
    """Where containers are nested deeper than allowed, or None."""
    if not _may_be_too_deep(source):
        return None
    depth = 0
    for match in _BRACKETS.finditer(source):
        character = match.group()
        if character in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return match.start()
        elif character in "]}":
            depth -= 1
    return None


def _syntax(source: str, error: json.JSONDecodeError) -> str:
    """Say a syntax error in words that help: what stands there, and what was looked for."""
    found = source[error.pos : error.pos + 1]
    if not source.strip():
        return "the file is empty"
    if not found:
        return "the file ends in the middle of a value: it may have been cut off"
    expected = {
        "Expecting value": "a value was expected",
        "Expecting ',' delimiter": "a comma or a closing bracket was expected",
        "Expecting ':' delimiter": "a colon was expected after the key",
        "Expecting property name enclosed in double quotes": "a key in double quotes was expected",
        "Illegal trailing comma before end of object": "no comma may stand before the closing bracket",
        "Illegal trailing comma before end of array": "no comma may stand before the closing bracket",
        "Extra data": "nothing may follow the end of the document",
        "Unterminated string starting at": "the string that starts here has no closing quotation mark",
        "Invalid control character at": "a line break, tab or control character inside a string must be escaped",
        "Invalid \\escape": "the escape after the backslash is not one that JSON knows",
        "Invalid \\uXXXX escape": "four hexadecimal digits were expected after \\u",
    }.get(error.msg.removesuffix(": "), error.msg)
    return f"not JSON: {expected}" + ("" if found == '"' else f", found {quoted(found)}")


def _faults(source: str) -> Iterator[Fault]:
    """Walk over the tokens of the source and yield every fault but syntax errors."""
    open_containers: list[dict[str, int] | None] = []
    expects_key = False
    for match in _TOKEN.finditer(source):
        token, at = match.group(1), match.start(1)
        if token in "{[":
            open_containers.append({} if token == "{" else None)
            if len(open_containers) > MAX_DEPTH:
                yield Fault(at, f"nested deeper than {MAX_DEPTH} levels")
                return
        elif token in "}]":
            open_containers and open_containers.pop()
        elif token[0] == '"':
            yield from _string_faults(token, at)
            keys = open_containers[-1] if open_containers else None
            if expects_key and keys is not None:
                yield from _key_faults(token, at, keys)
        elif token not in ",:":
            yield from _number_faults(token, at)
        expects_key = token == "{" or (token == "," and bool(open_containers) and open_containers[-1] is not None)


def _key_faults(token: str, at: int, keys: dict[str, int]) -> Iterator[Fault]:
    try:
        key = json.loads(token, strict=False)
    except ValueError:
        return
    if key in keys:
        yield Fault(
            at,
            f"key {quoted(key)} is given twice; readers keep only one of the values",
            (keys[key], "first given here"),
        )
    keys.setdefault(key, at)


def _string_faults(token: str, at: int) -> Iterator[Fault]:
    if _SURROGATE.search(token):
        for match in _ESCAPE.finditer(token):
            if match["lone"]:
                yield Fault(at + match.start(), f"{match['lone']} is half of a character (a lone surrogate)")


def _number_faults(token: str, at: int) -> Iterator[Fault]:
    if token in ("NaN", "Infinity", "-Infinity"):
        yield Fault(at, f"{token} is not a JSON number")
        return
    digits = token.lstrip("-")
    if not (digits.isascii() and digits[:1].isdigit()):
        return
    if digits.isdigit():
        if len(digits) > 17 or int(digits) > _LARGEST:
            yield Fault(at, f"the number {quoted(token, 24)} is too large to be read exactly (beyond 2^53)")
    elif re.fullmatch(r"[0-9.eE+-]+", digits) and _is_infinite(digits):
        yield Fault(at, f"the number {quoted(token, 24)} is too large to be read")


def _is_infinite(digits: str) -> bool:
    try:
        return float(digits) == float("inf")
    except ValueError:
        return False


class Extent(NamedTuple):
    """Where an item of a container stands in the source: with its key from `at`, its value from `value_at` to `end`."""

    at: int
    value_at: int
    end: int


class Locator:
    """Finds the place of a value in well-formed JSON source by its path; remembers the containers it has walked."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._skip: Callable[[str, int], tuple[Any, int]] = _skipping_decoder().scan_once
        self._children: dict[Path, dict[str | int, Extent]] = {}
        self._orders: dict[Path, tuple[list[int], list[str | int]]] = {}

    def find(self, path: Path, *, key: bool = False) -> int:
        """Offset of the value at a path, or of its key; of the nearest container where the path leads nowhere."""
        at = past_space(self._source, 0)
        for depth, part in enumerate(path):
            place = self._walk(path[:depth], at).get(part)
            if place is None:
                return at
            at = place.at if key and depth == len(path) - 1 else place.value_at
        return at

    def path_at(self, offset: int) -> Path:
        """The path of the innermost value that holds an offset; a key belongs to the object it is in."""
        path: Path = ()
        at = past_space(self._source, 0)
        while True:
            starts, parts = self._in_order(path, at)
            index = bisect_right(starts, offset) - 1
            if index < 0 or offset >= self._walk(path, at)[parts[index]].end:
                return path
            at = starts[index]
            path = (*path, parts[index])

    def raw(self, path: Path) -> str:
        """The source of the value at a path, byte for byte."""
        at = self.find(path)
        return self._source[at : self._skip(self._source, at)[1]]

    def children(self, path: Path) -> dict[str | int, Extent]:
        """What the container at a path holds, by key or index, in the order of the source."""
        return self._walk(path, self.find(path))

    def _walk(self, path: Path, at: int) -> dict[str | int, Extent]:
        if path not in self._children:
            items = self._members(at) if self._source[at] == "{" else self._items(at) if self._source[at] == "[" else ()
            self._children[path] = dict(items)
        return self._children[path]

    def _in_order(self, path: Path, at: int) -> tuple[list[int], list[str | int]]:
        """Where the values of a container begin, ascending, and the key or index of each."""
        if path not in self._orders:
            children = sorted((place.value_at, part) for part, place in self._walk(path, at).items())
            self._orders[path] = [start for start, _ in children], [part for _, part in children]
        return self._orders[path]

    def _members(self, at: int) -> Iterator[tuple[str | int, Extent]]:
        source = self._source
        at = past_space(source, at + 1)
        while source[at] != "}":
            key, key_end = scanstring(source, at + 1)
            value_at = past_space(source, past_space(source, key_end) + 1)
            end = self._skip(source, value_at)[1]
            yield key, Extent(at, value_at, end)
            at = self._next(end)

    def _items(self, at: int) -> Iterator[tuple[str | int, Extent]]:
        source = self._source
        at = past_space(source, at + 1)
        index = 0
        while source[at] != "]":
            end = self._skip(source, at)[1]
            yield index, Extent(at, at, end)
            index += 1
            at = self._next(end)

    def _next(self, end: int) -> int:
        """Skip the comma after a value, and white space."""
        at = past_space(self._source, end)
        return past_space(self._source, at + 1) if self._source[at] == "," else at


def past_space(source: str, at: int) -> int:
    """The first offset, from one on, at which no white space of JSON stands."""
    match = _SPACES.match(source, at)
    return match.end() if match else at


def _nothing(_: str) -> None:
    return None


def _skipping_decoder() -> Any:
    """A decoder of the standard library that makes no numbers, however many digits they have."""
    return json.JSONDecoder(parse_int=_nothing, parse_float=_nothing, parse_constant=_nothing)
