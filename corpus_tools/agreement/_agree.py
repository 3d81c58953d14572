"""Agreement over a corpus: counts of each article, summed and resampled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct

from ..model import Record
from ._books import Books, Group, Tally
from ._comparison import LeftOut
from ._counts import Array, Rows
from ._differences import difference, unpaired
from ._intervals import FEW, Interval, Sample, intervals
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


class _Asked(NamedTuple):
    """A figure that is asked for, and the sample that it is computed from."""

    unit: Unit
    measure: Measure
    name: str
    group: Group
    tally: Tally
    sample: Sample


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
        common = first[1].articles & second[1].articles
        one, other = (tally.rows(self._books.in_order(common or tally.articles)) for _, tally in (first, second))

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
        question, asked = self._books.question, list(self._asked())
        found = intervals([one.sample for one in asked], question.level, seed=question.parameters.seed)
        for one, interval in zip(asked, found, strict=True):
            yield Figure(
                unit=one.unit.name,
                measure=one.name,
                by=dict(one.group),
                n=len(one.tally.articles),
                items=one.tally.items,
                left_out=self._left_out[one.unit.name],
                **_said(one, interval),
            )

    def _asked(self) -> Iterator[_Asked]:
        for unit in self._books.question.units:
            for measure in self._books.question.measures_of(unit):
                for group, tally in (self._books.of(unit, measure) or {(): Tally()}).items():
                    yield from self._asked_of(unit, measure, group, tally)

    def _asked_of(self, unit: Unit, measure: Measure, group: Group, tally: Tally) -> Iterator[_Asked]:
        """What is asked of the same counts: the figure, and those beside it; of all, each label's or annotator's."""
        question, counts = self._books.question, self._books.rows(unit, group, tally)
        few = len(counts) + 1 if measure.is_slow else FEW
        beside = measure.beside if question.gold else {}
        figures = [(name, group, value) for name, value in {measure.name: measure.value, **beside}.items()]
        if not group and len(counts):
            figures += [(measure.name, (part,), value) for part, value in self._each(measure, counts)]
        for name, of, value in figures:
            yield _Asked(unit, measure, name, of, tally, Sample(counts, _bound(value, question), measure.bounds, few))

    def _each(self, measure: Measure, counts: Rows) -> Iterator[tuple[tuple[str, str], Value]]:
        """The figures of the same counts for each label, or annotator, where these are asked for."""
        for by in self._books.question.by:
            if by in measure.each:
                each = measure.each[by]
                for label in each(counts.total, self._books.question.parameters):
                    yield (by, label), lambda rows, asked, each=each, label=label: each(rows, asked)[label]  # type: ignore[misc]


def _bound(value: Value, question: Question) -> Callable[[Rows], Array]:
    return lambda rows: value(rows, question.parameters)


def _said(one: _Asked, found: Interval) -> dict[str, Any]:
    """The value of a figure with its interval, or why there is none."""
    nothing = {"value": None, "low": None, "high": None}
    if not len(one.sample.rows):
        return {**nothing, "why": "there is no article in which two annotators looked for it"}
    estimate = one.sample.estimate
    if np.isnan(estimate):
        return {**nothing, "why": one.measure.why(one.sample.rows.total)}
    low, high = (None if end is None else float(np.clip(end, *one.measure.bounds)) for end in (found.low, found.high))
    return {"value": estimate, "low": low, "high": high, "interval": found.why or found.method}
