"""The rows of CoNLL files, document by document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from msgspec import Struct, field

from ...errors import FormatError
from ...text import quoted
from .._format import File

DOCSTART, HEADER = "-DOCSTART-", "TOKEN\t"
_MARKS = ("#", DOCSTART, HEADER)
"""How lines begin that may be no rows."""
_ID = re.compile(rf"{DOCSTART} \(([^()\t]+)\)(?:\t.*)?")
_TAG = re.compile(r"O|_|[BIESLUM]-[^\s]+")
_COMMENT = re.compile(r"#\s*[\w:.-]+(?: \w+)?\s*=\s*(.*)", re.DOTALL)
_NEW_DOCUMENT = re.compile(r"#\s*(?:newdoc id|[\w:-]*document_id)\s*=\s*(.*)")
_TEXT = re.compile(r"# ?text\s*=\s?(.*)", re.DOTALL)
LOOKED_AT = 2000
"""Rows of a file from which its columns are told."""


class Columns(NamedTuple):
    """Which column is which; `tags` maps the name of a layer, empty where it has none, to a column."""

    is_tabbed: bool
    width: int
    token: int
    tags: dict[str, int]
    offsets: tuple[int, int] | None = None
    annotator: int | None = None
    others: tuple[int, ...] = ()


class Row(Struct, frozen=True, gc=False):
    """One token with its tag in each tag column."""

    number: int
    token: str
    tags: tuple[str, ...]
    start: int | None = None
    annotator: str = ""


class Sentence(Struct):
    """The rows of one sentence, and its text where a comment gives it."""

    rows: list[Row] = field(default_factory=list)
    text: str | None = None


class Document(Struct):
    """The sentences of one document, and its name where it has one."""

    name: str = ""
    sentences: list[Sentence] = field(default_factory=list)


def documents(file: File) -> Iterator[tuple[Document, Columns]]:
    """The documents of a file, one at a time.

    Raises:
        FormatError: a row has other columns than the first ones; the documents before it are yielded first.
    """
    lines = file.lines()
    first = list(islice(lines, LOOKED_AT))
    columns = columns_of([line for _, line in first], file.name)
    document, sentence = Document(), Sentence()
    for number, line in chain(first, lines):
        line = line.removesuffix("\r")
        is_marked = line.startswith(_MARKS)
        if (is_marked or columns.offsets) and starts_document(line, sentence, columns):
            if sentence.rows:
                document.sentences.append(sentence)
            if document.sentences:
                yield document, columns
            document, sentence = Document(_name(line)), Sentence()
        if not line.strip():
            document.sentences += [sentence] if sentence.rows else []
            sentence = Sentence()
        elif is_marked and is_comment(line, is_tabbed=columns.is_tabbed):
            sentence.text = match[1] if (match := _TEXT.fullmatch(line)) else sentence.text
        elif not (is_marked and line.startswith((DOCSTART, HEADER))):
            sentence.rows += _rows(line, number, columns, file.name)
            if _is_sentence(line):
                document.sentences.append(sentence)
                sentence = Sentence()
    document.sentences += [sentence] if sentence.rows else []
    if document.sentences:
        yield document, columns


def starts_document(line: str, sentence: Sentence, columns: Columns) -> bool:
    """Whether a line begins a new document: by name, or since its offsets begin again."""
    if line.startswith(DOCSTART) or _NEW_DOCUMENT.fullmatch(line):
        return True
    if columns.offsets is None or sentence.rows:
        return False
    cells = line.split("\t" if columns.is_tabbed else None)
    return len(cells) > columns.offsets[0] and cells[columns.offsets[0]] == "0"


def _name(line: str) -> str:
    match = _ID.fullmatch(line) or _NEW_DOCUMENT.fullmatch(line)
    return match[1].strip() if match else ""


def is_comment(line: str, *, is_tabbed: bool) -> bool:
    """Whether a line says something of what follows; a token may begin with `#` too."""
    return line.startswith("#") and (_COMMENT.fullmatch(line) is not None or (is_tabbed and "\t" not in line))


def _is_sentence(line: str) -> bool:
    """Whether a line holds a whole sentence of `token|tag` words."""
    if "|" not in line or "\t" in line:
        return False
    words = line.split(" ")
    return all("|" in word for word in words) and len(words) > 1


def _cells(line: str, *, is_tabbed: bool) -> list[list[str]]:
    """The cells of each token of a line: one token, unless the line is a sentence."""
    if _is_sentence(line):
        return [word.rsplit("|", line.split(" ")[0].count("|")) for word in line.split(" ")]
    return [line.split("\t") if is_tabbed else line.split()]


def _rows(line: str, number: int, columns: Columns, name: str) -> list[Row]:
    return [_row(cells, line, number, columns, name) for cells in _cells(line, is_tabbed=columns.is_tabbed)]


def _row(cells: Sequence[str], line: str, number: int, columns: Columns, name: str) -> Row:
    if len(cells) != columns.width:
        raise FormatError(name, number, 1, f"{columns.width} columns", str(len(cells)))
    tags = tuple([cells[at] for at in columns.tags.values()])
    for tag in tags:
        if not _is_tag(tag):
            raise FormatError(name, number, line.find(tag) + 1, "a tag such as O or B-PER", quoted(tag))
    if columns.offsets is None and columns.annotator is None:
        return Row(number, cells[columns.token], tags)
    start = cells[columns.offsets[0]] if columns.offsets else ""
    annotator = cells[columns.annotator] if columns.annotator is not None else ""
    return Row(number, cells[columns.token], tags, int(start) if start.isdecimal() else None, annotator.strip("-_"))


@lru_cache(4096)
def _is_tag(cell: str) -> bool:
    return _TAG.fullmatch(cell) is not None


def columns_of(lines: Sequence[str], name: str) -> Columns:
    """Which column is which, told by what the first rows hold.

    Raises:
        FormatError: no column holds tags.
    """
    lines = [line.removesuffix("\r") for line in lines if line.strip() and not line.startswith(DOCSTART)]
    is_tabbed = 2 * sum("\t" in line for line in lines) > sum(not line.startswith("#") for line in lines)
    header = next((line.split("\t") for line in lines if line.startswith(HEADER)), None)
    if header:
        tags = {name: at for at, name in enumerate(header) if name.startswith("NE")}
        return Columns(True, len(header), 0, tags or {"": len(header) - 1})
    data = [line for line in lines if not is_comment(line, is_tabbed=is_tabbed)]
    rows = [cells for line in data for cells in _cells(line, is_tabbed=is_tabbed)]
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    rows = [cells for cells in rows if len(cells) == width]
    tagged = [at for at in range(1, width) if _are_tags(row[at] for row in rows)]
    tagged = [at for at in tagged if any(row[at] != "_" for row in rows)] or tagged
    if not tagged:
        raise FormatError(name, 1, 1, "rows of a token and a tag such as O or B-PER", "no column of tags")
    return _other_columns(rows, width, tagged, is_tabbed=is_tabbed)


_NEARLY_ALL = 0.9


def _are_tags(cells: Iterable[str]) -> bool:
    """Whether nearly all are tags: one that is not is a fault in its row, which is told when that is read."""
    fits = [_is_tag(cell) for cell in cells]
    return sum(fits) >= _NEARLY_ALL * len(fits)


def _other_columns(rows: Sequence[Sequence[str]], width: int, tagged: Sequence[int], *, is_tabbed: bool) -> Columns:
    numbers = [at for at in range(width) if all(row[at].isdecimal() for row in rows)]
    token = 1 if 0 in numbers and width > 2 and 1 not in tagged and rows[0][0] in ("0", "1") else 0
    offsets = _offsets(rows, numbers, token)
    tag = tagged[0] if token == 1 else tagged[-1]
    annotator = width - 1 if token == 1 and width == 5 and tag == 2 else None
    known = {token, tag, annotator, *(offsets or ()), *([0] if token else [])}
    others = tuple(at for at in range(width) if at not in known and any(row[at] not in "-_" for row in rows))
    return Columns(is_tabbed, width, token, {"": tag}, offsets, annotator, others)


def _offsets(rows: Iterable[Sequence[str]], numbers: Sequence[int], token: int) -> tuple[int, int] | None:
    """Two columns of numbers that are as far apart as the token is long."""
    for start in numbers:
        if start + 1 in numbers and all(int(row[start + 1]) - int(row[start]) == len(row[token]) for row in rows):
            return start, start + 1
    return None


def looks_like(name: str, head: str) -> bool:
    """Whether the first lines of a file are such rows."""
    lines = head.split("\n")[:-1] or [head]
    try:
        tags = list(_tags(lines, columns_of(lines[:200], name)))
    except FormatError:
        return False
    return head.startswith(DOCSTART) or any(tag[:2] in ("B-", "I-", "S-", "U-") for tag in tags)


def _tags(lines: Sequence[str], columns: Columns) -> Iterator[str]:
    for number, line in enumerate(lines[:200], 1):
        line = line.removesuffix("\r")
        if (
            line.strip()
            and not line.startswith((DOCSTART, "TOKEN"))
            and not is_comment(line, is_tabbed=columns.is_tabbed)
        ):
            yield from (tag for row in _rows(line, number, columns, "") for tag in row.tags)
