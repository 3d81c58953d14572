"""The lines of CoNLL-U files, document by document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

from ...errors import FormatError
from ...text import quoted
from .._format import File

WIDTH = 10
COLUMNS = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")
_ID = re.compile(r"([0-9]+)(?:([-.])([0-9]+))?")
_COMMENT = re.compile(r"#\s*([^=]*?)\s*(?:=\s*(.*))?", re.DOTALL)
NEW_DOCUMENT, NEW_PARAGRAPH = ("newdoc", "newdoc id"), ("newpar", "newpar id")


class Row(NamedTuple):
    """One line with its number in the file: a word, a range of words that are written as one, or a word not written."""

    line: int
    first: int
    mark: str
    last: int
    cells: list[str]

    @property
    def form(self) -> str:
        """The word."""
        return self.cells[1]

    @property
    def misc(self) -> dict[str, str]:
        """What stands in the last column, by name."""
        pairs = (part.partition("=") for part in self.cells[-1].split("|") if part != "_")
        return {name: value for name, _, value in pairs}


class Sentence(Struct):
    """The rows of one sentence, and what the comments before it say."""

    comments: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def is_new(self, names: tuple[str, ...]) -> bool:
        """Whether a document or paragraph begins with it."""
        return any(name in self.comments for name in names)


def documents(file: File) -> Iterator[list[Sentence]]:
    """The sentences of each document, one document at a time; where none is named, all are one.

    Raises:
        FormatError: a line has other than ten columns; the documents before it are yielded first.
    """
    found: list[Sentence] = []
    for sentence in _sentences(file):
        if found and sentence.is_new(NEW_DOCUMENT):
            yield found
            found = []
        found.append(sentence)
    if found:
        yield found


def _sentences(file: File) -> Iterator[Sentence]:
    """The sentences of a file; of one with a fault, its comments where a document begins with it."""
    sentence = Sentence()
    try:
        for number, line in file.lines():
            line = line.removesuffix("\r")
            if line.strip():
                _add(line, number, sentence, file.name)
            elif sentence.rows:
                yield sentence
                sentence = Sentence()
    except FormatError:
        if sentence.is_new(NEW_DOCUMENT):
            yield Sentence(sentence.comments)
        raise
    if sentence.rows:
        yield sentence


def _add(line: str, number: int, sentence: Sentence, name: str) -> None:
    if line.startswith("#") and not sentence.rows:
        match = _COMMENT.fullmatch(line)
        sentence.comments |= {match[1]: match[2] or ""} if match else {}
    else:
        sentence.rows.append(_row(line, number, sentence, name))


def _row(line: str, number: int, sentence: Sentence, name: str) -> Row:
    cells = line.split("\t")
    if len(cells) != WIDTH:
        raise FormatError(name, number, 1, f"{WIDTH} columns", str(len(cells)))
    match = _ID.fullmatch(cells[0]) if len(cells[0]) <= WIDTH else None
    if match is None:
        raise FormatError(name, number, 1, "the number of a word, such as 1, 1-2 or 1.1", quoted(cells[0]))
    row = Row(number, int(match[1]), match[2] or "", int(match[3] or match[1]), cells)
    words = sum(not row.mark for row in sentence.rows)
    if not row.mark and row.first != words + 1:
        raise FormatError(name, number, 1, f"the number {words + 1}", quoted(cells[0]))
    if row.mark == "-" and not words < row.first <= row.last:
        raise FormatError(name, number, 1, "a range of words that follow", quoted(cells[0]))
    if not row.form:
        raise FormatError(name, number, len(cells[0]) + 2, "a word", "nothing")
    return row


def looks_like(name: str, head: str) -> bool:
    """Whether the first line that is no comment has ten columns and a number."""
    line = next((line for line in head.split("\n") if line.strip() and not line.startswith("#")), "")
    cells = line.removesuffix("\r").split("\t")
    return len(cells) == WIDTH and _ID.fullmatch(cells[0]) is not None
