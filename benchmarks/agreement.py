"""How fast agreement is, beside others: `python -m benchmarks.agreement --python PATH`.

Libraries that clash with ours, pygamma-agreement and nervaluate, are found in further interpreters. Ratios of one run
count, CPU time throughout; the data are made by seed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from . import agree, coefficients, gamma, measure, replicates, spans
from .measure import Row, say

_PACKAGES = ("corpus-tools", "numpy", "scipy", "highspy", "krippendorff", "scikit-learn")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured.

    Args:
        gamma: continua.
        items: items of a table of labels.
        spans: articles, and spans of each.
        segments: segments of each annotator.
        articles: articles that are resampled.
        corpora: articles of the command line.
    """

    gamma: gamma.Sizes = gamma.FULL
    items: tuple[int, ...] = (100, 1_000, 10_000, 100_000)
    spans: tuple[spans.Corpus, ...] = ((200, 30), (20, 300), (1, 1_000))
    segments: tuple[int, ...] = (1_000, 10_000, 100_000)
    articles: int = 200
    corpora: tuple[int, ...] = (1_000, 3_000, 10_000)
    rounds: int = 5


QUICK = Sizes(gamma.QUICK, (30, 100), ((2, 10),), (10, 100), 3, (3, 6), 1)


def run(sizes: Sizes, pythons: Iterable[str]) -> list[Row]:
    """Measure everything."""
    return [
        *gamma.beside_pygamma(sizes.gamma, pythons),
        *gamma.growing(sizes.gamma),
        *coefficients.beside(sizes.items, sizes.rounds),
        *spans.beside_nervaluate(sizes.spans, sizes.rounds, pythons),
        *spans.unitizing(sizes.segments, sizes.rounds),
        *replicates.beside_recomputing(sizes.articles, min(3, sizes.rounds)),
        *agree.growing(sizes.corpora),
    ]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agreement", description=__doc__)
    parser.add_argument("--python", action="append", default=[], metavar="PATH", help="another interpreter with peers")
    parser.add_argument("--quick", action="store_true", help="a smoke run of a few seconds, whose figures mean nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="store the figures")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the marks of a page")
    options = parser.parse_args()
    if options.quick and options.write:
        parser.error("figures of a smoke run are not written to a page")
    where = measure.environment(_PACKAGES)
    rows = run(QUICK if options.quick else Sizes(), [sys.executable, *options.python])
    if options.quick:
        rows = [replace(row, bar=None) for row in rows]
    table = measure.markdown(rows, where)
    print(table)
    if options.json:
        measure.write_json(options.json, rows, where)
    if options.write:
        measure.write_between_marks(options.write, table, "agreement")
    for row in measure.missed(rows):
        say(f"missed: {row.what} ({row.part}): {row.ratio:.2f} × {row.base}, the bar is {row.bar}")


if __name__ == "__main__":
    main()
