"""Models of annotators: what they make of ratings whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from corpus_tools.agreement._competence import Rated, dawid_skene, mace

# How four annotators label, given the truth: two hardly err, the third mixes up y and z, the fourth guesses.
CONFUSION = [
    [[0.95, 0.03, 0.02], [0.02, 0.95, 0.03], [0.03, 0.02, 0.95]],
    [[0.9, 0.05, 0.05], [0.05, 0.9, 0.05], [0.05, 0.05, 0.9]],
    [[0.9, 0.05, 0.05], [0.05, 0.6, 0.35], [0.05, 0.35, 0.6]],
    [[0.5, 0.3, 0.2], [0.3, 0.4, 0.3], [0.2, 0.3, 0.5]],
]
PRIORS = [0.5, 0.3, 0.2]


def drawn(items: int, seed: int) -> tuple[Rated, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    random = np.random.default_rng(seed)
    truth = random.choice(3, items, p=PRIORS)
    given = np.array([[random.choice(3, p=CONFUSION[coder][label]) for coder in range(4)] for label in truth])
    return Rated(["ada", "ben", "cem", "dil"], ["x", "y", "z"], given, np.ones(items)), truth


def test_dawid_skene_finds_what_ratings_were_drawn_from() -> None:
    found, truth = drawn(2500, 3)
    model = dawid_skene(found)
    assert model.priors == pytest.approx(PRIORS, abs=0.08)
    assert np.transpose(model.confusion, (0, 2, 1)) == pytest.approx(np.array(CONFUSION), abs=0.15)
    assert (model.true.argmax(axis=1) == truth).mean() > 0.9


def test_combinations_may_be_counted_instead_of_listed() -> None:
    found, _ = drawn(500, 4)
    patterns, counts = np.unique(found.given, axis=0, return_counts=True)
    short = Rated(found.coders, found.labels, patterns, counts.astype(np.float64))
    assert dawid_skene(short).confusion == pytest.approx(dawid_skene(found).confusion, abs=1e-6)
    assert mace(short).competence == pytest.approx(mace(found).competence, abs=1e-4)


def test_mace_puts_annotators_in_the_order_of_what_they_know() -> None:
    competence = mace(drawn(1500, 5)[0]).competence
    assert competence[0] > competence[1] > competence[2] > competence[3]
    assert competence[0] == pytest.approx(0.92, abs=0.06)


def test_mace_knows_who_writes_one_label_all_the_time() -> None:
    found, _ = drawn(1000, 6)
    lazy = found.given.copy()
    lazy[:, 3] = 0
    assert mace(Rated(found.coders, found.labels, lazy, found.counts)).competence[3] < 0.05
