"""The counts of a corpus while it is read: for every figure a row of each article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from ..errors import UnknownName
from ..model import Record
from ._comparison import Comparison, LeftOut, compare
from ._counts import Counts, Rows
from ._measure import Measure
from ._question import Question, chosen
from ._strata import strata
from ._units import Unit

Group = tuple[tuple[str, str], ...]
"""What a figure is of, such as `(("type", "PER"),)`; empty for all."""


class Tally:
    """The counts of one figure, article by article, and the items they were made from."""

    def __init__(self) -> None:
        self.rows: dict[str, Counts] = {}
        self.items = 0


class Books:
    """All counts of a corpus while it is read."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.tallies: dict[tuple[str, str, Group], Tally] = {}
        self.articles: dict[str, set[str]] = {unit.name: set() for unit in question.units}
        self.left_out: dict[str, Counter[tuple[str, str]]] = {unit.name: Counter() for unit in question.units}
        self._met: set[str] = set()

    def add(self, record: Record) -> None:
        """Count one article."""
        self._met.update(name for layer in record.layers for name in (layer.name, layer.annotator or ""))
        layers = chosen(record, self.question)
        for unit in self.question.units:
            comparison = compare(record, unit, layers, self._told(unit), reference=self.question.gold)
            if comparison:
                self.articles[unit.name].add(record.id)
                for measure in self.question.measures_of(unit):
                    self._count(comparison, measure)

    def leave_out(self, one: LeftOut) -> None:
        """Count what takes no part in any figure."""
        for unit in self.question.units:
            self._told(unit)(one)

    def _told(self, unit: Unit) -> Callable[[LeftOut], None]:
        told = self.left_out[unit.name]
        return lambda one: told.update({(one.what, one.why): one.count})

    def _count(self, comparison: Comparison, measure: Measure) -> None:
        self._put(comparison, measure, (), [comparison])
        for by in self.question.by:
            if by not in measure.each and (by != "type" or measure.by_type):
                for label, parts in strata(comparison, by):
                    self._put(comparison, measure, ((by, label),), parts)

    def _put(self, comparison: Comparison, measure: Measure, group: Group, parts: Sequence[Comparison]) -> None:
        tally = self.tallies.setdefault((comparison.unit.name, measure.name, group), Tally())
        row = Counter[tuple[object, ...]]()
        for part in parts:
            tally.items += sum(len(reading.items) for reading in part.readings)
            for one in part.pairs() if measure.takes == "pair" or part.has_reference else [part]:
                row.update(measure.count(one, self.question.parameters))
        tally.rows[comparison.record.id] = row

    def check_names(self) -> None:
        """See that every layer asked for was met."""
        for name in (*self.question.layers, *([self.question.gold] if self.question.gold else [])):
            if self._met and name not in self._met:
                raise UnknownName("layer or annotator", name, sorted(self._met - {""}))

    def of(self, unit: Unit, measure: Measure) -> dict[Group, Tally]:
        """The tallies of a measure by the part that they are of, the whole first."""
        found = {key[2]: tally for key, tally in self.tallies.items() if key[:2] == (unit.name, measure.name)}
        return {group: found[group] for group in sorted(found)}

    def rows(self, unit: Unit, group: Group, tally: Tally) -> Rows:
        """The rows of a tally, in the order of articles; those that have none of a type have a row of zeros."""
        names = self.articles[unit.name] if group and group[0][0] in ("type", "section") else tally.rows
        return Rows.of(tally.rows.get(name, {}) for name in sorted(names))
