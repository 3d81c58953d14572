"""A table that tells which annotations get which label."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import FormatError, UnreadableFile

_LABEL = "label"
_SPANS = ("spans", "trigger", "content")


class Table:
    """Rows that are tried in order."""

    def __init__(self, rows: Sequence[dict[str, str]]) -> None:
        self._rows = rows
        self.labels = list(dict.fromkeys(row[_LABEL] for row in rows))

    @classmethod
    def read(cls, path: str) -> Table:
        """The table in a CSV file.

        Raises:
            UnreadableFile: it cannot be read.
            FormatError: it has no column `label`, or a row without a label or with too many cells.
        """
        try:
            text = Path(path).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableFile(path, str(error)) from error
        return cls(list(_rows(path, text)))

    def choose(self, part: dict[str, Any]) -> str | None:
        """The label of the first row that fits an annotation."""
        row = next((row for row in self._rows if _fits(row, part)), None)
        return row[_LABEL] if row else None


def _rows(path: str, text: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if _LABEL not in (reader.fieldnames or ()):
            raise FormatError(path, 1, 1, "a column `label`", ", ".join(reader.fieldnames or ()) or "an empty file")
        for row in reader:
            if not row[_LABEL] or None in row:
                raise FormatError(path, reader.line_num, 1, "a label, and a cell for each column")
            yield {column: cell or "" for column, cell in row.items()}
    except csv.Error as error:
        raise FormatError(path, reader.line_num, 1, "CSV", str(error)) from error


def _fits(row: dict[str, str], part: dict[str, Any]) -> bool:
    return all(not cell or cell == _told(column, part) for column, cell in row.items() if column != _LABEL)


def _told(column: str, part: dict[str, Any]) -> str | None:
    """What an annotation has in a column."""
    if column == "annotation":
        return str(part["id"])
    if column == "text":
        spans: list[dict[str, Any]] = next((part[name] for name in _SPANS if name in part), [])
        return " ".join(span["text"] for span in spans)
    value = part.get(column, part.get("attributes", {}).get(column))
    return ("true" if value else "false") if isinstance(value, bool) else None if value is None else str(value)
