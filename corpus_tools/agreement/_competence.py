"""How reliable each annotator is, told from agreement alone: models in which every item has a true label.

Shape letters: C coders, I distinct combinations of labels, V labels, T true labels (as many as V).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ._comparison import Comparison
from ._counts import Array, Counts, Rows
from ._measure import Parameters
from ._ratings import ratings

SMALL = 1e-10
"""The least probability of a label, so that no single rating rules a true label out."""


class Until(NamedTuple):
    """When a fit is done: after so many rounds, or once a round gains less mean log likelihood than that."""

    rounds: int
    gain: float


SETTLED = Until(2000, 1e-11)
"""For Dawid and Skene, whose figures then hold to about seven digits."""
NEARLY = Until(500, 1e-9)
"""For MACE, which creeps up to 1 where annotators hardly differ."""
ALIKE = 1e-6
"""The mean log likelihood by which fits may differ that are as good as each other: the first of them is taken."""


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
        found = [_fitted(fit, rated(rows, row), parameters) for row in range(len(rows))]
        names = sorted({coder for key in rows.keys for coder, _ in key[1]})  # type: ignore[attr-defined]
        return {name: np.array([one.get(name, np.nan) for one in found]) for name in names}

    return figures


def _fitted(fit: Fit, found: Rated, parameters: Parameters) -> Mapping[str, float]:
    """The competence of each coder; of nobody where all is one label: who knows it cannot be told from who guesses."""
    return fit(found, parameters) if len(found.labels) > 1 else {}


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
    gave, counts = _gave(found), found.counts[:, None]
    true, last = majority(found), -np.inf
    for _ in range(SETTLED.rounds):
        priors, confusion = (true * counts).sum(axis=0) / counts.sum(), _confusion(gave, true * counts)
        logs = np.log(np.maximum(priors, SMALL)) + (gave @ np.log(confusion)).sum(axis=0)
        top = logs.max(axis=1, keepdims=True)
        true = np.exp(logs - top)
        sums = true.sum(axis=1, keepdims=True)
        true /= sums
        likelihood = (counts * (np.log(sums) + top)).sum() / counts.sum()
        if likelihood - last < SETTLED.gain:
            break
        last = likelihood
    return DawidSkene(true, (true * counts).sum(axis=0) / counts.sum(), _confusion(gave, true * counts))


def _gave(found: Rated) -> Array:
    """1 where a coder gave a label to an item, shape (C, I, V)."""
    gave: Array = (found.given.T[:, :, None] == np.arange(len(found.labels))).astype(float)
    return gave


def _confusion(gave: Array, true: Array) -> Array:
    """What each coder calls a label, from how often each label is the true one of an item, shape (I, T)."""
    table = np.maximum(gave.transpose(0, 2, 1) @ true, SMALL)
    shares: Array = table / table.sum(axis=1, keepdims=True)
    return shares


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
    """The likeliest of several fits by expectation maximisation (Hovy et al. 2013), which are made side by side."""
    ratings = _Ratings(found)
    competence = np.repeat(np.array(STARTS)[:, None], len(found.coders), axis=1)
    habits = np.repeat(ratings.used()[None], len(STARTS), axis=0)
    priors, last = habits.mean(axis=1), np.full(len(STARTS), -np.inf)
    for _ in range(NEARLY.rounds):
        true, likelihood = ratings.expected(competence, habits, priors)
        competence, habits = ratings.maximised(true, competence, habits)
        priors = np.einsum("sit,i->st", true, found.counts) / found.counts.sum()
        if (likelihood - last < NEARLY.gain * found.counts.sum()).all():
            break
        last = likelihood
    best = int((likelihood >= likelihood.max() - ALIKE * found.counts.sum()).argmax())
    return Mace(true[best], competence[best], habits[best], float(likelihood[best]))


class _Ratings:
    """The ratings of all coders side by side. More shape letters: S fits."""

    def __init__(self, found: Rated) -> None:
        self._label = np.maximum(found.given.T, 0)
        self._weight = np.where(found.given.T >= 0, found.counts, 0.0)
        self._gave = _gave(found)
        self._counts = found.counts
        self._coder = np.arange(len(found.coders))[:, None]
        self._item = np.arange(len(found.counts))

    def used(self) -> Array:
        """The share of each label among those that a coder gave, a little smoothed, shape (C, V)."""
        counts = np.einsum("ci,civ->cv", self._weight, self._gave)
        shares: Array = 0.99 * counts / counts.sum(axis=1, keepdims=True) + 0.01 / counts.shape[1]
        return shares

    def expected(self, competence: Array, habits: Array, priors: Array) -> tuple[Array, Array]:
        """How likely each label is the true one, shape (S, I, T), and the log likelihood of each fit, shape (S,)."""
        given = ((1 - competence)[:, :, None] * habits)[:, :, :, None] + np.einsum(
            "sc,vt->scvt", competence, np.eye(habits.shape[2])
        )
        logs = (self._gave @ np.log(np.maximum(given, SMALL))).sum(axis=1) + np.log(np.maximum(priors, SMALL))[:, None]
        top = logs.max(axis=2, keepdims=True)
        true = np.exp(logs - top)
        sums = true.sum(axis=2, keepdims=True)
        return true / sums, (np.log(sums) + top)[:, :, 0] @ self._counts

    def maximised(self, true: Array, competence: Array, habits: Array) -> tuple[Array, Array]:
        """What is known of the coders, given the true labels: how often each knew, and what they drew when not."""
        knew = competence[:, :, None]
        drawn = (1 - knew) * habits[:, self._coder, self._label]
        knowing = self._weight * true[:, self._item, self._label] * knew / (knew + drawn)
        given = self._weight.sum(axis=1)
        labels = np.einsum("sci,civ->scv", self._weight - knowing, self._gave) + SMALL * given[:, None]
        return knowing.sum(axis=2) / given, labels / labels.sum(axis=2, keepdims=True)
