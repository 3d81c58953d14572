"""How much two figures differ, with an interval and a test, from resampled articles."""

from __future__ import annotations

import numpy as np

from ._counts import Array, Rows
from ._intervals import FEW, REPLICATES, Interval, Value, interval, replicated, standard_error
from ._student import reach


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
    error = float(np.hypot(standard_error(first, value), standard_error(second, value)))
    if np.isnan(error):
        return estimate, Interval(why="without one of the articles a figure is undefined"), 1.0
    freedom = min(len(first), len(second)) - 1
    away = reach(level, freedom) * error
    return estimate, Interval(estimate - away, estimate + away, "jackknife-t"), _by_t(estimate, error, freedom)


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
