"""Intervals by resampling whole articles, never their items: items of one article are not independent.

Below `FEW` articles the jackknife that leaves out one article at a time, with Student's t (Tukey 1958); from there on
the bias-corrected and accelerated bootstrap, BCa (Efron 1987, "Better bootstrap confidence intervals", JASA 82),
expanded for the few articles that there are (Hesterberg 2015, "What teachers should know about the bootstrap", The
American Statistician 69).

Shape letters: D articles, R replicates, K keys of counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias

import numpy as np
from msgspec import Struct

from ._counts import Array, Rows
from ._student import reach

FEW = 30
"""Articles from which on the bootstrap is used."""
REPLICATES = 10_000
_NONE = -math.inf, math.inf
_CELLS = 500_000
"""Cells of weights that are made at a time, so that memory does not grow with the corpus."""
Value: TypeAlias = Callable[[Rows], Array]
"""Rows of counts to the figure of each, shape (R,)."""


class Interval(Struct, frozen=True):
    """Where a figure lies with some certainty; without ends where that cannot be told, with the reason.

    Args:
        undefined: replicates for which the figure is undefined; they are left out.
    """

    low: float | None = None
    high: float | None = None
    method: Literal["jackknife-t", "BCa", "percentile", ""] = ""
    why: str = ""
    undefined: int = 0


class Sample(Struct, frozen=True):
    """A figure of a sample of articles.

    Args:
        rows: the counts of each article.
        value: what it is computed by.
        bounds: the least and the greatest value that it can have.
        few: below so many articles there is no bootstrap.
    """

    rows: Rows
    value: Value
    bounds: tuple[float, float] = _NONE
    few: int = FEW

    @property
    def estimate(self) -> float:
        """The figure of all articles together; NaN where it is undefined."""
        return float(self.value(self.rows.total)[0]) if len(self.rows) else float("nan")


def interval(
    rows: Rows, value: Value, level: float = 0.95, *, seed: int = 0, replicates: int = REPLICATES, few: int = FEW
) -> Interval:
    """The interval of a figure at a level of certainty, from the rows of D articles; below `few` by the jackknife."""
    return intervals([Sample(rows, value, few=few)], level, seed=seed, replicates=replicates)[0]


def intervals(
    samples: Sequence[Sample], level: float = 0.95, *, seed: int = 0, replicates: int = REPLICATES
) -> list[Interval]:
    """The intervals of many figures, each as if it were alone; those of as many articles are resampled together."""
    estimates = [one.estimate for one in samples]
    large = [
        number
        for number, (one, estimate) in enumerate(zip(samples, estimates, strict=True))
        if len(one.rows) >= max(one.few, 2) and not np.isnan(estimate)
    ]
    found = _resampled([samples[number] for number in large], seed=seed, replicates=replicates)
    replicates_of = dict(zip(large, found, strict=True))
    return [
        _interval(one, estimate, level, replicates_of.get(number))
        for number, (one, estimate) in enumerate(zip(samples, estimates, strict=True))
    ]


def _interval(sample: Sample, estimate: float, level: float, found: Array | None) -> Interval:
    if len(sample.rows) < 2:
        return Interval(why="one article tells nothing about others")
    if np.isnan(estimate):
        return Interval(why="the figure is undefined")
    if found is None:
        return jackknife_t(sample.rows, sample.value, estimate, level, sample.bounds)
    return bca(sample.rows, sample.value, estimate, level, found)


def jackknife_t(
    rows: Rows, value: Value, estimate: float, level: float, bounds: tuple[float, float] = _NONE
) -> Interval:
    """`estimate ± t(D - 1) · se`; of a figure with bounds, on Fisher's scale."""
    error = standard_error(rows, value)
    if np.isnan(error):
        return Interval(why="without one of the articles the figure is undefined")
    away = reach(level, len(rows) - 1) * error
    has_room = bounds[0] < estimate < bounds[1] and bounds[1] - bounds[0] < math.inf
    low, high = _on_fishers_scale(estimate, away, bounds) if has_room else (estimate - away, estimate + away)
    return Interval(low, high, "jackknife-t")


def _on_fishers_scale(estimate: float, away: float, bounds: tuple[float, float]) -> tuple[float, float]:
    """Both ends of `estimate ± away` where z = artanh of a figure, its bounds being -1 and 1 (Fisher 1921).

    They lie within the bounds, and the end with more room is further away: close to 1, where figures of a few
    articles are skewed, an interval that is not misses the truth nearly twice as often as it may.
    """
    middle, half = (bounds[0] + bounds[1]) / 2, (bounds[1] - bounds[0]) / 2
    y = (estimate - middle) / half
    z, reached = math.atanh(y), away / half / (1 - y**2)
    return middle + half * math.tanh(z - reached), middle + half * math.tanh(z + reached)


def standard_error(rows: Rows, value: Value) -> float:
    """se² = (D - 1)/D · Σ(θ(i) - mean θ)², where θ(i) is the figure without article i."""
    left_out, articles = without_one(rows, value), len(rows)
    return float(np.sqrt((articles - 1) / articles * ((left_out - left_out.mean()) ** 2).sum()))


def without_one(rows: Rows, value: Value) -> Array:
    """The figure without each article, shape (D,)."""
    return value(Rows(rows.keys, rows.total.table - rows.table))


def bca(rows: Rows, value: Value, estimate: float, level: float, found: Array) -> Interval:
    """The percentiles of the replicates `found`, shape (R,), at levels moved by bias (z0) and acceleration (a)."""
    from statistics import NormalDist

    undefined = int(np.isnan(found).sum())
    found = found[~np.isnan(found)]
    if not len(found):
        return Interval(why="the figure is undefined in every replicate", undefined=undefined)
    if found.min() == found.max():
        return Interval(estimate, estimate, "BCa", undefined=undefined)
    below = (np.count_nonzero(found < estimate) + np.count_nonzero(found == estimate) / 2) / len(found)
    normal, least = NormalDist(), 0.5 / len(found)
    bias = normal.inv_cdf(min(max(below, least), 1 - least))
    acceleration = _acceleration(without_one(rows, value))
    wide = reach(level, len(rows) - 1) * math.sqrt(len(rows) / (len(rows) - 1))
    edges = np.array([bias - wide, bias + wide])
    levels = [normal.cdf(edge) for edge in bias + edges / (1 - acceleration * edges)]
    low, high = np.quantile(found, levels)
    return Interval(float(low), float(high), "BCa", undefined=undefined)


def _acceleration(left_out: Array) -> float:
    """a = Σ(mean θ - θ(i))³ / 6 (Σ(mean θ - θ(i))²)^1.5, Efron 1987, equation 6.6."""
    left_out = left_out[~np.isnan(left_out)]
    away = left_out.mean() - left_out if len(left_out) else left_out
    squares = float((away**2).sum())
    return float((away**3).sum()) / (6 * squares**1.5) if squares > 0 else 0.0


def replicated(rows: Rows, value: Value, *, seed: int, replicates: int = REPLICATES) -> Array:
    """The figure of R resampled corpora, shape (R,)."""
    return _resampled([Sample(rows, value)], seed=seed, replicates=replicates)[0]


def _resampled(samples: Sequence[Sample], *, seed: int, replicates: int) -> list[Array]:
    """The same of many figures; drawing articles is most of the work, so it is done once for each number of them."""
    found: list[list[Array]] = [[] for _ in samples]
    for articles in sorted({len(one.rows) for one in samples}):
        for some in weights(articles, seed, replicates):
            for one, values in zip(samples, found, strict=True):
                if len(one.rows) == articles:
                    values.append(one.value(one.rows.weighted(some)))
    return [np.concatenate(values) for values in found]


def weights(articles: int, seed: int, replicates: int = REPLICATES) -> Iterator[Array]:
    """How often each of D articles is drawn in each replicate, chunk by chunk; the same ones for the same seed.

    Drawing indexes and counting them is several times faster than drawing from a multinomial distribution.
    """
    random = np.random.default_rng(seed)
    chunk = max(1, min(1_000, _CELLS // articles))
    for first in range(0, replicates, chunk):
        size = min(chunk, replicates - first)
        drawn = random.integers(0, articles, (size, articles))
        drawn += (np.arange(size) * articles)[:, None]
        counted = np.bincount(drawn.ravel(), minlength=size * articles)
        yield counted.reshape(size, articles).astype(np.float64)
