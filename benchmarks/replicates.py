"""What 10,000 resampled corpora cost, beside computing the figure anew from the records of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec
import numpy as np

from corpus_tools.agreement import LeftOut, Parameters, Rows, find, unit
from corpus_tools.agreement._comparison import compare
from corpus_tools.agreement._counts import Array, Key
from corpus_tools.agreement._intervals import REPLICATES, replicated
from corpus_tools.model import Record

from . import agree, measure
from .measure import Bar, Row

_ANEW = 3
"""Replicates that are computed from records; the rest would take as long each."""


@dataclass(frozen=True, slots=True)
class Task:
    """A figure: a measure of a unit."""

    unit: str
    measure: str

    def rows(self, records: Sequence[Record]) -> Rows:
        """The counts of some records, pair by pair of annotators."""
        one, parameters, counts = find(self.measure), Parameters(), []
        for record in records:
            layers = [(layer.name, layer) for layer in record.layers]
            comparison = compare(record, unit(self.unit), layers, _unsaid)
            assert comparison
            row = Counter[Key]()
            for pair in comparison.pairs():
                row.update(one.count(pair, parameters))
            counts.append(row)
        return Rows.of(counts)

    def of(self, rows: Rows) -> Array:
        """The figure of each row."""
        return find(self.measure).value(rows, Parameters())


def _unsaid(one: LeftOut) -> None:
    """Nothing is left out here."""


TASKS = (Task("events", "f1-exact"), Task("chains", "conll"), Task("entities", "kappa"))


def beside_recomputing(articles: int, rounds: int) -> Iterator[Row]:
    """Part 6: an interval of a corpus, counts of articles included."""
    part = f"6. {REPLICATES:,} replicates of {articles} articles, CPU"
    records = [msgspec.convert(agree.article(number), Record) for number in range(articles)]
    for task in TASKS:
        what = f"{task.measure} of {task.unit}"
        cpu = measure.interleaved(
            {"rows": partial(_by_rows, task, records), "anew": partial(_anew, task, records)}, rounds, what
        )
        notes = f"by {_ANEW} of them"
        yield Row(part, f"{what}, from records each time", cpu["anew"], "s", notes=notes)
        ratio = cpu["anew"] / cpu["rows"]
        yield Row(part, f"{what}, from rows", cpu["rows"], "s", ratio, "as fast", Bar(200, at_least=True))


def _by_rows(task: Task, records: Sequence[Record]) -> float:
    return measure.timed(lambda: replicated(task.rows(records), task.of, seed=0))


def _anew(task: Task, records: Sequence[Record]) -> float:
    random = np.random.default_rng(0)
    drawn = [[records[n] for n in random.integers(0, len(records), len(records))] for _ in range(_ANEW)]
    return measure.timed(lambda: [task.of(task.rows(some).total) for some in drawn]) * REPLICATES / _ANEW
