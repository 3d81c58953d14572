"""Rows of a CSV or TSV file, with the lines they begin on, and rows made into one."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TextIO

from ...errors import FormatError
from ...text import quoted
from .._format import File
from .cells import plain, safe

LONGEST = 64 * 2**20
"""Characters of a cell."""
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Row(NamedTuple):
    """The cells of a row, and the 1-based line it begins on."""

    line: int
    cells: Sequence[str]


def rows(file: File, delimiter: str) -> Iterator[Row]:
    """The rows of a file that are not empty, one at a time.

    A file is UTF-8, or what its byte order mark says; commas may be semicolons, as spreadsheets write them where a
    comma is the decimal sign.

    Raises:
        FormatError: it is not text, or not in the format; the rows before are yielded first.
    """
    encoding = _encoding(file)
    line = 1
    with file.open() as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
        try:
            for row in _rows(text, delimiter):
                line = row.line
                if any(row.cells):
                    yield row
        except csv.Error as error:
            raise FormatError(file.name, line, 1, "a row of a table", f"{error} below this line") from error
        except UnicodeError as error:
            raise FormatError(file.name, line, 1, encoding.upper(), f"{error} below this line") from error


def _encoding(file: File) -> str:
    with file.open() as stream:
        first = stream.read(4)
    return next((name for mark, name in _MARKS.items() if first.startswith(mark)), "utf-8")


def _rows(text: TextIO, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(LONGEST)
    header = text.readline(LONGEST)
    reader, line = csv.reader(chain([header], text), delimiter=sign(header, delimiter), strict=True), 1
    for cells in reader:
        yield Row(line, [plain(cell) for cell in cells])
        line = reader.line_num + 1


def sign(header: str, delimiter: str) -> str:
    """What stands between the cells of a first line."""
    return ";" if delimiter == "," and header.count(";") > header.count(",") else delimiter


def with_header(found: Iterator[Row], file: str) -> tuple[Row, Iterator[Row]]:
    """The first row, and all rows after it, each with as many cells.

    Raises:
        FormatError: there is no row.
    """
    header = next(found, None)
    if header is None:
        raise FormatError(file, 1, 1, "a row of column names", "an empty file")
    return header, _as_wide(found, header, file)


def _as_wide(found: Iterator[Row], header: Row, file: str) -> Iterator[Row]:
    for row in found:
        if len(row.cells) != len(header.cells):
            shown = quoted(",".join(row.cells), 40)
            raise FormatError(file, row.line, 1, f"{len(header.cells)} cells", f"{len(row.cells)}: {shown}")
        yield row


def again(row: Row, rest: Iterator[Row]) -> Iterator[Row]:
    """A row put back before the others."""
    return chain([row], rest)


def written(cells: Mapping[str, str], columns: Sequence[str], delimiter: str) -> bytes:
    """One row as bytes."""
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter).writerow([safe(cells.get(column, "")) for column in columns])
    return (line.getvalue().removesuffix("\r\n") + "\n").encode()
