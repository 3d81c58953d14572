"""Two entities share some words, and neither lies inside the other.

Entities may lie inside each other, as a country in the name of its ministry. Where two cross, one of them mostly has
wrong edges, and formats that show nesting cannot hold both. An entity in several pieces is compared piece by piece:
what lies in a gap of it does not cross it. Each entity is reported once, with some of those before it that it crosses.

Fails:

    {"text": "She joined the Bank of Norhaven Council.",
     "entities": [{"id": "t1", "type": "ORG", "spans": [{"start": 15, "end": 31, "text": "Bank of Norhaven"}]},
                  {"id": "t2", "type": "ORG", "spans": [{"start": 23, "end": 39, "text": "Norhaven Council"}]}]}

Passes:

    {"text": "She joined the Bank of Norhaven Council.",
     "entities": [{"id": "t1", "type": "ORG", "spans": [{"start": 15, "end": 39, "text": "Bank of Norhaven Council"}]},
                  {"id": "t2", "type": "ORG", "spans": [{"start": 15, "end": 31, "text": "Bank of Norhaven"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from ..model import Entity
from ..text import quoted
from ._mentions import covers, hull, surface
from ._rule import Problem, Rule
from ._view import View

SHOWN = 3
"""Entities that are named beside one that crosses them, at most."""


def check(view: View) -> Iterator[Problem]:
    for layer, cover in zip(view.layers, covers(view), strict=True):
        if cover.crossing:
            yield from (_problem(entity, others) for entity, others in _crossing(layer.entities))


def _crossing(entities: Sequence[Entity]) -> Iterator[tuple[Entity, list[Entity]]]:
    """Each entity that crosses others which begin before it, with some of these.

    Of the pieces that begin before another and are still open where it begins, those that end before it ends cross it.
    Open pieces wait in a heap by their end, so the first of it are the ones to ask.
    """
    pieces = sorted((span.start, -span.end, index) for index, part in enumerate(entities) for span in part.spans)
    ends: list[tuple[int, int]] = []
    told: set[int] = set()
    for start, minus_end, index in pieces:
        while ends and ends[0][0] <= start:
            heappop(ends)
        crossed = {other for end, other in ends[:SHOWN] if end < -minus_end} - {index}
        if crossed and index not in told:
            told.add(index)
            yield entities[index], [entities[other] for other in sorted(crossed)]
        heappush(ends, (-minus_end, index))


def _problem(entity: Entity, others: list[Entity]) -> Problem:
    return Problem(
        on=entity,
        message=f"{quoted(surface(entity))} crosses {quoted(surface(others[0]))}: neither lies inside the other",
        span=hull(entity),
        related=[(other, "crosses this one") for other in others],
    )


RULE = Rule(code="ENT003", name="crossing-entities", severity="warning", level=5, check=check)
