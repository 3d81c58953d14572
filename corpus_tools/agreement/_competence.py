"""How reliable each annotator is, told from agreement alone: models in which every item has a true label.

Shape letters: C coders, I distinct combinations of labels, V labels, T true labels (as many as V).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ._comparison import Comparison
from ._counts import Array, Counts, Rows
from ._measure import Parameters
from ._ratings import ratings

SMALL = 1e-10
"""The least probability of a label, so that no single rating rules a true label out."""
ROUNDS = 500
NEAR = 1e-9
"""The gain of the mean log likelihood below which a fit is done."""


class Rated(Struct, frozen=True):
    """Combinations of labels, and how often each occurs.

    Args:
        coders: their names; labels: those of labels.
        given: shape (I, C), the number of the label that each coder gave; -1 for none.
        counts: shape (I,).
    """

    coders: Sequence[str]
    labels: Sequence[str]
    given: NDArray[np.intp]
    counts: Array


Fit = Callable[[Rated, Parameters], Mapping[str, float]]
"""A model fitted to ratings: the competence of each coder."""


def counted(comparison: Comparison, parameters: Parameters) -> Counts:
    """The combinations of labels: keys are `("rating", ((coder, label), ...))`, of items with two or more."""
    counts: dict[tuple[object, ...], float] = {}
    for rating, count in ratings(comparison, parameters).items():
        given = [(name, label) for name, label in zip(comparison.annotators, rating, strict=True) if label is not None]
        if len(given) > 1:
            key = ("rating", tuple(sorted(given)))
            counts[key] = counts.get(key, 0) + count
    return counts


def rated(rows: Rows, row: int) -> Rated:
    """The ratings of one row."""
    patterns = [(key[1], count) for key, count in zip(rows.keys, rows.table[row], strict=True) if count > 0]
    pairs = [dict(pattern) for pattern, _ in patterns]  # type: ignore[call-overload]
    coders = sorted({coder for pair in pairs for coder in pair})
    labels = sorted({label for pair in pairs for label in pair.values()})
    at = {label: number for number, label in enumerate(labels)}
    given = [[at[pair[coder]] if coder in pair else -1 for coder in coders] for pair in pairs]
    return Rated(coders, labels, np.array(given, dtype=np.intp), np.array([count for _, count in patterns]))


def by_annotator(fit: Fit) -> Callable[[Rows, Parameters], Mapping[str, Array]]:
    """The competence of each annotator, shape (R,); NaN in rows without them."""

    def figures(rows: Rows, parameters: Parameters) -> Mapping[str, Array]:
        found = [fit(rated(rows, row), parameters) if rows.table[row].any() else {} for row in range(len(rows))]
        names = sorted({coder for key in rows.keys for coder, _ in key[1]})  # type: ignore[attr-defined]
        return {name: np.array([one.get(name, np.nan) for one in found]) for name in names}

    return figures


def on_average(fit: Fit) -> Callable[[Rows, Parameters], Array]:
    """The mean competence of all annotators, shape (R,)."""

    def figure(rows: Rows, parameters: Parameters) -> Array:
        found = list(by_annotator(fit)(rows, parameters).values())
        return np.mean(found, axis=0) if found else np.full(len(rows), np.nan)

    return figure


def why_undefined(rows: Rows) -> str:
    """Why there is no figure."""
    labels = {label for key in rows.keys for _, label in key[1]}  # type: ignore[attr-defined]
    return "everything has the same label" if labels else "nothing was labelled by two annotators"


def majority(found: Rated) -> Array:
    """The share of its labels that each is, of every item, shape (I, T)."""
    votes = np.zeros((len(found.given), len(found.labels)))
    for column in found.given.T:
        there = column >= 0
        votes[np.flatnonzero(there), column[there]] += 1
    shares: Array = votes / votes.sum(axis=1, keepdims=True)
    return shares


class DawidSkene(Struct, frozen=True):
    """The model of Dawid and Skene: how often each label is true, and what each coder calls it.

    Args:
        true: the probability that each label is the true one of an item, shape (I, T).
        priors: shape (T,).
        confusion: the probability that a coder gives a label where another is true, shape (C, V, T).
    """

    true: Array
    priors: Array
    confusion: Array


def dawid_skene(found: Rated) -> DawidSkene:
    """Fit by expectation maximisation from the shares of votes (Dawid and Skene 1979, section 3)."""
    true, last = majority(found), -np.inf
    for _ in range(ROUNDS):
        priors = (true * found.counts[:, None]).sum(axis=0) / found.counts.sum()
        confusion = _confusion(found, true)
        logs = np.log(np.maximum(priors, SMALL)) + _log_likelihood(found, confusion)
        top = logs.max(axis=1, keepdims=True)
        true = np.exp(logs - top)
        likelihood = (found.counts * (np.log(true.sum(axis=1)) + top[:, 0])).sum() / found.counts.sum()
        true /= true.sum(axis=1, keepdims=True)
        if likelihood - last < NEAR:
            break
        last = likelihood
    priors = (true * found.counts[:, None]).sum(axis=0) / found.counts.sum()
    return DawidSkene(true, priors, _confusion(found, true))


def _confusion(found: Rated, true: Array) -> Array:
    labels = len(found.labels)
    table = np.zeros((len(found.coders), labels, labels))
    for coder, column in enumerate(found.given.T):
        there = column >= 0
        np.add.at(table[coder], column[there], true[there] * found.counts[there, None])
    table = np.maximum(table, SMALL)
    shares: Array = table / table.sum(axis=1, keepdims=True)
    return shares


def _log_likelihood(found: Rated, confusion: Array) -> Array:
    """The log of the probability of the labels of each item, for every true label, shape (I, T)."""
    logs = np.log(confusion)
    total = np.zeros((len(found.given), len(found.labels)))
    for coder, column in enumerate(found.given.T):
        there = column >= 0
        total[there] += logs[coder, column[there]]
    return total


class Mace(Struct, frozen=True):
    """The model of MACE: a coder either knows the true label or draws one of their own habits.

    Args:
        true: the probability that each label is the true one of an item, shape (I, T).
        competence: the probability that a coder knows, shape (C,).
        habits: what a coder draws from, shape (C, V).
        likelihood: the log likelihood of the fit.
    """

    true: Array
    competence: Array
    habits: Array
    likelihood: float


STARTS = (0.3, 0.6, 0.9, 1 - 1e-6)
"""The competence that all coders begin with in the fits that are tried."""


def mace(found: Rated) -> Mace:
    """The likeliest of several fits by expectation maximisation (Hovy et al. 2013)."""
    return max((_mace(found, start) for start in STARTS), key=lambda fit: fit.likelihood)


def _mace(found: Rated, start: float) -> Mace:
    competence = np.full(len(found.coders), start)
    habits = np.stack([_used(found, coder) for coder in range(len(found.coders))])
    priors, last = habits.mean(axis=0), -np.inf
    for _ in range(ROUNDS):
        model = _expected(found, competence, habits, priors)
        competence, habits = _maximised(found, model)
        priors = (model.true * found.counts[:, None]).sum(axis=0) / found.counts.sum()
        if model.likelihood - last < NEAR * found.counts.sum():
            break
        last = model.likelihood
    return model


def _used(found: Rated, coder: int) -> Array:
    """The share of each label among those that a coder gave, a little smoothed, shape (V,)."""
    column = found.given[:, coder]
    there = column >= 0
    counts = np.bincount(column[there], found.counts[there], minlength=len(found.labels)) + 0.5
    shares: Array = counts / counts.sum()
    return shares


def _expected(found: Rated, competence: Array, habits: Array, priors: Array) -> Mace:
    """The true labels, given what is known of the coders and how common labels are."""
    labels = len(found.labels)
    given = competence[:, None, None] * np.eye(labels) + ((1 - competence)[:, None] * habits)[:, :, None]
    logs = _log_likelihood(found, np.maximum(given, SMALL)) + np.log(np.maximum(priors, SMALL))
    top = logs.max(axis=1, keepdims=True)
    true = np.exp(logs - top)
    sums = true.sum(axis=1)
    likelihood = float((found.counts * (np.log(sums) + top[:, 0])).sum())
    return Mace(true / sums[:, None], competence, habits, likelihood)


def _maximised(found: Rated, model: Mace) -> tuple[Array, Array]:
    """What is known of the coders, given the true labels: how often each knew, and what they drew when not."""
    competence, habits = np.empty_like(model.competence), np.empty_like(model.habits)
    for coder, column in enumerate(found.given.T):
        there = np.flatnonzero(column >= 0)
        label = column[there]
        knew = model.competence[coder]
        drawn = (1 - knew) * model.habits[coder, label]
        right = model.true[there, label]
        knowing = found.counts[there] * right * knew / (knew + drawn)
        guessing = found.counts[there] - knowing
        competence[coder] = knowing.sum() / found.counts[there].sum()
        drawn_labels = np.bincount(label, guessing, minlength=len(found.labels)) + SMALL
        habits[coder] = drawn_labels / drawn_labels.sum()
    return competence, habits
