"""What CSV and TSV have in common: all but the sign between cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...model import Record
from .._format import Chunk, File, Files, Format, Read, Settings
from .._kinds import HOLDS
from .._sniff import head_text
from . import ours, theirs
from .rows import Row, again, rows, sign, with_header, written

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 20
"""Lines from which a file without a header is told."""


class Table(NamedTuple):
    """A sort of tables: what stands between cells, and how files end."""

    delimiter: str
    suffix: str

    def named(self, name: str, title: str) -> Format:
        """The format."""
        return Format(
            name=name,
            title=title,
            suffixes=(self.suffix,),
            holds=frozenset(HOLDS),
            many=True,
            sniff=self.sniff,
            read=self.read,
            write=self.write,
        )

    def read(self, files: Files, settings: Settings) -> Iterator[Read]:
        """The records of files, of our own kind or of others."""
        for file in files:
            yield from self._read(file, settings)

    def _read(self, file: File, settings: Settings) -> Iterator[Read]:
        header, rest = with_header(rows(file, self.delimiter), file.name)
        if set(header.cells) >= ours.NEEDED:
            yield from ours.reads(header, rest, file.name)
        elif theirs.is_headerless(header.cells):
            yield from theirs.reads(theirs.HEADERLESS, again(header, rest), file.name, settings)
        else:
            yield from theirs.reads(header.cells, rest, file.name, settings)

    def write(self, records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
        """Records as one table."""
        name = f"{settings.stem}{self.suffix}"
        yield Chunk(name, written(dict(zip(ours.COLUMNS, ours.COLUMNS, strict=True)), ours.COLUMNS, self.delimiter))
        for record in records:
            lines = (written(cells, ours.COLUMNS, self.delimiter) for cells in ours.cells_of(record))
            yield Chunk(name, b"".join(lines))

    def sniff(self, name: str, head: bytes) -> bool:
        """Whether a file is a table with columns that are known."""
        if not name.lower().endswith(self.suffix):
            return False
        text = head.decode("utf-16", "ignore") if head.startswith(_MARKS) else head_text(head)
        found = self._first(text)
        if not found or any(line.startswith("#") for line in found[0].cells[:1]):
            return False
        columns = theirs.columns_of(found[0].cells)
        headed = set(found[0].cells) >= ours.NEEDED or theirs.is_annotations(columns) or "text" in columns
        return headed or all(theirs.is_headerless(row.cells) for row in found)

    def _first(self, text: str) -> list[Row]:
        """The first rows, without one that may be cut off."""
        lines = text.splitlines(keepends=True)[: _LOOKED_AT + 1]
        try:
            cells = list(csv.reader(lines, delimiter=sign("".join(lines[:1]), self.delimiter)))
        except csv.Error:
            return []
        return [Row(0, row) for row in (cells[:-1] if len(cells) > 1 else cells) if any(row)]
