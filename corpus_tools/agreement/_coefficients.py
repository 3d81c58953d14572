"""Coefficients that correct for chance, from tables of counts: one function for each quantity of a paper.

Tables have shape (..., V, V): how often the first annotator gave one label and the second another; leading axes are
rows of figures that are computed at once. Weights, shape (V, V), say how much two labels disagree: 0 on the diagonal,
1 for labels that have nothing in common. Where a coefficient is undefined it is NaN.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ._counts import Array, ratio


def nominal(labels: int) -> Array:
    """Weights for labels that are either the same or not."""
    return 1 - np.eye(labels)


def interval(values: Sequence[float]) -> Array:
    """Weights for numbers: the square of their difference (Krippendorff 2004, p. 233; Cohen 1968, quadratic)."""
    numbers = np.asarray(values, dtype=np.float64)
    return (numbers[:, None] - numbers[None, :]) ** 2


def linear(values: Sequence[float]) -> Array:
    """Weights for numbers: their difference (Cohen 1968, linear)."""
    numbers = np.asarray(values, dtype=np.float64)
    return np.abs(numbers[:, None] - numbers[None, :])


def ratio_scale(values: Sequence[float]) -> Array:
    """Weights for numbers with a true zero: the square of difference over sum (Krippendorff 2004, p. 234)."""
    numbers = np.asarray(values, dtype=np.float64)
    total = numbers[:, None] + numbers[None, :]
    return np.nan_to_num(ratio(numbers[:, None] - numbers[None, :], total)) ** 2


SCALES = {"linear": linear, "interval": interval, "ratio": ratio_scale}
"""Weights for numbers that do not depend on how often each was given."""


def ordinal(counts: Array) -> Array:
    """Weights for ranks, shape (..., V, V), from how often each was given, shape (..., V).

    The square of the number of ratings between two ranks, half of their own among them (Krippendorff 2004, p. 233).
    """
    upto = np.cumsum(counts, axis=-1) - counts / 2
    return (upto[..., :, None] - upto[..., None, :]) ** 2


def disagreement(table: Array, weights: Array) -> Array:
    """D_o: the mean weight of the pairs of labels that were given."""
    return ratio((table * weights).sum(axis=(-2, -1)), table.sum(axis=(-2, -1)))


def expected_by_each(table: Array, weights: Array) -> Array:
    """D_e of Cohen (1960): every annotator draws labels as often as they gave them."""
    first, second, total = table.sum(axis=-1), table.sum(axis=-2), table.sum(axis=(-2, -1))
    return ratio((first[..., :, None] * second[..., None, :] * weights).sum(axis=(-2, -1)), total**2)


def expected_by_all(table: Array, weights: Array) -> Array:
    """D_e of Scott (1955): both draw labels as often as they gave them together."""
    given, total = (table.sum(axis=-1) + table.sum(axis=-2)) / 2, table.sum(axis=(-2, -1))
    return ratio((given[..., :, None] * given[..., None, :] * weights).sum(axis=(-2, -1)), total**2)


def beyond_chance(observed: Array, expected: Array) -> Array:
    """1 - D_o / D_e."""
    return 1 - ratio(observed, expected)


def cohen_kappa(table: Array, weights: Array) -> Array:
    """Cohen (1960), "A coefficient of agreement for nominal scales"; weighted: Cohen (1968)."""
    return beyond_chance(disagreement(table, weights), expected_by_each(table, weights))


def scott_pi(table: Array, weights: Array) -> Array:
    """Scott (1955), "Reliability of content analysis"."""
    return beyond_chance(disagreement(table, weights), expected_by_all(table, weights))


def bennett_s(table: Array, weights: Array) -> Array:
    """Bennett, Alpert and Goldstein (1954): chance gives all labels alike."""
    return beyond_chance(disagreement(table, weights), np.full(table.shape[:-2], weights.mean()))


def krippendorff_alpha(coincidences: Array, weights: Array) -> Array:
    """Krippendorff (2004), "Content analysis", chapter 11, from a table of coincidences, shape (..., V, V).

    Each item of m ratings adds each of its ordered pairs of them as 1 / (m - 1).
    """
    given, total = coincidences.sum(axis=-1), coincidences.sum(axis=(-2, -1))
    pairs = (given[..., :, None] * given[..., None, :] * weights).sum(axis=(-2, -1))
    expected = ratio(pairs, total * (total - 1))  # the diagonal of weights is 0, so n(n - 1) pairs of different ratings
    return beyond_chance(disagreement(coincidences, weights), expected)


def fleiss_kappa(agreeing: Array, rated: Array, shares: Array) -> Array:
    """Fleiss (1971), as generalised to differing numbers of ratings by Gwet (2014), equation 2.12.

    Args:
        agreeing: the sum over items of the share of their pairs of ratings that agree, shape (...).
        rated: items with two ratings or more, shape (...).
        shares: the sum over items of the share of each label, shape (..., V).
    """
    chance = ratio((shares**2).sum(axis=-1), shares.sum(axis=-1) ** 2)
    return ratio(ratio(agreeing, rated) - chance, 1 - chance)


def gwet_ac(agreeing: Array, rated: Array, shares: Array, agreement: Array) -> Array:
    """Gwet (2008) AC1, and AC2 (Gwet 2014, chapter 4) where `agreement`, shape (V, V), is no identity.

    Args:
        agreeing: the sum over items of the share of their pairs of ratings that agree, weighted, shape (...).
        rated: items with two ratings or more, shape (...).
        shares: the sum over items of the share of each label, shape (..., V).
        agreement: how much two labels agree, 1 on the diagonal.
    """
    labels = agreement.shape[-1]
    given = ratio(shares, shares.sum(axis=-1, keepdims=True))
    if labels < 2:
        return np.full(np.shape(rated), np.nan)
    chance = agreement.sum() / (labels * (labels - 1)) * (given * (1 - given)).sum(axis=-1)
    return ratio(ratio(agreeing, rated) - chance, 1 - chance)


def kappa_max(table: Array) -> Array:
    """The greatest kappa that the two annotators' habits leave room for (Cohen 1960, p. 42)."""
    shares = table / table.sum(axis=(-2, -1), keepdims=True)
    reachable = np.minimum(shares.sum(axis=-1), shares.sum(axis=-2)).sum(axis=-1)
    chance = 1 - expected_by_each(table, nominal(table.shape[-1]))
    return ratio(reachable - chance, 1 - chance)


def fleiss_by_label(pairs: Array, shares: Array) -> Array:
    """Fleiss' kappa of each label against all others, shape (..., V) (Fleiss 1971, equation 17).

    Args:
        pairs: the sum over items of the share of their pairs of ratings that are two labels, shape (..., V, V).
        shares: the sum over items of the share of each label, shape (..., V).
    """
    given = ratio(shares, shares.sum(axis=-1, keepdims=True))
    apart = pairs.sum(axis=-1) - np.diagonal(pairs, axis1=-2, axis2=-1)
    return beyond_chance(ratio(apart, shares.sum(axis=-1, keepdims=True)), given * (1 - given))
