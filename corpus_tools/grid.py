"""Tables in plain text and in Markdown: cells are texts, the first columns words, the others numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .text import visible, width

Cells = Sequence[str]


def aligned(header: Cells, rows: Iterable[Cells], words: int = 1) -> str:
    """A table for a screen; the first `words` columns stand to the left.

    >>> print(aligned(["part", "articles"], [["train", "8"], ["test", "12"]]), end="")
    part   articles
    train         8
    test         12
    """
    lines = [[visible(cell) for cell in line] for line in (header, *rows)]
    widths = [max(width(line[column]) for line in lines) for column in range(len(header))]
    return "".join(f"{'  '.join(_padded(line, widths, words)).rstrip()}\n" for line in lines)


def _padded(line: Cells, widths: Sequence[int], words: int) -> list[str]:
    gaps = [" " * (wide - width(cell)) for cell, wide in zip(line, widths, strict=True)]
    pairs = enumerate(zip(line, gaps, strict=True))
    return [cell + gap if column < words else gap + cell for column, (cell, gap) in pairs]


def markdown(header: Cells, rows: Iterable[Cells], words: int = 1) -> str:
    """A table in Markdown.

    >>> print(markdown(["part", "articles"], [["a|b", "8"]]), end="")
    | part | articles |
    | --- | ---: |
    | a\\|b | 8 |
    """
    rule = ["---" if column < words else "---:" for column in range(len(header))]
    lines = [[cell.replace("|", "\\|") for cell in line] for line in (header, *rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in (lines[0], rule, *lines[1:]))
