"""Agreement looked at from every side in one pass over the records: figures, and what they are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

from msgspec.structs import replace

from ..agreement import (
    BY,
    Confused,
    Disagreement,
    Figure,
    LeftOut,
    Question,
    agree,
    confusion,
    disagreements,
    worst_first,
)
from ..model import Record
from .agree import Met, Origins, met

Part = Literal["type", "pair", "round"]
PARTS: tuple[Part, ...] = get_args(Part)
"""Parts that always have figures of their own here, beside those that are asked for."""


class Survey:
    """The figures of a corpus, every disagreement, the worst first, and how often types were taken for one another.

    Only texts of articles that there is disagreement about are kept.
    """

    def __init__(self, paths: Sequence[str], format: str | None, question: Question) -> None:
        self.question, self.origins = question, Origins()
        self.texts: dict[str, str] = {}
        self.confused = Counter[Confused]()
        self._found: list[Disagreement] = []
        more = replace(question, by=[part for part in BY if part in (*question.by, *PARTS)])
        self.figures: list[Figure] = agree(self._passing(met(paths, format, self.origins)), more)
        self.disagreements = worst_first(self._found)

    @property
    def asked_for(self) -> list[Figure]:
        """The figures without parts that nobody asked for."""
        return [one for one in self.figures if set(one.by) <= set(self.question.by)]

    def _passing(self, records: Iterable[Met]) -> Iterator[Met]:
        for one in records:
            if not isinstance(one, LeftOut):
                self._note(one)
            yield one

    def _note(self, record: Record) -> None:
        self.confused.update(confusion(record, self.question))
        if found := list(disagreements(record, self.question)):
            self.texts[record.id] = record.text
            self._found += found
