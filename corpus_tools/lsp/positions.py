"""Places in an editor's text: 0-based lines and columns as the protocol counts them, and offsets in code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from lsprotocol.types import Position, Range

from ..text import utf8_length, utf16_length

_LINE_END = re.compile("\r\n|\n|\r")
_LENGTHS = {"utf-8": utf8_length, "utf-16": utf16_length, "utf-32": len}
UNIT = "utf-16"
"""What columns count unless client and server agree on something else."""


class Text:
    """The text of a document, with its places in offsets and in lines and columns of a unit."""

    def __init__(self, source: str, unit: str = UNIT) -> None:
        self.source, self._length = source, _LENGTHS[unit]
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(source))]

    @cached_property
    def data(self) -> bytes:
        """The text as a file would hold it."""
        return self.source.encode("utf-8", "surrogatepass")

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._length(self.source[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """The stretch between two offsets."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """The offset of a line and column; what is beyond the end of a line counts as its end."""
        if position.line >= len(self._starts):
            return len(self.source)
        start = self._starts[position.line]
        return start + self._column(self.source[start : self.line_end(start)], position.character)

    def _column(self, line: str, units: int) -> int:
        if line.isascii():
            return min(units, len(line))
        for column, character in enumerate(line):
            if units <= 0:
                return column
            units -= self._length(character)
        return len(line)

    def line_end(self, offset: int) -> int:
        """The offset at which the line of an offset ends, its line break not included."""
        match = _LINE_END.search(self.source, offset)
        return match.start() if match else len(self.source)

    def found_at(self, line: int, column: int) -> int:
        """The offset of a 1-based line and column in code points, as findings have them; only LF ends their lines."""
        start = self._feeds[min(line, len(self._feeds)) - 1]
        is_first_of_marked = line == 1 and self.source.startswith("\ufeff")
        return min(start + column - 1 + is_first_of_marked, len(self.source))

    @cached_property
    def _feeds(self) -> list[int]:
        """The offsets at which lines begin if only LF ends one."""
        return [0, *(match.end() for match in re.finditer("\n", self.source))]


def decoded(data: bytes) -> str:
    """The text that the bytes of a file stand for, one with half characters too."""
    return data.decode("utf-8", "surrogatepass")
