"""Intervals by resampling whole articles, never their items: items of one article are not independent.

Below `FEW` articles the jackknife that leaves out one article at a time, with Student's t (Tukey 1958); from there on
the bias-corrected and accelerated bootstrap, BCa (Efron 1987, "Better bootstrap confidence intervals", JASA 82).

Shape letters: D articles, R replicates, K keys of counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ._counts import Array, Rows

FEW = 30
"""Articles from which on the bootstrap is used."""
REPLICATES = 10_000
_CELLS = 2_000_000
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


def interval(
    rows: Rows, value: Value, level: float = 0.95, *, seed: int = 0, replicates: int = REPLICATES, few: int = FEW
) -> Interval:
    """The interval of a figure at a level of certainty, from the rows of D articles; below `few` by the jackknife."""
    if len(rows) < 2:
        return Interval(why="one article tells nothing about others")
    estimate = float(value(rows.total)[0])
    if np.isnan(estimate):
        return Interval(why="the figure is undefined")
    if len(rows) < few:
        return jackknife_t(rows, value, estimate, level)
    return bca(rows, value, estimate, level, seed=seed, replicates=replicates)


def jackknife_t(rows: Rows, value: Value, estimate: float, level: float) -> Interval:
    """`estimate ± t(D - 1) · se`."""
    from scipy.special import stdtrit

    error = standard_error(rows, value)
    if np.isnan(error):
        return Interval(why="without one of the articles the figure is undefined")
    reach = float(stdtrit(len(rows) - 1, (1 + level) / 2) * error)
    return Interval(estimate - reach, estimate + reach, "jackknife-t")


def standard_error(rows: Rows, value: Value) -> float:
    """se² = (D - 1)/D · Σ(θ(i) - mean θ)², where θ(i) is the figure without article i."""
    left_out, articles = without_one(rows, value), len(rows)
    return float(np.sqrt((articles - 1) / articles * ((left_out - left_out.mean()) ** 2).sum()))


def without_one(rows: Rows, value: Value) -> Array:
    """The figure without each article, shape (D,)."""
    return value(Rows(rows.keys, rows.total.table - rows.table))


def bca(rows: Rows, value: Value, estimate: float, level: float, *, seed: int, replicates: int) -> Interval:
    """The percentiles of the replicates at levels that bias (z0) and acceleration (a) have moved."""
    from scipy.special import ndtr, ndtri

    found = replicated(rows, value, seed=seed, replicates=replicates)
    undefined = int(np.isnan(found).sum())
    found = found[~np.isnan(found)]
    if not len(found):
        return Interval(why="the figure is undefined in every replicate", undefined=undefined)
    if found.min() == found.max():
        return Interval(estimate, estimate, "BCa", undefined=undefined)
    below = (np.count_nonzero(found < estimate) + np.count_nonzero(found == estimate) / 2) / len(found)
    bias = ndtri(np.clip(below, 0.5 / len(found), 1 - 0.5 / len(found)))
    acceleration = _acceleration(without_one(rows, value))
    edges = bias + ndtri(np.array([1 - level, 1 + level]) / 2)
    levels = ndtr(bias + edges / (1 - acceleration * edges))
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
    return np.concatenate([value(rows.weighted(some)) for some in weights(len(rows), seed, replicates)])


def weights(articles: int, seed: int, replicates: int = REPLICATES) -> Iterator[NDArray[np.intp]]:
    """How often each of D articles is drawn in each replicate, chunk by chunk; the same ones for the same seed.

    Drawing indexes and counting them is several times faster than drawing from a multinomial distribution.
    """
    random = np.random.default_rng(seed)
    chunk = max(1, min(1_000, _CELLS // articles))
    for first in range(0, replicates, chunk):
        size = min(chunk, replicates - first)
        drawn = random.integers(0, articles, (size, articles))
        drawn += (np.arange(size) * articles)[:, None]
        yield np.bincount(drawn.ravel(), minlength=size * articles).reshape(size, articles)


def difference(
    first: Rows, second: Rows, value: Value, level: float = 0.95, *, seed: int = 0, replicates: int = REPLICATES
) -> tuple[float, Interval, float]:
    """How much larger the second figure is, with its interval and a two-sided p-value.

    Rows of the same articles in the same order are compared article by article: they are drawn together.

    Raises:
        ValueError: the numbers of articles differ.
    """
    if len(first) != len(second):
        raise ValueError("a paired comparison needs the same articles on both sides")
    both = Rows.of(
        {
            **{("a", *key): n for key, n in zip(first.keys, one, strict=True)},
            **{("b", *key): n for key, n in zip(second.keys, two, strict=True)},
        }
        for one, two in zip(first.table, second.table, strict=True)
    )

    def gap(rows: Rows) -> Array:
        return value(rows.below("b")) - value(rows.below("a"))

    estimate, found = float(gap(both.total)[0]), interval(both, gap, level, seed=seed, replicates=replicates)
    if len(both) < FEW:
        return estimate, found, _by_t(estimate, standard_error(both, gap), len(both) - 1)
    return estimate, found, _by_share(replicated(both, gap, seed=seed, replicates=replicates))


def unpaired(
    first: Rows, second: Rows, value: Value, level: float = 0.95, *, seed: int = 0, replicates: int = REPLICATES
) -> tuple[float, Interval, float]:
    """As `difference`, for figures of different articles, each drawn for itself."""
    estimate, fewer = float(value(second.total)[0] - value(first.total)[0]), min(len(first), len(second))
    if fewer < 2 or np.isnan(estimate):
        return estimate, Interval(why="too few articles"), 1.0
    if fewer < FEW:
        return _by_errors(first, second, value, estimate, level)
    drawn = [
        replicated(rows, value, seed=seed + number, replicates=replicates)
        for number, rows in enumerate((first, second))
    ]
    found = drawn[1] - drawn[0]
    low, high = np.nanquantile(found, [(1 - level) / 2, (1 + level) / 2])
    undefined = int(np.isnan(found).sum())
    return estimate, Interval(float(low), float(high), "percentile", undefined=undefined), _by_share(found)


def _by_errors(first: Rows, second: Rows, value: Value, estimate: float, level: float) -> tuple[float, Interval, float]:
    """The gap of two figures by their standard errors, with as many degrees of freedom as the smaller side has."""
    from scipy.special import stdtrit

    error = float(np.hypot(standard_error(first, value), standard_error(second, value)))
    if np.isnan(error):
        return estimate, Interval(why="without one of the articles a figure is undefined"), 1.0
    freedom = min(len(first), len(second)) - 1
    reach = float(stdtrit(freedom, (1 + level) / 2) * error)
    return estimate, Interval(estimate - reach, estimate + reach, "jackknife-t"), _by_t(estimate, error, freedom)


def _by_t(estimate: float, error: float, freedom: int) -> float:
    """The two-sided p-value of Student's t."""
    from scipy.special import stdtr

    if np.isnan(error) or (error == 0 and estimate == 0):
        return 1.0
    return float(2 * stdtr(freedom, -abs(estimate) / error)) if error else 0.0


def _by_share(found: Array) -> float:
    """How often replicates of a gap fall on the rarer side of 0, doubled; 1 where there are none."""
    found = found[~np.isnan(found)]
    rarer = min(np.count_nonzero(found <= 0), np.count_nonzero(found >= 0))
    return min(1.0, 2 * (1 + rarer) / (1 + len(found)))
