"""The counts of a corpus while it is read: for every figure a row of each article."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from ..errors import UnknownName
from ..model import Record
from ._comparison import Comparison, LeftOut, compare
from ._counts import Counts, Key, Rows, order
from ._measure import Measure
from ._question import Question, chosen
from ._strata import strata
from ._units import Unit

Group = tuple[tuple[str, str], ...]
"""What a figure is of, such as `(("type", "PER"),)`; empty for all."""


class Tally:
    """The counts of one figure, article by article, and the items they were made from.

    They lie in arrays, one article behind the other, as keys by number and their counts, since a corpus may be large;
    articles are numbered too.
    """

    def __init__(self) -> None:
        self.items = 0
        self._articles, self._ends = array("I"), array("Q", [0])
        self._number: dict[Key, int] = {}
        self._keys, self._counts = array("I"), array("d")

    def put(self, article: int, counts: Counts) -> None:
        """Keep what was counted in one article."""
        self._articles.append(article)
        self._keys.extend([self._number.setdefault(key, len(self._number)) for key in counts])
        self._counts.extend(counts.values())
        self._ends.append(len(self._keys))

    @property
    def articles(self) -> set[int]:
        """The articles that were counted."""
        return set(self._articles)

    def rows(self, articles: Sequence[int]) -> Rows:
        """The rows of some articles; of zeros where one was not counted."""
        where = {article: slice(*self._ends[at : at + 2]) for at, article in enumerate(self._articles)}
        keys, table = [*self._number], np.zeros((len(articles), len(self._number)))
        met = np.zeros(len(keys), dtype=bool)
        for row, article in zip(table, articles, strict=True):
            place = where.get(article, slice(0))
            row[self._keys[place]] = self._counts[place]
            met[self._keys[place]] = True
        numbers = sorted(np.flatnonzero(met).tolist(), key=lambda number: order(keys[number]))
        return Rows([keys[number] for number in numbers], table[:, numbers])


class Books:
    """All counts of a corpus while it is read."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.tallies: dict[tuple[str, str, Group], Tally] = {}
        self._number: dict[str, int] = {}
        self._articles: dict[str, array[int]] = {unit.name: array("I") for unit in question.units}
        self.left_out: dict[str, Counter[tuple[str, str]]] = {unit.name: Counter() for unit in question.units}
        self._met: set[str] = set()

    def add(self, record: Record) -> None:
        """Count one article."""
        self._met.update(name for layer in record.layers for name in (layer.name, layer.annotator or ""))
        layers = chosen(record, self.question)
        for unit in self.question.units:
            comparison = compare(record, unit, layers, self._told(unit), reference=self.question.gold)
            if comparison:
                self._articles[unit.name].append(self._number.setdefault(record.id, len(self._number)))
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
        tally.put(self._number[comparison.record.id], row)

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
        """The rows of a tally; those articles that have none of a type have a row of zeros."""
        whole = group and group[0][0] in ("type", "section")
        return tally.rows(self.in_order(self._articles[unit.name] if whole else tally.articles))

    def in_order(self, articles: Iterable[int]) -> list[int]:
        """Articles in the order of their names, so that nothing depends on that of files."""
        names = [*self._number]
        return sorted(set(articles), key=names.__getitem__)
