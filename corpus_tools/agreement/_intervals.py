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
_CHUNK = 1_000
Value: TypeAlias = Callable[[Rows], Array]
"""Rows of counts to the figure of each, shape (R,)."""


class Interval(Struct, frozen=True):
    """Where a figure lies with some certainty; without ends where that cannot be told, with the reason.

    Args:
        undefined: replicates for which the figure is undefined; they are left out.
    """

    low: float | None = None
    high: float | None = None
    method: Literal["jackknife-t", "BCa", ""] = ""
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
    """`estimate ± t(D - 1) · se`, where se² = (D - 1)/D · Σ(θ(i) - mean θ)²."""
    from scipy.special import stdtrit

    left_out = without_one(rows, value)
    if np.isnan(left_out).any():
        return Interval(why="without one of the articles the figure is undefined")
    articles = len(rows)
    error = np.sqrt((articles - 1) / articles * ((left_out - left_out.mean()) ** 2).sum())
    reach = float(stdtrit(articles - 1, (1 + level) / 2) * error)
    return Interval(estimate - reach, estimate + reach, "jackknife-t")


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
    for first in range(0, replicates, _CHUNK):
        size = min(_CHUNK, replicates - first)
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

    estimate = float(gap(both.total)[0])
    found = replicated(both, gap, seed=seed, replicates=replicates)
    found = found[~np.isnan(found)]
    p = min(1.0, 2 * (1 + min((found <= 0).sum(), (found >= 0).sum())) / (1 + len(found)))
    return estimate, interval(both, gap, level, seed=seed, replicates=replicates), float(p)
