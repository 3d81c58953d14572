"""Our figures beside those of other packages, over tables made at random: equal to ten digits.

`krippendorff`, scikit-learn and statsmodels are asked directly. What others said, who cannot be installed beside ours,
stands in `cases/peers`, written by `peer_figures.py`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus_tools.agreement import _competence as competence
from corpus_tools.agreement import all_measures

from . import case_files
from .measures import values_of

Table = Sequence[Sequence[int | None]]
"""The label that each annotator gave to each item."""
DIGITS = 1e-10
MADE = [
    (path.stem, case)
    for path in sorted((Path(__file__).parent / "cases" / "peers").glob("*.json"))
    for case in case_files.load(path.read_text(encoding="utf-8"))["cases"]
]
BESIDE = {beside: measure.name for measure in all_measures() for beside in measure.beside}


def tables(missing: bool) -> st.SearchStrategy[Table]:
    """Tables of two to five annotators and one to five labels."""

    def of(size: tuple[int, int]) -> st.SearchStrategy[Table]:
        label: st.SearchStrategy[int | None] = st.integers(0, size[1])
        item = st.lists(st.none() | label if missing else label, min_size=size[0], max_size=size[0])
        return st.lists(item, min_size=1, max_size=15)

    return st.tuples(st.integers(2, 5), st.integers(0, 4)).flatmap(of)


def ours(name: str, table: Table, weights: str = "nominal") -> float:
    """Our figure of a table."""
    return values_of({"ratings": [[1, *item] for item in table], "parameters": {"weights": weights}}, name)[name]


def used(table: Table) -> set[int]:
    """The labels of items that two annotators labelled: those of others take no part."""
    return {label for item in table if len(item) - item.count(None) > 1 for label in item if label is not None}


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@settings(deadline=None, max_examples=60)
@given(table=tables(missing=True))
def test_alpha_is_that_of_krippendorff(level: str, table: Table) -> None:
    peer = pytest.importorskip("krippendorff")
    if len(used(table)) < 2:
        assert math.isnan(ours("alpha", table, level))
    else:
        data = np.array(table, dtype=float).T
        assert ours("alpha", table, level) == pytest.approx(peer.alpha(data, level_of_measurement=level), abs=DIGITS)


@pytest.mark.parametrize(("weights", "called"), [("nominal", None), ("linear", "linear"), ("interval", "quadratic")])
@settings(deadline=None, max_examples=60)
@given(table=tables(missing=True))
def test_kappa_is_the_mean_of_those_of_scikit_learn(weights: str, called: str | None, table: Table) -> None:
    peer = pytest.importorskip("sklearn.metrics")
    found = []
    for one, other in combinations(range(len(table[0])), 2):
        both = [(item[one], item[other]) for item in table if item[one] is not None and item[other] is not None]
        if len({label for pair in both for label in pair}) > 1:  # it warns of others, and gives no number
            found.append(float(peer.cohen_kappa_score(*zip(*both, strict=True), weights=called, labels=range(5))))
    expected = fmean(found) if found else math.nan
    assert ours("kappa", table, weights) == pytest.approx(expected, abs=DIGITS, nan_ok=True)


@pytest.mark.parametrize(("name", "method"), [("fleiss", "fleiss"), ("bennett-s", "randolph")])
@settings(deadline=None, max_examples=60)
@given(table=tables(missing=False))
def test_fleiss_and_bennett_are_those_of_statsmodels(name: str, method: str, table: Table) -> None:
    peer = pytest.importorskip("statsmodels.stats.inter_rater")
    labels = sorted(used(table))
    if len(labels) < 2:
        assert math.isnan(ours(name, table))
    else:
        counts = [[Counter(item)[label] for label in labels] for item in table]
        assert ours(name, table) == pytest.approx(peer.fleiss_kappa(np.array(counts), method=method), abs=DIGITS)


@settings(deadline=None, max_examples=60)
@given(table=tables(missing=False))
def test_of_two_annotators_fleiss_is_pi(table: Table) -> None:
    two = [item[:2] for item in table]
    assume(len(used(two)) > 1)
    for weights in ("nominal", "linear", "interval", "ordinal"):
        assert ours("fleiss", two, weights) == pytest.approx(ours("pi", two, weights), abs=DIGITS)


@pytest.mark.parametrize(("peer", "case"), MADE)
def test_figures_are_those_that_others_made(peer: str, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    if "rounds" in case:
        monkeypatch.setattr(competence, "SETTLED", competence.Until(case["rounds"], -math.inf))
    for key, expected in case["expect"].items():
        name = "dawid-skene" if peer == "crowd-kit" else BESIDE.get(key, key)
        assert values_of(case, name)[key] == pytest.approx(expected, abs=DIGITS), key
