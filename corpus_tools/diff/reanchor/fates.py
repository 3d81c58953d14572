"""What became of an annotation, or of one field of it, when the text of its article was changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from ...model import Context, Record, Span

Status = Literal["kept", "moved", "restored", "stretched", "reanchored", "lost"]
ORDER: tuple[Status, ...] = ("kept", "moved", "restored", "stretched", "reanchored", "lost")
"""From what needs no look to what is gone."""
AROUND = 40
"""Characters of context on either side that are kept and shown."""


class Fate(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of the spans in one field of an annotation, of a section, or of the segmentation.

    `before` are its spans in the old text with what stood around each, `after` those in the new one, empty where it
    was lost. `score` tells how far its surroundings are the same, from 0 to 1, where it was found by a search.
    """

    layer: str = ""
    kind: str
    id: str
    field: str
    status: Status
    score: float | None = None
    why: str = ""
    before: tuple[Span, ...] = ()
    before_context: tuple[Context, ...] = ()
    after: tuple[Span, ...] = ()
    after_context: tuple[Context, ...] = ()

    @property
    def needs_review(self) -> bool:
        """Whether somebody has to look at it."""
        if self.kind in ("section", "segmentation"):
            return self.status == "lost" or bool(self.why)
        return self.status in ("stretched", "reanchored", "lost")


class Reanchored(Struct, frozen=True):
    """A record with its new text, and what became of everything in it."""

    record: Record
    fates: list[Fate]

    @property
    def review(self) -> list[Fate]:
        """What somebody has to look at."""
        return [fate for fate in self.fates if fate.needs_review]


def contexts(text: str, spans: Sequence[Span]) -> list[Context]:
    """What stands around each of some spans."""
    return [
        Context(span.start, text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND])
        for span in spans
    ]


def worst(found: Sequence[Status]) -> Status:
    """The fate of a whole from those of its parts."""
    return max(found, key=ORDER.index)
