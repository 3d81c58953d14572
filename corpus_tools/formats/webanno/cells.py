"""Cells of WebAnno TSV 3: stacked values, numbers in brackets, and what a backslash stands before."""

from __future__ import annotations

import re
from typing import NamedTuple

NONE, UNSAID = "_", "*"
"""What stands where there is no annotation, and where one has no value."""
_STACK = re.compile(r"\\.|(\|)", re.DOTALL)
_SLOT = re.compile(r"\\.|(;)", re.DOTALL)
_NUMBERED = re.compile(r"((?:[^\\]|\\.)*)\[([0-9]+)\]", re.DOTALL)
_RELATED = re.compile(r"([0-9]+-[0-9]+(?:\.[0-9]+)?)(?:\[([0-9]+)(?:_([0-9]+))?\])?")
_LINKED = re.compile(r"((?:[^\\]|\\.)*)->([0-9]+)-([0-9]+)", re.DOTALL)
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_UNICODE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_TO_ESCAPE = re.compile(r"[\\\[\]|_;*]|->|[\t\n]")
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_WORDS = {control: f"\\{letter}" for letter, control in _LETTERS.items()}


class Value(NamedTuple):
    """One of stacked values: its text, None where it has none, and the number of its annotation, or 0."""

    text: str | None
    number: int


class Target(NamedTuple):
    """A unit that is referred to, and the numbers of the annotations on both ends, 0 where they have none."""

    unit: str
    number: int = 0
    own: int = 0


def stacked(cell: str) -> list[str]:
    """The values of a cell, as they are.

    >>> stacked(r"a\\|b[1]|*[2]"), stacked("_")
    (['a\\\\|b[1]', '*[2]'], [])
    """
    return [] if cell == NONE else _split(cell, _STACK)


def value(raw: str) -> Value:
    """A value without what is around it.

    >>> value(r"a\\[1\\][2]"), value("*[3]"), value("_")
    (Value(text='a[1]', number=2), Value(text=None, number=3), Value(text=None, number=0))
    """
    body, number = numbered(raw)
    return Value(None if body in (NONE, UNSAID) else unescaped(body), number)


def numbered(raw: str) -> tuple[str, int]:
    """A value as it is, and the number in brackets behind it, 0 where there is none."""
    match = _NUMBERED.fullmatch(raw)
    return (match[1], int(match[2][:9])) if match else (raw, 0)


def slots(raw: str) -> list[str]:
    """The parts of a value that stand for one slot each."""
    return [] if raw in (NONE, UNSAID) else _split(raw, _SLOT)


def _split(text: str, mark: re.Pattern[str]) -> list[str]:
    """A text cut at marks that no backslash stands before."""
    cuts = [match.start() for match in mark.finditer(text) if match[1]]
    return [text[start:end] for start, end in zip([0, *(at + 1 for at in cuts)], [*cuts, len(text)], strict=True)]


def target(raw: str) -> Target | None:
    """What a slot or a relation refers to; None where that is nothing."""
    match = _RELATED.fullmatch(raw)
    return Target(match[1], int((match[2] or "0")[:9]), int((match[3] or "0")[:9])) if match else None


def link(raw: str) -> tuple[str | None, int, int] | None:
    """The value of a link, the number of its chain, and its own number in it; None where it is no link."""
    match = _LINKED.fullmatch(raw)
    return (value(match[1]).text, int(match[2][:9]), int(match[3][:9])) if match else None


def unescaped(text: str, *, old: bool = False) -> str:
    r"""A text without backslashes; before version 3.2 a character could be written by its number.

    >>> unescaped(r"a\tb\->c\\d"), unescaped(r"\u00e9", old=True)
    ('a\tb->c\\d', 'é')
    """
    if "\\" not in text:
        return text
    if old:
        text = _UNICODE.sub(lambda match: chr(int(match[1], 16)), text)
    return _ESCAPED.sub(lambda match: _LETTERS.get(match[1], match[1]), text)


def escaped(text: str) -> str:
    r"""A value as a cell has it.

    >>> escaped("a|b_c -> d")
    'a\\|b\\_c \\-> d'
    """
    return _TO_ESCAPE.sub(lambda match: _WORDS.get(match[0]) or f"\\{match[0]}", text)


def escaped_text(text: str) -> str:
    """A line of text as it stands behind `#Text=`."""
    return re.sub(r"[\\\t\r\f\x08]", lambda match: _WORDS.get(match[0]) or f"\\{match[0]}", text)
