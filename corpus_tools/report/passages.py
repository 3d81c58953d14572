"""What annotations mark, within the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Stretches = Sequence[tuple[int, int]]
"""Parts of a text, in code points `[start, end)`, by their starts; they may overlap."""
Piece = tuple[str, bool]
"""Some words, and whether they are marked."""


def pieces(text: str, place: Stretches, start: int, end: int) -> Iterator[Piece]:
    """The text from `start` to `end`, cut where marks begin and end.

    >>> list(pieces("Ada wrote it", [(4, 9)], 2, 12))
    [('a ', False), ('wrote', True), (' it', False)]
    """
    at = start
    for first, last in place:
        if at < first:
            yield text[at:first], False
        if at < last:
            yield text[max(at, first) : last], True
        at = max(at, last)
    if at < end:
        yield text[at:end], False


def window(text: str, place: Stretches, around: int) -> tuple[int, int]:
    """From some code points before a place to some behind it, without leaving its lines.

    >>> window("Ada\\nwrote it", [(4, 9)], 5)
    (4, 12)
    """
    start, end = min(first for first, _ in place), max(last for _, last in place)
    before, after = text[max(0, start - around) : start], text[end : end + around]
    return start - len(before.rpartition("\n")[2]), end + len(after.partition("\n")[0])
