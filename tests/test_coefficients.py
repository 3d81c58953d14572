"""What coefficients are made of: each quantity that a paper names is a function, and comes out as printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus_tools.agreement import Parameters, Rows
from corpus_tools.agreement import _coefficients as coefficients
from corpus_tools.agreement._counts import Array
from corpus_tools.agreement._ratings import by_pair, coincidences, mean_agreement, shares

from . import case_files
from .measures import comparison_of

CASES = case_files.load((Path(__file__).parent / "cases" / "coefficients.yaml").read_text(encoding="utf-8"))
DEFAULT = Parameters()
OF_COINCIDENCES: dict[str, Callable[[Array, Array], Array]] = {
    "D_o": coefficients.disagreement,
    "D_e of alpha": coefficients.expected_without_replacement,
    "alpha": coefficients.krippendorff_alpha,
}
OF_PAIRS: dict[str, Callable[[Array, Array], Array]] = {
    "P_e of kappa": lambda table, apart: 1 - coefficients.expected_by_each(table, apart),
    "P_e of pi": lambda table, apart: 1 - coefficients.expected_by_all(table, apart),
    "kappa": coefficients.cohen_kappa,
}
OF_SHARES = {"P_e of AC": coefficients.guesses, "P_e of Fleiss": coefficients.shared_habits}


def quantity(name: str, case: dict[str, Any]) -> float:
    """One of the quantities of a case."""
    comparison = comparison_of(case)
    if name in OF_COINCIDENCES:
        labels, table = Rows.of([coincidences(comparison, DEFAULT)]).matrix("rated")
        return float(OF_COINCIDENCES[name](table, apart(case, labels))[0])
    if name in OF_PAIRS:
        labels, table = Rows.of([by_pair(comparison, DEFAULT)]).matrix("rated")
        return float(OF_PAIRS[name](table, apart(case, labels))[0])
    rows = Rows.of([shares(comparison, DEFAULT)])
    labels, given = rows.labelled("share")
    alike = 1 - apart(case, labels)
    return float((mean_agreement(rows, labels, alike) if name == "P" else OF_SHARES[name](given, alike))[0])


def apart(case: dict[str, Any], labels: list[Any]) -> Array:
    """How much labels disagree."""
    if "apart" not in case:
        return coefficients.nominal(len(labels))
    assert labels == case["labels"]
    return np.array(case["apart"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["source"])
def test_quantities_are_as_published(case: dict[str, Any]) -> None:
    found = {name: quantity(name, case) for name in case["expect"]}
    assert found == pytest.approx(case["expect"], abs=0.0006)
