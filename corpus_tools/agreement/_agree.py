"""Agreement over a corpus: counts of each article, summed and resampled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from msgspec import Struct

from ..model import Record
from ._books import Books, Group, Tally
from ._comparison import LeftOut
from ._counts import Array, Rows
from ._intervals import FEW, difference, interval, unpaired
from ._measure import Measure, Value
from ._question import Question
from ._units import Unit


class Figure(Struct, frozen=True, kw_only=True):
    """One figure of agreement.

    Args:
        by: which part of the corpus it is of, such as `{"type": "PER"}`; empty for all.
        value: None where it is undefined; `why` then says why.
        low: the lower end of its interval, None where there is none.
        n: articles that it was made from.
        left_out: articles and items that take no part, counted by reason.
    """

    unit: str
    measure: str
    by: Mapping[str, str]
    value: float | None
    low: float | None
    high: float | None
    n: int
    items: int
    left_out: Sequence[LeftOut]
    why: str = ""
    interval: str = ""


class Gap(Struct, frozen=True, kw_only=True):
    """How much a figure of one part of the corpus differs from that of another.

    Args:
        first: what the figure is of, such as `{"annotator": "ada"}`, and second: what it is compared with.
        value: how much larger the second is; None where one of them is undefined.
        p: how often a gap as large would come by chance, two-sided.
        n: articles that were compared.
        paired: whether both figures are of the same articles, which then were drawn together.
    """

    unit: str
    measure: str
    by: str
    first: str
    second: str
    value: float | None
    low: float | None
    high: float | None
    p: float | None
    n: int
    paired: bool


def agree(records: Iterable[Record | LeftOut], question: Question) -> list[Figure]:
    """The figures that answer a question, unit by unit and measure by measure, the whole before its parts.

    Memory grows with the counts of articles, not with their texts. Articles that cannot take part may stand among the
    records, with the reason; they are counted.

    Raises:
        UnknownName: no record has a layer of a name that is asked for.
    """
    return list(_Report(_counted(records, question)).figures())


def gaps(records: Iterable[Record | LeftOut], question: Question) -> list[Gap]:
    """How figures of parts differ, two by two, such as those of annotators or of rounds.

    Raises:
        UnknownName: no record has a layer of a name that is asked for.
    """
    return list(_Report(_counted(records, question)).gaps())


def _counted(records: Iterable[Record | LeftOut], question: Question) -> Books:
    books = Books(question)
    for one in records:
        if isinstance(one, LeftOut):
            books.leave_out(one)
        else:
            books.add(one)
    books.check_names()
    return books


class _Report:
    """The figures that books give."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._left_out = {  # one list for all figures of a unit: a corpus may have ten thousand of both
            unit: [LeftOut(what, why, count) for (what, why), count in sorted(counts.items())]
            for unit, counts in books.left_out.items()
        }

    def gaps(self) -> Iterator[Gap]:
        """How parts of the same sort differ."""
        for unit in self._books.question.units:
            for measure in self._books.question.measures_of(unit):
                found = [(group[0], tally) for group, tally in self._books.of(unit, measure).items() if group]
                for (first, one), (second, other) in combinations(found, 2):
                    if first[0] == second[0]:
                        yield self._gap(unit, measure, (first, one), (second, other))

    def _gap(
        self,
        unit: Unit,
        measure: Measure,
        first: tuple[tuple[str, str], Tally],
        second: tuple[tuple[str, str], Tally],
    ) -> Gap:
        """The gap of two parts; over the articles that both have, if they have any in common."""
        question = self._books.question
        common = sorted(first[1].rows.keys() & second[1].rows.keys())
        one, other = (
            Rows.of(tally.rows[name] for name in common or sorted(tally.rows)) for _, tally in (first, second)
        )

        def of(rows: Rows) -> Array:
            return measure.value(rows, question.parameters)

        test = difference if common else unpaired
        value, found, p = test(one, other, of, question.level, seed=question.parameters.seed)
        is_defined = not np.isnan(value)
        return Gap(
            unit=unit.name,
            measure=measure.name,
            by=first[0][0],
            first=first[0][1],
            second=second[0][1],
            value=value if is_defined else None,
            low=found.low,
            high=found.high,
            p=p if is_defined else None,
            n=len(common) or len(one) + len(other),
            paired=bool(common),
        )

    def figures(self) -> Iterator[Figure]:
        """Every figure."""
        for unit in self._books.question.units:
            for measure in self._books.question.measures_of(unit):
                for group, tally in (self._books.of(unit, measure) or {(): Tally()}).items():
                    yield from self._figures(unit, measure, group, tally)

    def _figures(self, unit: Unit, measure: Measure, group: Group, tally: Tally) -> Iterator[Figure]:
        counts, beside = self._books.rows(unit, group, tally), measure.beside if self._books.question.gold else {}
        for name, value in {measure.name: measure.value, **beside}.items():
            yield self._figure(unit, name, group, tally, _valued(counts, value, measure, self._books.question))
        if not group and len(counts):
            for by, label, value in self._each(measure, counts):
                found = _valued(counts, value, measure, self._books.question)
                yield self._figure(unit, measure.name, ((by, label),), tally, found)

    def _each(self, measure: Measure, counts: Rows) -> Iterator[tuple[str, str, Value]]:
        """The figures of the same counts for each label, or annotator, where these are asked for."""
        for by in self._books.question.by:
            if by in measure.each:
                each = measure.each[by]
                for label in each(counts.total, self._books.question.parameters):
                    yield by, label, lambda rows, asked, each=each, label=label: each(rows, asked)[label]  # type: ignore[misc]

    def _figure(self, unit: Unit, name: str, group: Group, tally: Tally, found: Mapping[str, Any]) -> Figure:
        return Figure(
            unit=unit.name,
            measure=name,
            by=dict(group),
            n=len(tally.rows),
            items=tally.items,
            left_out=self._left_out[unit.name],
            **found,
        )


def _valued(rows: Rows, value: Value, measure: Measure, question: Question) -> dict[str, Any]:
    """The value of a figure with its interval, or why there is none."""

    def of(some: Rows) -> Array:
        return value(some, question.parameters)

    if not len(rows):
        return {
            "value": None,
            "low": None,
            "high": None,
            "why": "there is no article in which two annotators looked for it",
        }
    estimate = float(of(rows.total)[0])
    if np.isnan(estimate):
        return {"value": None, "low": None, "high": None, "why": measure.why(rows.total)}
    few = len(rows) + 1 if measure.is_slow else FEW
    found = interval(rows, of, question.level, seed=question.parameters.seed, few=few)
    low, high = (None if end is None else float(np.clip(end, *measure.bounds)) for end in (found.low, found.high))
    return {"value": estimate, "low": low, "high": high, "interval": found.why or found.method}
