"""Offers of a near name, for as long as comparing takes no noticeable time."""

from __future__ import annotations

from collections.abc import Collection

from ..text import did_you_mean, nearest

COMPARED = 20_000
"""Names that are compared for one record."""


def near(name: str, known: Collection[str], asked: int = 1) -> str | None:
    """The known name most like a name, None where none is near or `asked` such offers would take too long."""
    return nearest(name, known) if len(known) * asked <= COMPARED else None


def near_name(name: str, known: Collection[str], asked: int = 1) -> str:
    """The end of a message that offers a near name, empty where `asked` such offers would take too long."""
    return did_you_mean(name, known) if len(known) * asked <= COMPARED else ""
