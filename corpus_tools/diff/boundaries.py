"""How a stretch of text changed from one version to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET, UnsetType

from ..align import Place
from ..align.matching import length, shared
from .changes import How

SPANS = ("spans", "head", "trigger", "content", "cue")
"""Fields that hold spans."""


Spans = Sequence[dict[str, Any]] | UnsetType


def how(before: Spans, after: Spans, *, same_text: bool) -> How | UnsetType:
    """In which way spans changed; UNSET where one side has none.

    >>> how([{"start": 0, "end": 4, "text": "Mira"}], [{"start": 0, "end": 9, "text": "Mira Olda"}], same_text=True)
    'grown'
    """
    if isinstance(before, UnsetType) or isinstance(after, UnsetType):
        return UNSET
    if not same_text and _words(before) == _words(after):
        return "moved"
    if len(before) > 1 or len(after) > 1:
        return "fragments"
    old, new = place_of(before), place_of(after)
    common = shared(old, new)
    if common == length(old):
        return "grown"
    return "shrunk" if common == length(new) else "shifted"


def place_of(spans: Sequence[dict[str, Any]]) -> Place:
    """Spans, given as plain JSON, as a place."""
    return tuple((span["start"], span["end"]) for span in spans)


def _words(spans: Sequence[dict[str, Any]]) -> list[str]:
    return [span["text"] for span in spans]
