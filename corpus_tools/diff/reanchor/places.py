"""Where spans of an old text stand in the new one, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...align.text_map import Placed, TextMap
from ...model import Span
from .fates import Status, worst
from .surroundings import RIVAL, RIVAL_OF_MOVED, Surroundings

LEAST_KEPT = 0.5
"""The share of its characters that a span must keep to count as the same."""
LIKELY = 0.75
"""How far the surroundings have to be the same, unless they are exactly so on one side."""
BEYOND_DOUBT = 256
"""Characters in a row that are the same: words among them are not meant elsewhere."""
FOUND = 0.6
"""How far the surroundings have to be the same on both sides together for a place that was searched for."""
MOST_SPANS, LONGEST = 64, 20_000
"""As the schema has it."""
Place = tuple[int, int]


class Found(NamedTuple):
    """The new spans, none where they were lost; `score` is that of a search."""

    spans: list[Span]
    status: Status
    score: float | None = None


LOST = Found([], "lost")


class Places:
    """Places of an old text in a new one. `asked` are those whose words somebody replaced, and where these are now."""

    def __init__(self, texts: TextMap, asked: Mapping[Place, Place] | None = None) -> None:
        self.texts = texts
        self._asked = asked or {}
        self._least_kept = 0 if asked else LEAST_KEPT
        self._around = Surroundings(texts)
        self._known: dict[Place, tuple[Place | None, Status, float | None]] = {}

    def find(self, spans: Sequence[Span]) -> Found:
        """Where a list of spans stands; what is lost of it is left out if most of it is still there."""
        found = [(span, *self._find((span.start, span.end))) for span in spans]
        kept = sum(span.end - span.start for span, place, _, _ in found if place)
        if 2 * kept < sum(span.end - span.start for span in spans):
            return LOST
        places = [place for _, place, _, _ in found if place]
        status = worst([status if place else "stretched" for _, place, status, _ in found])
        pieces = list(_pieces(self.texts.new, places))
        if len(pieces) > MOST_SPANS or any(end - start > LONGEST for start, end in pieces):
            return LOST
        if pieces != places:
            status = worst([status, "stretched"])
        scores = [score for *_, score in found if score is not None]
        return Found(
            [Span(*piece, self.texts.new[slice(*piece)]) for piece in pieces], status, min(scores, default=None)
        )

    def _find(self, before: Place) -> tuple[Place | None, Status, float | None]:
        if before not in self._known:
            self._known[before] = self._carried(before) or self._searched(before)
        return self._known[before]

    def _carried(self, before: Place) -> tuple[Place, Status, float | None] | None:
        """The place that the characters of a stretch have been carried to."""
        if before in self._asked:
            return self._asked[before], "stretched", None
        placed = self.texts.place(*before)
        if placed is None or placed.kept < self._least_kept * (before[1] - before[0]):
            return None
        after = placed.start, placed.end
        if self.texts.old[slice(*before)] != self.texts.new[slice(*after)]:
            return after, "stretched", None
        if self._is_doubtful(before, placed):
            return after, "reanchored", self._around.score(before, after)
        return after, "kept" if before == after else "moved", None

    def _is_doubtful(self, before: Place, placed: Placed) -> bool:
        """Whether the same words may not be the same mention."""
        after = placed.start, placed.end
        if not placed.is_certain or self._around.is_repeated(before, after) or self.texts.is_repeated(*before):
            return True
        if self.texts.kept_around(*before) >= BEYOND_DOUBT:
            return False
        sides = self._around.sides(before, after)
        is_alike = max(sides) == 1 or sum(sides) / 2 >= LIKELY
        return not is_alike or self._around.has_rival(before, after, RIVAL_OF_MOVED if placed.is_moved else RIVAL)

    def _searched(self, before: Place) -> tuple[Place | None, Status, float | None]:
        """The place where the same words are new, in surroundings that are alike, if there is one only."""
        words = self.texts.old[slice(*before)]
        scored = [(self._around.score(before, place), place) for place in self._around.candidates(words)]
        score, after = max(scored, default=(0.0, before))
        if score < FOUND or self._around.has_rival(before, after):
            return None, "lost", None
        return after, "reanchored", score


def _pieces(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """Places in text order, none across an empty line, those that touch or overlap made one."""
    split = (piece for place in places for piece in _paragraphs(text, place))
    last: Place | None = None
    for start, end in sorted(split):
        if last and start <= last[1]:
            last = last[0], max(end, last[1])
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


def _paragraphs(text: str, place: Place) -> Iterator[Place]:
    """The parts of a place that lie in different paragraphs."""
    start, end = place
    breaks = [start, *(at for match in re.finditer(r"\s*\n\n\s*", text[start:end]) for at in match.span()), end]
    cuts = [breaks[0], *(start + at for at in breaks[1:-1]), breaks[-1]]
    for low, high in list(pairwise(cuts))[::2]:
        if low < high:
            yield low, high
