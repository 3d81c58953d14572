"""Agreement over a corpus: counts of each article, summed and resampled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from ..errors import UnknownName
from ..model import Layer, Record
from ._comparison import Comparison, LeftOut, compare
from ._counts import Array, Counts, Rows
from ._intervals import FEW, interval
from ._measure import Measure, Parameters, Value
from ._strata import By, strata
from ._units import Unit

Group = tuple[tuple[str, str], ...]
"""What a figure is of, such as `(("type", "PER"),)`; empty for all."""


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


class Question(Struct, frozen=True, kw_only=True):
    """What is asked of a corpus.

    Args:
        units: what is compared.
        measures: how; each is taken of those units that it knows.
        by: which parts of the corpus have figures of their own, beside the whole.
        layers: names of the layers, or annotators, that are compared; without them all that are people's or programs'
            annotations, neither gold nor predictions.
        gold: the layer that the others are held against.
        level: the certainty of intervals.
        headlines: only measures that stand in the default table of a unit.
    """

    units: Sequence[Unit]
    measures: Sequence[Measure]
    by: Sequence[By] = ()
    layers: Sequence[str] = ()
    gold: str | None = None
    level: float = 0.95
    headlines: bool = False
    parameters: Parameters = Parameters()

    def measures_of(self, unit: Unit) -> Iterator[Measure]:
        """The measures that are taken of a unit."""
        return (one for one in self.measures if unit.name in (one.default if self.headlines else one.units))


def agree(records: Iterable[Record | LeftOut], question: Question) -> list[Figure]:
    """The figures that answer a question, unit by unit and measure by measure, the whole before its parts.

    Memory grows with the counts of articles, not with their texts. Articles that cannot take part may stand among the
    records, with the reason; they are counted.

    Raises:
        UnknownName: no record has a layer of a name that is asked for.
    """
    books = _Books(question)
    for one in records:
        if isinstance(one, LeftOut):
            books.leave_out(one)
        else:
            books.add(one)
    books.check_names()
    return list(books.figures())


class _Tally:
    """The counts of one figure, article by article, and the items they were made from."""

    def __init__(self) -> None:
        self.rows: list[Counts] = []
        self.items = 0


class _Books:
    """All counts of a corpus while it is read."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._tallies: dict[tuple[str, str, Group], _Tally] = {}
        self._articles = Counter[str]()
        self._left_out: dict[str, Counter[tuple[str, str]]] = {unit.name: Counter() for unit in question.units}
        self._met: set[str] = set()

    def add(self, record: Record) -> None:
        """Count one article."""
        self._met.update(name for layer in record.layers for name in (layer.name, layer.annotator or ""))
        layers = chosen(record, self._question)
        for unit in self._question.units:
            comparison = compare(record, unit, layers, self._told(unit), reference=self._question.gold)
            if comparison:
                self._articles[unit.name] += 1
                for measure in self._question.measures_of(unit):
                    self._count(comparison, measure)

    def leave_out(self, one: LeftOut) -> None:
        """Count what takes no part in any figure."""
        for unit in self._question.units:
            self._told(unit)(one)

    def _told(self, unit: Unit) -> Callable[[LeftOut], None]:
        told = self._left_out[unit.name]
        return lambda one: told.update({(one.what, one.why): one.count})

    def _count(self, comparison: Comparison, measure: Measure) -> None:
        self._put(comparison, measure, (), [comparison])
        for by in self._question.by:
            if by not in measure.each and (by != "type" or measure.by_type):
                for label, parts in strata(comparison, by):
                    self._put(comparison, measure, ((by, label),), parts)

    def _put(self, comparison: Comparison, measure: Measure, group: Group, parts: Sequence[Comparison]) -> None:
        tally = self._tallies.setdefault((comparison.unit.name, measure.name, group), _Tally())
        row = Counter[tuple[object, ...]]()
        for part in parts:
            tally.items += sum(len(reading.items) for reading in part.readings)
            for one in part.pairs() if measure.takes == "pair" or part.has_reference else [part]:
                row.update(measure.count(one, self._question.parameters))
        tally.rows.append(row)

    def check_names(self) -> None:
        """See that every layer asked for was met."""
        for name in (*self._question.layers, *([self._question.gold] if self._question.gold else [])):
            if self._met and name not in self._met:
                raise UnknownName("layer or annotator", name, sorted(self._met - {""}))

    def figures(self) -> Iterator[Figure]:
        """Every figure."""
        for unit in self._question.units:
            for measure in self._question.measures_of(unit):
                found = {key[2]: tally for key, tally in self._tallies.items() if key[:2] == (unit.name, measure.name)}
                for group in sorted(found):
                    yield from self._figures(unit, measure, group, found[group])
                if not found:
                    yield from self._figures(unit, measure, (), _Tally())

    def _figures(self, unit: Unit, measure: Measure, group: Group, tally: _Tally) -> Iterator[Figure]:
        rows = tally.rows
        if group and group[0][0] in ("type", "section"):  # the other articles have none of these: rows of zeros
            rows = [*rows, *[{}] * (self._articles[unit.name] - len(rows))]
        counts, beside = Rows.of(rows), measure.beside if self._question.gold else {}
        for name, value in {measure.name: measure.value, **beside}.items():
            yield self._figure(unit, name, group, tally, _valued(counts, value, measure, self._question))
        if not group and len(counts):
            for by, label, value in self._each(measure, counts):
                found = _valued(counts, value, measure, self._question)
                yield self._figure(unit, measure.name, ((by, label),), tally, found)

    def _each(self, measure: Measure, counts: Rows) -> Iterator[tuple[str, str, Value]]:
        """The figures of the same counts for each label, or annotator, where these are asked for."""
        for by in self._question.by:
            if by in measure.each:
                each = measure.each[by]
                for label in each(counts.total, self._question.parameters):
                    yield by, label, lambda rows, asked, each=each, label=label: each(rows, asked)[label]  # type: ignore[misc]

    def _figure(self, unit: Unit, name: str, group: Group, tally: _Tally, found: Mapping[str, Any]) -> Figure:
        left_out = [LeftOut(what, why, count) for (what, why), count in sorted(self._left_out[unit.name].items())]
        return Figure(
            unit=unit.name,
            measure=name,
            by=dict(group),
            n=len(tally.rows),
            items=tally.items,
            left_out=left_out,
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


def chosen(record: Record, question: Question) -> list[tuple[str, Layer]]:
    """The layers of a record that are compared, by the names they are told apart by; the reference first."""
    gold = [layer for layer in record.layers if question.gold in (layer.name, layer.annotator)]
    rest = [layer for layer in record.layers if layer not in gold and _is_asked_for(layer, question)]
    named = sorted(((_name(layer, question), layer) for layer in rest), key=lambda pair: pair[0])
    return [*((question.gold or "", layer) for layer in gold), *named]


def _is_asked_for(layer: Layer, question: Question) -> bool:
    if question.layers:
        return layer.name in question.layers or layer.annotator in question.layers
    return layer.role not in ("gold", "prediction")


def _name(layer: Layer, question: Question) -> str:
    return layer.name if layer.name in question.layers else layer.annotator or layer.name
