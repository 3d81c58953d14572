"""One text made into another by few and small edits, so that an editor keeps its cursor, folds and undo steps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, groupby

from lsprotocol.types import TextEdit

from .positions import Text


def text_edits(text: Text, after: str) -> list[TextEdit]:
    """The edits that make a text into another: one for each run of lines that differ, without what they share.

    Where lines were added or taken out it is one edit, from the first difference to the last.
    """
    return [TextEdit(text.range(start, end), new) for start, end, new in _changes(text.source, after)]


def _changes(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """The stretches of the one text that differ, and what stands there in the other."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) != len(new):
        yield _trimmed(before, 0, len(before), after)
        return
    starts = [0, *accumulate(map(len, old))]
    differing = groupby(range(len(old)), key=lambda number: old[number] != new[number])
    for first, *rest in (run for differs, run in differing if differs):
        last = rest[-1] if rest else first
        yield _trimmed(before, starts[first], starts[last + 1], "".join(new[first : last + 1]))


def _trimmed(before: str, start: int, end: int, new: str) -> tuple[int, int, str]:
    """A change without what the new text shares with the old one at its ends; a CR and its LF stay together."""
    old = before[start:end]
    head = _shared(old, new)
    head -= old[:head].endswith("\r")
    tail = _shared(old[head:][::-1], new[head:][::-1])
    tail -= before[end - tail - 1 : end - tail + 1] == "\r\n" and tail > 0
    return start + head, end - tail, new[head : len(new) - tail]


def _shared(one: str, other: str) -> int:
    """How many characters two texts share at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))
