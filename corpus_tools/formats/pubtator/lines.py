"""The lines of PubTator files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from msgspec import Struct, field

from ...errors import FormatError
from ...text import quoted
from .._format import File
from .._sniff import head_text

_TEXT = re.compile(r"([^|\t]+)\|([ta])\|(.*)", re.DOTALL)
_HARD = re.compile(r"[\t\n\r]|\A | \Z|%(?=[0-9A-Fa-f]{2})")
"""What no cell can have, or would lose."""
_PLACES = re.compile("[0-9]{1,9}")
IDENTIFIER, MENTIONS, FLAG = "identifier", "mentions", "flag"
"""What the sixth and the seventh column of a mention, and the fifth of a relation, are called."""


class Row(Struct):
    """A line with tabs: its number and cells."""

    number: int
    cells: list[str]


class Document(Struct):
    """One document with its lines."""

    number: int
    id: str
    title: str = ""
    abstract: str = ""
    mentions: list[Row] = field(default_factory=list)
    relations: list[Row] = field(default_factory=list)


def documents(file: File) -> Iterator[Document]:
    """The documents of a file, one at a time.

    Raises:
        FormatError: a line is none of PubTator's; the documents before it are yielded first.
    """
    document: Document | None = None
    for number, line in file.lines():
        line = line.removesuffix("\r")
        match = _TEXT.fullmatch(line)
        if document and (not line.strip() or (match and match[1] != document.id)):
            yield document
            document = None
        if match:
            document = document or Document(number, match[1])
            setattr(document, "title" if match[2] == "t" else "abstract", match[3])
        elif line.strip():
            _add(document, line, number, file)
    if document:
        yield document


def _add(document: Document | None, line: str, number: int, file: File) -> None:
    cells = [cell.strip(" ") for cell in line.rstrip("\t ").split("\t")]
    if document is None or cells[0] != document.id:
        raise FormatError(file.name, number, 1, "a title, PMID|t|..., or a line of its document", quoted(line))
    if 5 <= len(cells) <= 7 and all(map(_PLACES.fullmatch, cells[1:3])):
        document.mentions.append(Row(number, cells))
    elif len(cells) in (4, 5):
        document.relations.append(Row(number, cells))
    else:
        expected = "a mention of 5 to 7 columns, or a relation of 4 or 5"
        raise FormatError(file.name, number, 1, expected, f"{len(cells)} columns")


def cell(words: str) -> str:
    """Words as a cell has them: tabs, line ends and spaces at the ends are spelled as in URLs."""
    return _HARD.sub(lambda match: quote(match[0], safe=""), words)


def meant(found: str) -> str:
    """The words that a cell stands for; the cell itself where it was not made by `cell`."""
    words = unquote(found)
    return words if cell(words) == found else found


def looks_like(name: str, head: bytes) -> bool:
    """Whether the first line that is not empty is a title."""
    first = head_text(head).lstrip("\r\n").partition("\n")[0]
    match = _TEXT.fullmatch(first.removesuffix("\r"))
    return match is not None and match[2] == "t"
