"""How often intervals hold the true figure: `python -m benchmarks.coverage`.

Corpora are drawn whose articles differ in length and in how hard they are, as real ones do, so that items of one
article are alike. The true figure is that of a very large corpus; a good 95 % interval holds it in 93 to 97 of 100.
"""

from __future__ import annotations

import sys

import numpy as np

from corpus_tools.agreement._coefficients import cohen_kappa, nominal
from corpus_tools.agreement._counts import Array, Rows, ratio
from corpus_tools.agreement._intervals import Sample, Value, intervals

ARTICLES = (10, 20, 50, 200)
LABELS = 3
_KEYS = [("rated", first, second) for first in range(LABELS) for second in range(LABELS)]


def corpus(random: np.random.Generator, articles: int) -> Rows:
    """The counts of a corpus of so many articles: how often each pair of labels was given."""
    lengths = 5 + random.poisson(random.gamma(4, 8, articles))
    skill = random.beta(8, 2, articles)
    habits = random.dirichlet(np.array([4.0, 2.0, 1.0]), articles)
    tables = np.stack([_table(random, *one) for one in zip(lengths, skill, habits, strict=True)])
    return Rows(_KEYS, tables.reshape(articles, -1).astype(np.float64))


def _table(random: np.random.Generator, length: int, skill: float, habit: Array) -> Array:
    """Two annotators see the true label with a probability, else they guess by the habits of the article."""
    truth = random.choice(LABELS, length, p=habit)
    first, second = (
        np.where(random.random(length) < skill, truth, random.choice(LABELS, length, p=habit)) for _ in range(2)
    )
    return np.bincount(first * LABELS + second, minlength=LABELS**2).astype(np.float64).reshape(LABELS, LABELS)


def kappa(rows: Rows) -> Array:
    return cohen_kappa(rows.matrix("rated")[1], nominal(LABELS))


def f1(rows: Rows) -> Array:
    """F1 of the last label."""
    table = rows.matrix("rated")[1]
    return ratio(2 * table[:, -1, -1], table[:, -1].sum(axis=-1) + table[:, :, -1].sum(axis=-1))


BOUNDS: dict[Value, tuple[float, float]] = {kappa: (-1.0, 1.0), f1: (0.0, 1.0)}


def main(trials: int) -> None:
    """Print, for each figure and number of articles, the share of intervals that hold the truth."""
    random = np.random.default_rng(1)
    truth = {value: float(value(corpus(random, 200_000).total)[0]) for value in BOUNDS}
    print("| figure | truth | " + " | ".join(f"{n} articles" for n in ARTICLES) + " |")
    print("| --- | ---: |" + " ---: |" * len(ARTICLES))
    for value, true in truth.items():
        shares = [f"{_share(random, value, true, articles, trials):.3f}" for articles in ARTICLES]
        print(f"| {value.__name__} | {true:.3f} | {' | '.join(shares)} |", flush=True)


def _share(random: np.random.Generator, value: Value, true: float, articles: int, trials: int) -> float:
    held = 0
    for trial in range(trials):
        sample = Sample(corpus(random, articles), value, BOUNDS[value])
        (found,) = intervals([sample], seed=trial, replicates=2_000)
        held += found.low is not None and found.high is not None and found.low <= true <= found.high
    return held / trials


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
