"""The screen: styled text where it is a terminal, plain text elsewhere. The only import of rich for text.

Styles are given piece by piece, never as markup inside a string, so nothing in the data is interpreted.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO, TypeVar

from ..findings import Severity

T = TypeVar("T")
Piece = tuple[str, str]
"""Words and the style they have on a terminal."""

STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "info": "cyan"}
PROGRESS_AFTER = 1.0
"""Seconds; shorter work shows no progress."""


class Printer:
    """Prints pieces, and lines made of them, to a stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rich = _rich_console(stream)

    def write(self, piece: Piece | str) -> None:
        """Print words, in their style where they have one and the screen takes it."""
        words, style = piece if isinstance(piece, tuple) else (piece, "")
        if self._rich is None or not style:
            self._stream.write(words)
        else:
            from rich.text import Text

            self._rich.print(Text(words, style), end="", soft_wrap=True, highlight=False)

    def line(self, *pieces: Piece | str) -> None:
        """Print one line."""
        for piece in (*pieces, "\n"):
            self.write(piece)


def _rich_console(stream: TextIO) -> Any:
    """A console of rich's where the stream is a terminal that wants colour, else None."""
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return None
    from rich.console import Console

    return Console(file=stream)


class Progress(Iterable[T]):
    """Passes items on; on a terminal, when the work is long, a counter on standard error tells how far it is.

    `prints` tells for which items something will be printed: the counter makes way for it.
    """

    def __init__(self, items: Iterable[T], prints: Callable[[T], bool]) -> None:
        self._items, self._prints = items, prints

    def __iter__(self) -> Iterator[T]:
        return self._shown() if sys.stderr.isatty() else iter(self._items)

    def _shown(self) -> Iterator[T]:
        started = last = time.monotonic()
        visible = False
        for count, item in enumerate(self._items, 1):
            if visible and self._prints(item):
                _clear_line()
                visible = False
            yield item
            now = time.monotonic()
            if now - started > PROGRESS_AFTER and now - last > 0.1:
                sys.stderr.write(f"\r{count} documents, {count / (now - started):.0f} a second ")
                sys.stderr.flush()
                last, visible = now, True
        if visible:
            _clear_line()


def _clear_line() -> None:
    sys.stderr.write("\r\x1b[K")
    sys.stderr.flush()
