"""Alpha and kappa beside krippendorff and scikit-learn, on the same tables of labels, for `benchmarks.agreement`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from random import Random
from typing import Any

from corpus_tools.agreement import Rows
from corpus_tools.agreement._coefficients import cohen_kappa, krippendorff_alpha, nominal
from corpus_tools.agreement._ratings import coincidence_table, pairs_of

from . import measure
from .measure import Bar, Row, say

Table = list[list[str]]
"""The labels that each annotator gave to the same items."""
_PART = "3. Coefficients from a table of labels, CPU"
_REPEATS = 10


def table(annotators: int, items: int) -> Table:
    """Labels by seed: everybody sees the true one of five in four of five cases."""
    random = Random(items)
    truth = random.choices("ABCDE", k=items)
    return [[one if random.random() < 0.8 else random.choice("ABCDE") for one in truth] for _ in range(annotators)]


def alpha(labels: Table) -> float:
    names, found = coincidence_table(Counter(zip(*labels, strict=True)))
    return float(krippendorff_alpha(found, nominal(len(names))))


def kappa(labels: Table) -> float:
    names, found = Rows.of([pairs_of(Counter(zip(*labels, strict=True)), "both")]).matrix("rated")
    return float(cohen_kappa(found, nominal(len(names)))[0])


def beside(sizes: tuple[int, ...], rounds: int) -> Iterator[Row]:
    """Alpha of three annotators and kappa of two."""
    for name, annotators, ours, theirs in (("alpha", 3, alpha, _krippendorff), ("kappa", 2, kappa, _scikit_learn)):
        try:
            package, peer = theirs()
        except ImportError as error:
            say(f"a peer is left out: {error}")
            continue
        for items in sizes:
            yield from _pair(
                f"{name}, {annotators} × {items:,} items", table(annotators, items), ours, package, peer, rounds
            )


def _pair(
    what: str, labels: Table, ours: Callable[[Table], float], package: str, peer: Callable[[Any], float], rounds: int
) -> Iterator[Row]:
    given = import_module("numpy").array(labels)  # which peers take faster than lists
    found, theirs = ours(labels), peer(given)
    runs = {"ours": partial(_repeated, ours, labels), package: partial(_repeated, peer, given)}
    cpu = measure.interleaved(runs, rounds, what)
    yield Row(_PART, f"{what}, {package}", cpu[package] * 1000, "ms", notes=f"differs by {abs(found - theirs):.0e}")
    yield Row(_PART, f"{what}, ours", cpu["ours"] * 1000, "ms", cpu["ours"] / cpu[package], package, Bar(1.0))


def _repeated(work: Callable[[Any], float], labels: Any) -> float:
    return measure.timed(lambda: [work(labels) for _ in range(_REPEATS)]) / _REPEATS


def _krippendorff() -> tuple[str, Callable[[Any], float]]:
    found = import_module("krippendorff").alpha
    return "krippendorff", lambda labels: float(found(reliability_data=labels, level_of_measurement="nominal"))


def _scikit_learn() -> tuple[str, Callable[[Any], float]]:
    found = import_module("sklearn.metrics").cohen_kappa_score
    return "scikit-learn", lambda labels: float(found(labels[0], labels[1]))
