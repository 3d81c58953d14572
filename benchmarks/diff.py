"""What pairing and comparing cost: `python -m benchmarks.diff`.

Two made layers of the same text, one of them with a third of its annotations changed, at 100 to 100,000 spans: pairing
beside two ways of weighing every span against every other with one assignment over all of them, the naive one in plain
Python and one in numpy; comparing beside deepdiff where it is installed. Then what is worst: 2,000 spans that all
overlap, and events in one sentence. CPU seconds of this process.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import Any

import msgspec
import numpy as np
from scipy.optimize import linear_sum_assignment

from corpus_tools.align import Mark, Place, match, pair
from corpus_tools.align.matching import SCALE
from corpus_tools.diff import compare
from corpus_tools.model import Argument, Entity, Event, Layer, Record, Span

from . import measure
from .measure import Bar, Row, interleaved, timed

SIZES = (100, 1_000, 10_000, 100_000)
NAIVE_AT = 1_000
DEEPDIFF_AT = (100,)
"""Sizes at which deepdiff is timed; 1,000 entities take it about a minute."""
ROUNDS = 3
NEAR_LINEAR = Bar(30)
"""How many times as long ten times as many may take: what is large no longer fits the caches."""
_LABELS = ["PER", "ORG", "GPE", "FAC", "DATE"]


def marks(count: int, seed: int) -> list[Mark]:
    """Spans along a text, some inside each other."""
    random, at, found = Random(seed), 0, []
    for _ in range(count):
        at += random.randint(2, 30)
        found.append(Mark(((at, at + random.randint(1, 25)),), random.choice(_LABELS)))
    return list(dict.fromkeys(found))


def changed(marks: list[Mark], seed: int) -> list[Mark]:
    """The same spans by somebody else: of ten one is missing, two have other edges, one another type."""
    random, found = Random(seed), []
    for mark in marks:
        ((start, end),), chance = mark.place, random.random()
        if chance < 0.2:
            mark = Mark(((max(0, start - random.randint(0, 4)), end + random.randint(0, 4)),), mark.type)
        elif chance < 0.3:
            mark = Mark(mark.place, random.choice(_LABELS))
        if chance < 0.9:
            found.append(mark)
    return list(dict.fromkeys(found))


def naive(a: list[Mark], b: list[Mark]) -> int:
    """Every span weighed against every other, then one assignment over all of them; nothing of ours in it."""
    weights = np.zeros((len(a), len(b)))
    for row, one in enumerate(a):
        for column, other in enumerate(b):
            weights[row, column] = _weight(one, other)
    return len(linear_sum_assignment(weights, maximize=True)[0])


def _weight(a: Mark, b: Mark) -> int:
    common = _shared(a.place, b.place)
    if not common:
        return 0
    size = sum(end - start for place in (a.place, b.place) for start, end in place)
    return 2 * SCALE * common // size + (a.type == b.type) * SCALE // 2 + (a.place == b.place) * SCALE // 4


def _shared(a: Place, b: Place) -> int:
    i = j = common = 0
    while i < len(a) and j < len(b):
        common += max(0, min(a[i][1], b[j][1]) - max(a[i][0], b[j][0]))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return common


def dense(a: list[Mark], b: list[Mark]) -> int:
    """The same matrix made by numpy; all marks have one stretch."""
    (starts, ends), (first, last) = (np.array([mark.place[0] for mark in side]).T for side in (a, b))
    common = np.maximum(np.minimum.outer(ends, last) - np.maximum.outer(starts, first), 0)
    weights = 2 * SCALE * common // np.add.outer(ends - starts, last - first)
    one, other = (np.array([_LABELS.index(mark.type) for mark in side]) for side in (a, b))
    weights += np.equal.outer(one, other) * (common > 0) * (SCALE // 2)
    weights += np.equal.outer(starts, first) * np.equal.outer(ends, last) * (SCALE // 4)
    return len(linear_sum_assignment(weights, maximize=True)[0])


def layer(name: str, marks: list[Mark], events: int = 0) -> Layer:
    """Spans as the entities of a layer, and events whose triggers they are, each with two of them as arguments."""
    spans = [[Span(start, end, "x" * (end - start)) for start, end in mark.place] for mark in marks]
    entities = [
        Entity(id=f"{name}t{at}", type=mark.type, spans=spans[at], confidence=0.5) for at, mark in enumerate(marks)
    ]
    made = [
        Event(
            id=f"{name}e{at}",
            type="Aid",
            trigger=spans[at],
            arguments=[_argument(name, at + 1), _argument(name, at + 2)],
        )
        for at in range(min(events, len(marks) - 2))
    ]
    return Layer(id="ada", entities=entities, events=made)


def _argument(name: str, at: int) -> Argument:
    return Argument(role="actor", filler=f"{name}t{at}")


def record(layer: Layer) -> Record:
    """A record of one layer."""
    return Record(format_version="1.0", id="made", text="x", layers=[layer])


def rows(sizes: tuple[int, ...] = SIZES) -> Iterator[Row]:
    """All figures."""
    yield from _pairing(sizes)
    yield from _comparing(sizes)
    yield from _worst()


def _median(runs: dict[str, Callable[[], object]], label: str, rounds: int = ROUNDS) -> dict[str, float]:
    for run in runs.values():
        run()
    return interleaved({name: partial(timed, run) for name, run in runs.items()}, rounds, label)


def _pairing(sizes: tuple[int, ...]) -> Iterator[Row]:
    part, before = "Pairing spans", 0.0
    for size in sizes:
        a = marks(size, size)
        b = changed(a, size + 1)
        runs: dict[str, Callable[[], object]] = {"match": partial(match, a, b)}
        if size == NAIVE_AT:
            runs |= {"naive": partial(naive, a, b), "dense": partial(dense, a, b)}
        found = _median(runs, f"pairing {size}")
        growth = {"ratio": found["match"] / before, "base": "a tenth of them", "bar": NEAR_LINEAR} if before else {}
        yield Row(part, f"`match`, {size:,} spans a side", found["match"] * 1000, "ms", **growth)  # type: ignore[arg-type]
        before = found["match"]
        if "naive" in found:
            yield Row(
                part,
                f"naive assignment, {size:,} spans a side",
                found["naive"] * 1000,
                "ms",
                found["naive"] / found["match"],
                "match",
                Bar(500, at_least=True),
            )
            ratio = found["dense"] / found["match"]
            yield Row(part, f"dense assignment in numpy, {size:,}", found["dense"] * 1000, "ms", ratio, "match")


def _comparing(sizes: tuple[int, ...]) -> Iterator[Row]:
    part, before = "Comparing layers", 0.0
    for size in sizes:
        a = marks(size, size)
        one, other = record(layer("a", a)), record(layer("b", changed(a, size + 1)))
        runs: dict[str, Callable[[], object]] = {"compare": partial(compare, one, other)}
        if size in DEEPDIFF_AT and find_spec("deepdiff"):
            runs["deepdiff"] = _deepdiff(one, other)
        found = _median(runs, f"comparing {size}")
        growth = {"ratio": found["compare"] / before, "base": "a tenth of them", "bar": NEAR_LINEAR} if before else {}
        yield Row(part, f"`compare`, {size:,} entities a side", found["compare"] * 1000, "ms", **growth)  # type: ignore[arg-type]
        before = found["compare"]
        if "deepdiff" in found:
            ratio = found["deepdiff"] / found["compare"]
            yield Row(
                part,
                f"deepdiff, {size:,}, order ignored",
                found["deepdiff"] * 1000,
                "ms",
                ratio,
                "compare",
                Bar(1, at_least=True),
            )


def _deepdiff(a: Record, b: Record) -> Callable[[], object]:
    """The same layers as plain JSON, without ids, given to deepdiff."""
    deepdiff: Any = import_module("deepdiff").DeepDiff
    trees = [_without_ids(msgspec.to_builtins(side.layers[0].entities)) for side in (a, b)]
    return partial(deepdiff, *trees, ignore_order=True)


def _without_ids(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in part.items() if key != "id"} for part in parts]


def _worst() -> Iterator[Row]:
    part = "Where much overlaps"
    random = Random(7)
    a, b = (
        [Mark(((random.randrange(1_000), 1_000 + random.randrange(1, 1_000)),), "PER") for _ in range(2_000)]
        for _ in "ab"
    )
    seconds = _median({"dense": partial(match, a, b)}, "all overlap", 1)["dense"]
    yield Row(part, "`match`, 2,000 spans a side that all overlap", seconds, "s", seconds, "1 s", Bar(10))
    c = marks(2_000, 3)
    one, other = layer("a", c, 2_000), layer("b", changed(c, 4), 2_000)
    seconds = _median({"events": partial(pair, one, other)}, "events")["events"]
    yield Row(part, "`pair`, 2,000 entities and 2,000 events a side", seconds, "s", seconds, "1 s", Bar(1))


def main() -> None:
    """Print the tables; a figure that misses its bar makes the exit code 1."""
    gc.set_threshold(50_000, 20, 100)  # as the command line has it
    found = list(rows())
    print(measure.markdown(found, measure.environment(("corpus-tools", "numpy", "scipy", "deepdiff"))))
    raise SystemExit(1 if list(measure.missed(found)) else 0)


if __name__ == "__main__":
    main()
