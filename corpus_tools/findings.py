"""What a check says: a finding, its place, and how to mend it, as plain values."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

Severity = Literal["error", "warning", "info"]
FixClass = Literal["safe", "unsafe", "propose"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

Path = tuple[str | int, ...]
"""A place in a JSON document: the keys and indexes that lead to it."""


class Edit(Struct, frozen=True, omit_defaults=True):
    """One change to a document: a value put at a pointer, or what stands there taken out where there is no value.

    An object gets a key that it did not have; `-` as the last part of the pointer stands for the end of a list.
    """

    pointer: str
    value: Any = UNSET


class Fix(Struct, frozen=True, omit_defaults=True, rename={"class_": "class"}):
    """A way to mend a finding. safe: the meaning cannot change; unsafe: it may; propose: for a person to decide.

    `edits` are made together or not at all; a fix without any is words only.
    """

    class_: FixClass
    message: str
    edits: tuple[Edit, ...] = ()


class Related(Struct, frozen=True):
    """A second place that belongs to a finding, such as where an id was first used; `file` where it is another one."""

    message: str
    pointer: str
    line: int | None
    column: int | None
    file: str | UnsetType = UNSET


class Excerpt(Struct, frozen=True):
    """The words of the article a finding is about, with what stands around them on their line."""

    before: str
    words: str
    after: str


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is wrong. Lines and columns are 1-based, columns in code points; None where there is no place.

    `excerpt` and `annotator` (whose layer it is) are for people to look at; they are not part of the JSON report.
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
    annotator: str | UnsetType = UNSET


class Checked(Struct, frozen=True):
    """One document that was checked: its file, and what was found. `error` tells why it could not be read.

    `annotators` made its layers. With `again` it was passed on before, and these are findings that came to light only
    with the whole corpus. `data` is the document where it has findings and could be changed in place, `line` the one
    of the file on which it begins.
    """

    file: str
    findings: list[Finding]
    error: str | None = None
    annotators: list[str] = []
    again: bool = False
    data: bytes = b""
    line: int = 1


def pointer(path: Path) -> str:
    """Write a path as a JSON pointer (RFC 6901).

    >>> pointer(("layers", 0, "a/b"))
    '/layers/0/a~1b'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
