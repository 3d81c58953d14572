"""What pictures of agreement show, as values: the marks of each and what they are called. `plots` draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

from ..agreement import UNITS, Figure
from ..engine.survey import PARTS, Part, Survey
from .agreement import titles

Kind = Literal[Part, "confusion"]
MOST = 40
"""Bars, points, or annotators of one picture; what is more stands only in its table."""
MOST_TYPES = 24
"""Rows of a table of types, which must be read cell by cell."""


class Mark(Struct, frozen=True):
    """One bar, point or cell.

    Args:
        names: what it is of: a type, a round, two annotators, two types.
        items: what it was made from; in a table of types, what it counts.
    """

    names: tuple[str, ...]
    value: float | None
    low: float | None = None
    high: float | None = None
    articles: int | None = None
    items: int = 0

    @property
    def said(self) -> str:
        """All of it in words."""
        value = (
            "undefined" if self.value is None else f"{self.value:.3f}" if self.articles is not None else str(self.items)
        )
        between = "" if self.low is None or self.high is None else f" [{self.low:.3f}, {self.high:.3f}]"
        made_of = "" if self.articles is None else f", articles: {self.articles}, items: {self.items}"
        return f"{', '.join(self.names)}: {value}{between}{made_of}"


class Picture(Struct, frozen=True, kw_only=True):
    """One picture.

    Args:
        name: what its files are called.
        heads: what the names of its marks are.
        measure: what is measured, or counted.
    """

    kind: Kind
    name: str
    unit: str
    title: str
    heads: tuple[str, ...]
    measure: str
    marks: Sequence[Mark]

    @property
    def labels(self) -> list[str]:
        """The rows and columns of a table that are drawn: annotators as they come, types that are confused first."""
        names = list(dict.fromkeys(name for one in self.marks for name in one.names))
        if self.kind == "confusion":
            apart = Counter(dict.fromkeys(names, 0))
            for one in self.marks:
                for name in set(one.names):
                    apart[name] += one.items if len(set(one.names)) > 1 else 0
            names.sort(key=lambda name: (-apart[name], name))
        return names[:MOST_TYPES] if self.kind == "confusion" else names[:MOST]

    @property
    def sides(self) -> tuple[list[str], list[str]]:
        """The names beside the rows and below the columns of a table; of pairs, only those that have cells."""
        cells = [self.cell(one) for one in self.drawn]
        if self.kind == "confusion":
            return self.labels, self.labels
        rows, columns = ([name for name in self.labels if name in {cell[side] for cell in cells}] for side in (0, 1))
        return rows, columns

    def cell(self, mark: Mark) -> tuple[str, str]:
        """Row and column of a mark in a table; pairs of annotators stand below the diagonal."""
        first, last = mark.names[0], mark.names[-1]
        return (last, first) if self.kind == "pair" else (first, last)

    @property
    def drawn(self) -> Sequence[Mark]:
        """The marks that are drawn: of bars and points those of the most items, if they have a value."""
        if len(self.heads) > 1:
            shown = set(self.labels)
            return [one for one in self.marks if shown.issuperset(one.names)]
        defined = [one for one in self.marks if one.value is not None]
        kept = {one.names for one in sorted(defined, key=lambda one: -one.items)[:MOST]}
        return [one for one in defined if one.names in kept]


def pictures(survey: Survey) -> Iterator[Picture]:
    """Unit by unit: pairs of annotators, types, rounds where there are two or more, and which types were confused."""
    called = titles()
    for unit, group in groupby(survey.figures, key=lambda one: one.unit):
        found = list(group)
        for by in PARTS:
            yield from _of_parts(unit, by, found, called)
        counts = {(first, second): count for (of, first, second), count in survey.confused.items() if of == unit}
        if counts:
            yield _confusion(unit, counts, survey.question.gold)


_SAYS = {"pair": "pair by pair", "type": "type by type", "round": "round by round"}
_HEADS = {"pair": ("annotator", "annotator"), "type": ("type",), "round": ("round",)}


def _of_parts(unit: str, by: Part, figures: Sequence[Figure], called: Mapping[str, str]) -> Iterator[Picture]:
    """The picture of the first measure that has figures of such parts; one round or pair alone is no picture."""
    parts = [one for one in figures if one.by.get(by)]
    parts = [one for one in parts if one.measure == parts[0].measure]
    marks = [_mark(part, by) for part in parts]
    measure = called.get(parts[0].measure, parts[0].measure) if parts else ""
    if len(parts) > (by == "round") and any(one.value is not None for one in marks):
        yield Picture(
            kind=by,
            name=f"{unit}-by-{by}",
            unit=unit,
            title=f"{UNITS[unit].title}, {_SAYS[by]}",
            heads=_HEADS[by],
            measure=measure,
            marks=marks,
        )


def _mark(figure: Figure, by: str) -> Mark:
    names = tuple(figure.by[by].split(",", 1)) if by == "pair" else (figure.by[by],)
    return Mark(names, figure.value, figure.low, figure.high, figure.n, figure.items)


def _confusion(unit: str, counts: Mapping[tuple[str, str], int], gold: str | None) -> Picture:
    """Types against types; without a reference a count stands once, since neither of two annotators is the first."""
    return Picture(
        kind="confusion",
        name=f"{unit}-confusion",
        unit=unit,
        title=f"{UNITS[unit].title}: types given to the same words",
        heads=(f"type of {gold}", "type of the others") if gold else ("type of one", "type of the other"),
        measure="marks",
        marks=[Mark(types, float(count), items=count) for types, count in sorted(counts.items())],
    )
