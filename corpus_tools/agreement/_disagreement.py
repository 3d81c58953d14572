"""What a disagreement of two annotators is, and how it is made of what they have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from ..align import Mark, Matching, match
from ._comparison import Comparison
from ._units import Item, Place, contents

Sort: TypeAlias = Literal[
    "missed", "spurious", "type", "boundary", "role", "argument", "speaker", "link", "chain", "attribute"
]
WEIGHTS: dict[Sort, float] = {
    "spurious": 1.0,
    "missed": 1.0,
    "speaker": 0.9,
    "type": 0.8,
    "link": 0.7,
    "argument": 0.6,
    "role": 0.5,
    "chain": 0.4,
    "boundary": 0.3,
    "attribute": 0.2,
}
"""Every sort, and how bad it is; a boundary is worse the less the two have in common."""


class Side(Struct, frozen=True):
    """What one annotator has: whose it is, the annotation, what is said of it, and where it stands."""

    annotator: str
    id: str
    said: str
    place: Place


class Disagreement(Struct, frozen=True, kw_only=True):
    """One disagreement.

    Args:
        sort: what differs. `missed`: only the first has it; `spurious`: only the second has it, against the reference.
        first: None where only the second has anything.
        weight: how bad it is, from 0 to 1.
    """

    sort: Sort
    unit: str
    article: str
    first: Side | None
    second: Side | None
    annotators: tuple[str, str]
    weight: float


class Pair:
    """Makes disagreements of two readings."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.first, self.second = (list(reading.items) for reading in comparison.readings)
        first, second = comparison.annotators
        self.annotators = first, second

    def made(
        self, sort: Sort, first: Item | None, second: Item | None, said: Callable[[Item], str], less: float = 1
    ) -> Disagreement:
        """One disagreement; `less` makes it less bad."""
        return Disagreement(
            sort=sort,
            unit=self.comparison.unit.name,
            article=self.comparison.record.id,
            first=Side(self.annotators[0], first.id, said(first), first.place) if first else None,
            second=Side(self.annotators[1], second.id, said(second), second.place) if second else None,
            annotators=self.annotators,
            weight=WEIGHTS[sort] * less,
        )

    def alone(
        self, first: Sequence[Item], second: Sequence[Item], said: Callable[[Item], str]
    ) -> Iterator[Disagreement]:
        """What only one of them has."""
        for item in first:
            yield self.made("missed", item, None, said)
        for item in second:
            yield self.made("spurious" if self.comparison.has_reference else "missed", None, item, said)

    def matched(self) -> Matching:
        """The items of both paired one to one, by their places and then by what they say."""
        first, second = (
            [Mark(one.place, one.type, rest=contents(one.says)) for one in side] for side in (self.first, self.second)
        )
        return match(first, second)
