"""Gamma beside pygamma-agreement, and while a text grows, for `benchmarks.agreement`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from math import log
from random import Random
from typing import Any

from corpus_tools.agreement import UNITS, Comparison, Item, Parameters, Reading, Rows, find
from corpus_tools.model import Entity, Layer, Record, Span

from . import measure
from .elsewhere import asked
from .measure import Bar, Row

_MARK = Entity(id="t1", type="X", spans=[Span(0, 1, "x")])
_SCALING = Bar(1.2)


@dataclass(frozen=True, slots=True)
class Size:
    """A continuum: coders, units of each, and how many times as fast as the peer we have to be."""

    coders: int
    units: int
    bar: Bar | None = None

    def __str__(self) -> str:
        return f"{self.coders} annotators × {self.units:,} units"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: continua beside the peer, and series of growing ones."""

    beside: tuple[Size, ...] = (
        Size(2, 300, Bar(40, at_least=True)),
        Size(3, 100, Bar(20, at_least=True, stretch=100)),
        Size(3, 300, Bar(100, at_least=True)),
    )
    growing: tuple[tuple[Size, ...], ...] = (
        (Size(2, 300), Size(2, 3_000)),
        (Size(3, 100), Size(3, 300), Size(3, 1_000), Size(3, 3_000)),
        (Size(5, 30), Size(5, 100), Size(5, 300)),
    )
    rounds: int = 5


FULL = Sizes()
QUICK = Sizes((Size(2, 20), Size(3, 10)), ((Size(2, 20), Size(2, 40)), (Size(3, 10), Size(3, 20))), 1)


def annotated(size: Size, seed: int = 0, moved: float = 1) -> Comparison:
    """What some annotators made of the same units: they miss some, move edges, and take one type for another.

    Of all units a share has edges that are moved.
    """
    random = Random(size.units + 1_000_003 * seed)
    units = [
        (40 * number + random.randint(0, 30), random.randint(4, 16), random.choice("ABCD"))
        for number in range(size.units)
    ]
    readings = [
        Reading(f"annotator {number}", list(_found(units, random, moved)), Layer(annotator=f"annotator {number}"))
        for number in range(size.coders)
    ]
    length = 40 * size.units + 60
    record = Record(format_version="1.0", id=f"{size}, {seed}", text="x" * length, layers=[])
    return Comparison(record, UNITS["entities"], readings, [(0, length)])


def _found(units: list[tuple[int, int, str]], random: Random, moved: float) -> Iterator[Item]:
    for start, length, label in units:
        if random.random() < 0.95:
            reach = 2 if moved == 1 or random.random() < moved else 0
            low = max(0, start + round(random.gauss(0, reach)))
            high = max(low + 1, start + length + round(random.gauss(0, reach)))
            yield Item("t", label if random.random() < 0.85 else random.choice("ABCD"), ((low, high),), _MARK)


def gamma_of(comparison: Comparison) -> float:
    """Gamma of one continuum, by ourselves."""
    gamma, parameters = find("gamma"), Parameters()
    return float(gamma.value(Rows.of([gamma.count(comparison, parameters)]), parameters)[0])


def _gamma_cpu(size: Size) -> float:
    comparison = annotated(size)  # a new one each time: what was counted of the last one is kept
    return measure.timed(partial(gamma_of, comparison))


def beside_pygamma(sizes: Sizes, pythons: Iterable[str]) -> Iterator[Row]:
    """Part 1: gamma of one article, 30 random continua, beside pygamma-agreement."""
    part = "1. Gamma, 30 random continua, CPU"
    for coders in (2, 3):  # what is imported only when it is needed is here from now on
        gamma_of(annotated(Size(coders, 9)))
    runs = {str(size): partial(_gamma_cpu, size) for size in sizes.beside}
    cpu = measure.interleaved(runs, sizes.rounds, "gamma")
    theirs = _pygamma(sizes, pythons)
    for size in sizes.beside:
        ours, found = cpu[str(size)], gamma_of(annotated(size))
        if peer := next(theirs, None):
            notes = f"γ {found:.3f} and {peer['gamma']:.3f}"
            yield Row(part, f"{size}, pygamma-agreement", peer["cpu"], "s", peer["cpu"] / ours, "ours", size.bar, notes)
        yield Row(part, f"{size}, ours", ours, "s")


def _pygamma(sizes: Sizes, pythons: Iterable[str]) -> Iterator[dict[str, float]]:
    """What pygamma-agreement has to say of each continuum, once: it takes minutes."""
    return asked("pygamma", "pygamma-agreement", [_units(annotated(size)) for size in sizes.beside], pythons)


def _units(comparison: Comparison) -> list[list[Any]]:
    return [[one.annotator, *item.place[0], item.type] for one in comparison.readings for item in one.items]


def growing(sizes: Sizes) -> Iterator[Row]:
    """Part 2: how the cost of gamma grows with the length of a text, as an exponent."""
    part = "2. Gamma while the text grows, CPU"
    for series in sizes.growing:
        runs = {str(size): partial(_gamma_cpu, size) for size in series}
        cpu = measure.interleaved(runs, min(3, sizes.rounds), f"{series[0].coders} annotators")
        for size in series[:-1]:
            yield Row(part, str(size), cpu[str(size)], "s")
        first, last = series[0], series[-1]
        exponent = log(cpu[str(last)] / cpu[str(first)]) / log(last.units / first.units)
        base, notes = "(exponent)", f"from {first.units:,} units"
        yield Row(part, str(last), cpu[str(last)], "s", exponent, base, _SCALING, notes)
