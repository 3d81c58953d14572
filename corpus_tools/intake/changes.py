"""Changes to a text, made step by step and told by kind, each with its first place in the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from ..text import line_and_column


class Change(Struct, frozen=True):
    """One kind of change: what was done, how often, and where first in the source (1-based; None without lines)."""

    what: str
    count: int
    line: int | None = None
    column: int | None = None


class Edit(NamedTuple):
    """One stretch `[start, end)` of a text to be replaced, and in words what that does."""

    start: int
    end: int
    new: str
    what: str


Edits = Sequence[Edit]
Step = Callable[[str], Iterable[Edit]]
"""Finds in a text what is to be replaced, in text order and without overlap."""


def edited(text: str, edits: Edits) -> str:
    """The text with every edit made."""
    pieces, reached = [], 0
    for edit in edits:
        pieces += [text[reached : edit.start], edit.new]
        reached = edit.end
    return "".join([*pieces, text[reached:]])


def edited_by_steps(source: str, steps: Iterable[Step]) -> tuple[str, list[Change]]:
    """The text after all steps, each of which sees what the one before left, and what they changed."""
    text, done = source, list[Edits]()
    told: list[Change] = []
    for step in steps:
        edits = list(step(text))
        told += changes(edits, source, done)
        text = edited(text, edits)
        done.append(edits)
    return text, told


def changes(edits: Edits, source: str, done: Sequence[Edits] = ()) -> Iterator[Change]:
    """Edits by kind. `done` are those made to the source before, through which places are followed back."""
    counts = Counter(edit.what for edit in edits)
    first: dict[str, int] = {}
    for edit in edits:
        first.setdefault(edit.what, edit.start)
    for what, at in first.items():
        for former in reversed(done):
            at = _before(at, former)
        yield Change(what, counts[what], *line_and_column(source, at))


def _before(at: int, edits: Edits) -> int:
    """Where an offset of an edited text was before the edits; inside a replacement, where that begins."""
    moved = 0
    for edit in edits:
        start = edit.start + moved
        if at < start:
            break
        if at < start + len(edit.new):
            return edit.start
        moved += len(edit.new) - (edit.end - edit.start)
    return at - moved


def merged(told: Iterable[Change]) -> list[Change]:
    """Changes of the same kind counted together, in the order of their first places."""
    by_kind: dict[str, Change] = {}
    for change in sorted(told, key=lambda change: (change.line or 0, change.column or 0)):
        first = by_kind.setdefault(change.what, change)
        if first is not change:
            by_kind[change.what] = Change(first.what, first.count + change.count, first.line, first.column)
    return list(by_kind.values())
