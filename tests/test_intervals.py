"""Intervals: published formulas, the same seed the same ends, and what is said where there are none."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from corpus_tools.agreement._counts import Array, Rows, ratio
from corpus_tools.agreement._differences import difference, unpaired
from corpus_tools.agreement._intervals import FEW, Sample, interval, intervals, jackknife_t, replicated, weights
from corpus_tools.agreement._student import reach


def mean(rows: Rows) -> Array:
    return ratio(rows["sum"], rows["n"])


def corpus(values: Array) -> Rows:
    return Rows([("sum",), ("n",)], np.stack([values, np.ones(len(values))], axis=1))


def some(articles: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).gamma(2, 1, articles)


def test_the_jackknife_of_a_mean_is_students_interval() -> None:
    values = some(12)
    found = jackknife_t(corpus(values), mean, float(values.mean()), 0.95)
    low, high = stats.t.interval(0.95, 11, values.mean(), stats.sem(values))
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)


def test_bca_is_that_of_scipy() -> None:
    values = some(80)
    found = interval(corpus(values), mean, 0.9, replicates=20_000)
    theirs = stats.bootstrap((values,), np.mean, confidence_level=0.9, n_resamples=20_000, rng=np.random.default_rng(1))
    assert found.method == "BCa"
    assert found.low == pytest.approx(theirs.confidence_interval.low, abs=0.02)
    assert found.high == pytest.approx(theirs.confidence_interval.high, abs=0.02)


def test_the_same_seed_gives_the_same_ends() -> None:
    rows = corpus(some(FEW))
    first, second, other = (interval(rows, mean, seed=seed, replicates=2_000) for seed in (3, 3, 4))
    assert first == second != other


def test_every_replicate_draws_as_many_articles_as_there_are() -> None:
    found = np.concatenate(list(weights(37, 0, 2_500)))
    assert found.shape == (2_500, 37)
    assert (found.sum(axis=1) == 37).all()
    assert abs(found.mean() - 1) < 1e-12
    assert abs(found.var() - (1 - 1 / 37)) < 0.02


def test_replicates_are_figures_of_resampled_articles() -> None:
    values = some(40)
    found = replicated(corpus(values), mean, seed=5, replicates=1_000)
    drawn = np.concatenate(list(weights(40, 5, 1_000)))
    assert found == pytest.approx((drawn * values).sum(axis=1) / 40)


def test_an_interval_that_cannot_be_told_says_why() -> None:
    assert "one article" in interval(corpus(some(1)), mean).why
    empty = Rows([("sum",), ("n",)], np.zeros((3, 2)))
    assert interval(empty, mean).why == "the figure is undefined"
    single = Rows([("sum",), ("n",)], np.array([[1.0, 1.0], [0, 0], [0, 0]]))
    assert "without one" in interval(single, mean).why


def test_a_figure_that_is_always_the_same_has_an_interval_of_no_width() -> None:
    found = interval(corpus(np.ones(FEW)), mean, replicates=500)
    assert (found.low, found.high) == (1, 1)


def test_articles_are_paired_where_two_figures_are_compared() -> None:
    values = some(60)
    apart, found, p = difference(corpus(values), corpus(values + 0.01), mean, replicates=2_000)
    assert apart == pytest.approx(0.01)
    assert found.low == pytest.approx(0.01)
    assert p < 0.01
    with pytest.raises(ValueError, match="same articles"):
        difference(corpus(values), corpus(values[1:]), mean)


def test_two_figures_that_do_not_differ_have_a_large_p() -> None:
    _, found, p = difference(corpus(some(60, 1)), corpus(some(60, 1)[::-1]), mean, replicates=2_000)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0 < found.high
    assert p > 0.5


def test_few_articles_are_compared_by_students_t() -> None:
    first, second = some(12, 1), some(12, 2)
    apart, found, p = difference(corpus(first), corpus(second), mean)
    theirs = stats.ttest_rel(second, first)
    assert apart == pytest.approx(second.mean() - first.mean())
    assert p == pytest.approx(theirs.pvalue)
    assert (found.low, found.high) == pytest.approx(tuple(theirs.confidence_interval()))


def test_figures_of_different_articles_are_drawn_apart() -> None:
    apart, found, p = unpaired(corpus(some(60, 1)), corpus(some(80, 2) + 1), mean, replicates=4_000)
    assert found.low is not None
    assert found.high is not None
    assert found.low < apart < found.high
    assert p < 0.01
    few, interval_of_few, p_of_few = unpaired(corpus(some(9, 1)), corpus(some(12, 1)), mean)
    error = np.hypot(stats.sem(some(9, 1)), stats.sem(some(12, 1)))
    assert p_of_few == pytest.approx(2 * stats.t.sf(abs(few) / error, 8))
    assert interval_of_few.method == "jackknife-t"


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 9, 28, 501])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_students_reach_is_that_of_scipy(freedom: int, level: float) -> None:
    assert reach(level, freedom) == pytest.approx(stats.t.ppf((1 + level) / 2, freedom), rel=1e-9)


def test_an_interval_below_a_bound_stays_there_and_is_longer_where_there_is_room() -> None:
    rows = corpus(np.array([1, 1, 1, 0.8, 1, 0.9, 1, 1.0]))
    bounded, free = (interval_of(rows, bounds) for bounds in ((0.0, 1.0), (-math.inf, math.inf)))
    estimate = Sample(rows, mean).estimate
    assert free.high > 1 > bounded.high
    assert bounded.low < free.low
    assert estimate - bounded.low > bounded.high - estimate


def interval_of(rows: Rows, bounds: tuple[float, float]) -> Any:
    return intervals([Sample(rows, mean, bounds)])[0]


def test_fishers_interval_of_a_correlation_like_figure() -> None:
    found = jackknife_t(rows := corpus(np.array([0.2, 0.5, 0.9, 0.4])), mean, 0.5, 0.95, (-1.0, 1.0))
    error = stats.sem(rows["sum"]) / (1 - 0.5**2)
    away = stats.t.ppf(0.975, 3) * error
    assert found.low == pytest.approx(np.tanh(np.arctanh(0.5) - away))
    assert found.high == pytest.approx(np.tanh(np.arctanh(0.5) + away))


def test_intervals_of_many_figures_are_those_of_each_alone() -> None:
    samples = [Sample(corpus(some(articles, seed)), mean) for seed, articles in enumerate((40, 12, 40, 55, 1))]
    together = intervals(samples, replicates=2_000)
    assert together == [interval(one.rows, mean, replicates=2_000) for one in samples]
