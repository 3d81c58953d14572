"""Another text for a record: the article, its length and checksum, and every place in it moved along."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ._changes import move, put
from ._rule import Change
from ._sealing import checksum, is_sealed
from ._view import View

Piece = tuple[int, int, str]
"""A stretch of the text, `[start, end)` in code points, and what is to stand there."""


def mended(view: View, pieces: Sequence[Piece]) -> list[Change]:
    """The changes that put pieces in place, ascending and apart; none where a place cannot be told afterwards.

    The new text is sealed in any case. What stands in `unanchored` speaks of former texts, and stays as it is. Nothing
    is changed while something could not be read or a conflict is there: both may hold places in this text.
    """
    if view.removed or any(layer.layer.conflicts for layer in view.layers) or not _stands(view):
        return []
    moved = _Map(view.text, pieces)
    try:
        return list(_changes(view, moved)) if moved.text and _is_meant(view, moved.text) else []
    except _Lost:
        return []


def _is_meant(view: View, text: str) -> bool:
    """Whether the checksum, if there is one, is that of the text before or after: no other change is covered up."""
    given = view.record.text_sha256
    return not given or is_sealed(view) or given == checksum(text)


def _stands(view: View) -> bool:
    """Whether every span has the words of the article, so that it is known what to move."""
    return all(
        view.text[start:end] == text
        for layer in view.layers
        for start, end, text in zip(layer.starts, layer.ends, layer.texts, strict=True)
    )


class _Lost(Exception):
    """A place lies inside a piece, or nothing is left of a stretch."""


class _Map:
    """The text with its pieces in place, and where each offset goes."""

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self._ends = [end for _, end, _ in pieces]
        self._pieces = pieces
        self._shifts = [0]
        parts, at = [], 0
        for start, end, new in pieces:
            parts += [text[at:start], new]
            self._shifts.append(self._shifts[-1] + len(new) - (end - start))
            at = end
        self.text = "".join([*parts, text[at:]])

    def at(self, offset: int) -> int:
        """Where an offset goes; the edges of a piece go to its edges."""
        index = bisect_right(self._ends, offset)
        if index < len(self._pieces):
            start, _, new = self._pieces[index]
            if start < offset:
                if new:
                    raise _Lost
                return start + self._shifts[index]
        return offset + self._shifts[index]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch goes."""
        first, last = self.at(start), self.at(end)
        if first >= last:
            raise _Lost
        return first, last


def _changes(view: View, moved: _Map) -> Iterator[Change]:
    record = view.record
    yield from put(record, text=moved.text, text_length=len(moved.text), text_sha256=checksum(moved.text))
    for section in view.sections:
        start, end = moved.stretch(section.start, section.end)
        if (start, end) != (section.start, section.end):
            yield from put(section, start=start, end=end)
    if record.segmentation:
        for field in ("tokens", "sentences"):
            pairs = getattr(record.segmentation, field) or ()
            if pairs:
                yield from put(record.segmentation, **{field: [list(moved.stretch(*pair)) for pair in pairs]})
    for layer in view.layers:
        for span in layer.spans:
            start, end = moved.stretch(span.start, span.end)
            yield from move(span, start, end, moved.text[start:end])
