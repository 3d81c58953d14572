"""How fast agreement is, beside others: `python -m benchmarks.agreement --peers PYTHON`.

Peers whose packages clash with ours are run by a Python of their own, that has pygamma-agreement. Ratios of one run
count, CPU time throughout; the data are made by seed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import log
from pathlib import Path
from random import Random
from typing import Any

from corpus_tools.agreement import UNITS, Comparison, Item, Parameters, Reading, Rows, find
from corpus_tools.model import Entity, Layer, Record, Span

from . import measure
from .measure import Bar, Row, say

_PACKAGES = ("corpus-tools", "numpy", "scipy", "highspy")
_MARK = Entity(id="t1", type="X", spans=[Span(0, 1, "x")])
_PYGAMMA = Path(__file__).with_name("pygamma.py")
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


QUICK = Sizes((Size(2, 20), Size(3, 10)), ((Size(2, 20), Size(2, 40)), (Size(3, 10), Size(3, 20))), 1)


def annotated(size: Size) -> Comparison:
    """What some annotators made of the same units: they miss some, move edges, and take one type for another."""
    random = Random(size.units)
    units = [
        (40 * number + random.randint(0, 30), random.randint(4, 16), random.choice("ABCD"))
        for number in range(size.units)
    ]
    readings = [
        Reading(f"annotator {number}", list(_found(units, random)), Layer(annotator=f"annotator {number}"))
        for number in range(size.coders)
    ]
    length = 40 * size.units + 60
    record = Record(format_version="1.0", id=str(size), text="x" * length, layers=[])
    return Comparison(record, UNITS["entities"], readings, [(0, length)])


def _found(units: list[tuple[int, int, str]], random: Random) -> Iterator[Item]:
    for start, length, label in units:
        if random.random() < 0.95:
            low = max(0, start + round(random.gauss(0, 2)))
            high = max(low + 1, start + length + round(random.gauss(0, 2)))
            yield Item("t", label if random.random() < 0.85 else random.choice("ABCD"), ((low, high),), _MARK)


def gamma_of(comparison: Comparison) -> float:
    """Gamma of one continuum, by ourselves."""
    gamma, parameters = find("gamma"), Parameters()
    return float(gamma.value(Rows.of([gamma.count(comparison, parameters)]), parameters)[0])


def _gamma_cpu(size: Size) -> float:
    comparison = annotated(size)  # a new one each time: what was counted of the last one is kept
    return measure.timed(partial(gamma_of, comparison))


def beside_pygamma(sizes: Sizes, peers: str | None) -> Iterator[Row]:
    """Part 1: gamma of one article, 30 random continua, beside pygamma-agreement."""
    part = "1. Gamma, 30 random continua, CPU"
    for coders in (2, 3):  # what is imported only when it is needed is here from now on
        gamma_of(annotated(Size(coders, 9)))
    runs = {str(size): partial(_gamma_cpu, size) for size in sizes.beside}
    cpu = measure.interleaved(runs, sizes.rounds, "gamma")
    theirs = _pygamma(sizes, peers)
    for size in sizes.beside:
        ours, found = cpu[str(size)], gamma_of(annotated(size))
        if peer := next(theirs, None):
            notes = f"γ {found:.3f} and {peer['gamma']:.3f}"
            yield Row(part, f"{size}, pygamma-agreement", peer["cpu"], "s", peer["cpu"] / ours, "ours", size.bar, notes)
        yield Row(part, f"{size}, ours", ours, "s")


def _pygamma(sizes: Sizes, peers: str | None) -> Iterator[dict[str, float]]:
    """What pygamma-agreement has to say of each continuum, once."""
    if not peers:
        say("pygamma-agreement is left out: --peers PYTHON says which Python has it")
        return
    asked = json.dumps([_units(annotated(size)) for size in sizes.beside])
    say("pygamma-agreement: once each, this takes minutes")
    done = subprocess.run([peers, "-I", str(_PYGAMMA)], input=asked, capture_output=True, text=True)
    if done.returncode:
        say(f"pygamma-agreement is left out: {peers} cannot run it\n{done.stderr[-500:]}")
    yield from map(json.loads, done.stdout.splitlines())


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


def run(sizes: Sizes, peers: str | None) -> list[Row]:
    """Measure everything."""
    return [*beside_pygamma(sizes, peers), *growing(sizes)]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agreement", description=__doc__)
    parser.add_argument("--peers", metavar="PYTHON", help="the Python that has pygamma-agreement")
    parser.add_argument("--quick", action="store_true", help="a smoke run of a few seconds, whose figures mean nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="store the figures")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the marks of a page")
    options = parser.parse_args()
    if options.quick and options.write:
        parser.error("figures of a smoke run are not written to a page")
    where = measure.environment(_PACKAGES)
    rows = run(QUICK if options.quick else Sizes(), options.peers)
    if options.quick:
        rows = [replace(row, bar=None) for row in rows]
    table = measure.markdown(rows, where)
    print(table)
    if options.json:
        measure.write_json(options.json, rows, where)
    if options.write:
        measure.write_between_marks(options.write, table, "measured agreement")
    for row in measure.missed(rows):
        say(f"missed: {row.what} ({row.part}): {row.ratio:.2f} × {row.base}, the bar is {row.bar}")


if __name__ == "__main__":
    main()
