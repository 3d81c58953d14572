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


def ranks(values: Sequence[float]) -> Array:
    """Weights for ranks: the number of pairs among two ranks and those between them (Gwet 2014, ordinal)."""
    place = np.searchsorted(np.unique(values), values).astype(np.float64)
    apart: Array = np.abs(place[:, None] - place[None, :])
    return apart * (apart + 1) / 2


SCALES = {"linear": linear, "interval": interval, "ratio": ratio_scale, "ordinal": ranks}
"""Weights for numbers by name."""


def ordinal(counts: Array) -> Array:
    """Weights of alpha for ranks, shape (..., V, V), from how often each was given, shape (..., V).

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


def expected_without_replacement(coincidences: Array, weights: Array) -> Array:
    """D_e of Krippendorff (2004): pairs are drawn from all labels that were given, each label once."""
    given = coincidences.sum(axis=-1)
    total, pairs = given.sum(axis=-1), ((given[..., None, :] @ weights)[..., 0, :] * given).sum(axis=-1)
    return ratio(pairs, total * (total - 1))  # the diagonal of weights is 0, so a label is not paired with itself


def beyond_chance(observed: Array, expected: Array) -> Array:
    """1 - D_o / D_e."""
    return 1 - ratio(observed, expected)


def cohen_kappa(table: Array, weights: Array) -> Array:
    """Cohen (1960), "A coefficient of agreement for nominal scales"; weighted: Cohen (1968)."""
    return beyond_chance(disagreement(table, weights), expected_by_each(table, weights))


def scott_pi(table: Array, weights: Array) -> Array:
    """Scott (1955), "Reliability of content analysis"."""
    return beyond_chance(disagreement(table, weights), expected_by_all(table, weights))


def krippendorff_alpha(coincidences: Array, weights: Array) -> Array:
    """Krippendorff (2004), "Content analysis", chapter 11, from a table of coincidences, shape (..., V, V).

    Each item of m ratings adds each of its ordered pairs of them as 1 / (m - 1).
    """
    expected = expected_without_replacement(coincidences, weights)
    return beyond_chance(disagreement(coincidences, weights), expected)


def above_chance(agreement: Array, chance: Array) -> Array:
    """(P - P_e) / (1 - P_e)."""
    return ratio(agreement - chance, 1 - chance)


def shared_habits(shares: Array, agreement: Array) -> Array:
    """P_e of Fleiss (1971), with weights Gwet (2014): how much two labels agree, both drawn as often as all gave them.

    Args:
        shares: the sum over items of the share of each label, shape (..., V).
        agreement: how much two labels agree, 1 on the diagonal, shape (V, V).
    """
    return ratio(((shares @ agreement) * shares).sum(axis=-1), shares.sum(axis=-1) ** 2)


def guesses(shares: Array, agreement: Array) -> Array:
    """P_e of Gwet (2008), with weights Gwet (2014), chapter 4: annotators guess where labels are used evenly.

    Takes what `shared_habits` does.
    """
    labels = agreement.shape[-1]
    given = ratio(shares, shares.sum(axis=-1, keepdims=True))
    uncertain = (given * (1 - given)).sum(axis=-1)
    return uncertain * agreement.sum() / (labels * (labels - 1)) if labels > 1 else np.full_like(uncertain, np.nan)


def all_alike(shares: Array, agreement: Array) -> Array:
    """P_e of Bennett, Alpert and Goldstein (1954), with weights Gwet (2014): chance gives all labels equally often.

    Takes what `shared_habits` does.
    """
    return np.full(shares.shape[:-1], agreement.sum() / max(agreement.size, 1))


def kappa_max(table: Array) -> Array:
    """The greatest kappa that the two annotators' habits leave room for (Cohen 1960, p. 42)."""
    shares = ratio(table, table.sum(axis=(-2, -1), keepdims=True))
    reachable = np.minimum(shares.sum(axis=-1), shares.sum(axis=-2)).sum(axis=-1)
    chance = 1 - expected_by_each(table, nominal(table.shape[-1]))
    return ratio(reachable - chance, 1 - chance)
