"""Tokens and sentences in the new text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import UNSET
from msgspec.structs import replace

from ...align.text_map import TextMap
from ...model import Segmentation
from .fates import Fate

Pair = tuple[int, int]


def segmentation(part: Segmentation, texts: TextMap) -> tuple[Segmentation | None, list[Fate]]:
    """Segments where they stand now, and how many of each sort were lost; None where none is left.

    New words get none: the segmentation does not know how to make them, and may be replaced at any time.
    """
    fates, found = list[Fate](), {}
    for field in ("tokens", "sentences"):
        former = getattr(part, field) or []
        found[field] = list(_apart(_placed(former, texts)))
        missing = len(former) - len(found[field])
        if former:
            same = "kept" if found[field] == former else "moved"
            why = f"{missing} of {len(former)} have no place in the new text" if missing else ""
            status = "lost" if missing else same
            fates.append(Fate(kind="segmentation", id=field, field=f"/{field}", status=status, why=why))  # type: ignore[arg-type]
    if not any(found.values()):
        return None, fates
    return replace(part, **{field: pairs or UNSET for field, pairs in found.items()}), fates


def _placed(pairs: Iterable[Pair], texts: TextMap) -> Iterator[Pair]:
    for start, end in pairs:
        placed = texts.place(start, end)
        if placed and 2 * placed.kept >= end - start:
            yield placed.start, placed.end


def _apart(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Segments in text order, without those that overlap the one before."""
    reached = 0
    for start, end in sorted(pairs):
        if start >= reached:
            yield start, end
            reached = end
