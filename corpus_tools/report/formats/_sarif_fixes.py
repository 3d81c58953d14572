"""Fixes as SARIF has them: for a file, the stretches that go and the text that comes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ...edits import Replacement, replacements
from ...findings import Checked, Fix
from ...rules import Document
from ...text import encodable


class Mending:
    """Tells what fixes change in the file of one document; nothing where it cannot be changed in place."""

    def __init__(self, checked: Checked) -> None:
        self._data, self._line = checked.data, checked.line

    @cached_property
    def _document(self) -> Document:
        return Document(self._data)

    def replacements(self, fix: Fix) -> list[dict[str, Any]]:
        """What a fix changes, region by region."""
        if not (self._data and fix.edits):
            return []
        try:
            found = replacements(self._document.text or "", self._document.locator, fix.edits)
        except ValueError:  # two of its edits are about one place
            return []
        return list(map(self._replacement, found)) if all(text == encodable(text) for *_, text in found) else []

    def _replacement(self, found: Replacement) -> dict[str, Any]:
        places = (*self._place(found.start), *self._place(found.end))
        region = dict(zip(("startLine", "startColumn", "endLine", "endColumn"), places, strict=True))
        return {"deletedRegion": region, **({"insertedContent": {"text": found.text}} if found.text else {})}

    def _place(self, offset: int) -> Iterator[int]:
        line, column = self._document.lines.line_and_column(offset)
        yield from (line + self._line - 1, column)
