"""What a check says: a finding, its place, and how to mend it, as plain values."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

Severity = Literal["error", "warning", "info"]
FixClass = Literal["safe", "unsafe", "propose"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

Path = tuple[str | int, ...]
"""A place in a JSON document: the keys and indexes that lead to it."""


class Fix(Struct, frozen=True, rename={"class_": "class"}):
    """A way to mend a finding. safe: the meaning cannot change; unsafe: it may; propose: for a person to decide."""

    class_: FixClass
    message: str


class Related(Struct, frozen=True):
    """A second place that belongs to a finding, such as where an id was first used."""

    message: str
    pointer: str
    line: int | None
    column: int | None


class Excerpt(Struct, frozen=True):
    """The words of the article a finding is about, with what stands around them on their line."""

    before: str
    words: str
    after: str


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is wrong. Lines and columns are 1-based, columns in code points; None where there is no place.

    `excerpt` is for people to look at; it is not part of the JSON report.
    """

    code: str
    rule: str
    severity: Severity
    file: str = ""
    line: int | None = None
    column: int | None = None
    pointer: str = ""
    article: str | None = None
    layer: str | None = None
    annotation: str | None = None
    message: str
    fix: Fix | UnsetType = UNSET
    related: list[Related] | UnsetType = UNSET
    excerpt: Excerpt | UnsetType = UNSET


class Checked(Struct, frozen=True):
    """One document that was checked: its file, and what was found. `error` tells why it could not be read."""

    file: str
    findings: list[Finding]
    error: str | None = None


def pointer(path: Path) -> str:
    """Write a path as a JSON pointer (RFC 6901).

    >>> pointer(("layers", 0, "a/b"))
    '/layers/0/a~1b'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
