"""Every measure: its page has what a page must have, and its cases, published ones among them, come out."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.agreement import UNITS, Measure, Parameters, Rows, all_measures, find
from corpus_tools.plugins import names

from . import case_files
from .measures import comparison_of, rows_of, values_of

CASES = Path(__file__).parent / "cases" / "measures"


def named(measure: Measure) -> str:
    return measure.name


def cases() -> list[Any]:
    """Every case: a document each in the files of its measure's folder."""
    return [
        pytest.param(path.parent.name, case, id=f"{path.parent.name}-{path.stem}-{number}")
        for path in sorted(CASES.glob("*/*.yaml"))
        for number, case in enumerate(case_files.load_all(path.read_text(encoding="utf-8")))
    ]


def test_a_file_a_measure() -> None:
    found = {measure.name.replace("-", "_") for measure in all_measures()}
    assert found == set(names("corpus_tools.agreement"))


@pytest.mark.parametrize("measure", all_measures(), ids=named)
def test_its_page_says_what_it_must(measure: Measure) -> None:
    doc = __import__(f"corpus_tools.agreement.{measure.name.replace('-', '_')}", fromlist=["x"]).__doc__ or ""
    assert [part for part in ("When:", "Reading it:", "Source:", "Example:") if f"\n{part}" not in doc] == []
    assert set(measure.default) <= set(measure.units) <= set(UNITS)
    assert measure.why(Rows.of([{}]))


@pytest.mark.parametrize("measure", all_measures(), ids=named)
def test_has_a_published_or_worked_case(measure: Measure) -> None:
    assert any(
        "source" in case
        for path in (CASES / measure.name).glob("*.yaml")
        for case in case_files.load_all(path.read_text())
    )


@pytest.mark.parametrize(("name", "case"), cases())
def test_case(name: str, case: dict[str, Any]) -> None:
    found = values_of(case, name)
    expected = case["expect"] if isinstance(case["expect"], dict) else {name: case["expect"]}
    for part in [key for key in expected if key.startswith("by ")]:
        expected |= {f"{part} {label}": value for label, value in expected.pop(part).items()}
    for key, value in expected.items():
        if value is None:
            assert math.isnan(found[key]), found
        else:
            assert found[key] == pytest.approx(value, abs=case.get("tolerance", 1e-9)), found


@pytest.mark.parametrize(("name", "case"), [case for case in cases() if "counts" in case.values[1]])
def test_what_is_counted(name: str, case: dict[str, Any]) -> None:
    rows = rows_of(find(name), comparison_of(case), Parameters(**case.get("parameters", {})))
    found = {key: rows[tuple(key.split())][0] / case.get("per", 1) for key in case["counts"]}
    assert found == pytest.approx(case["counts"], abs=case.get("tolerance", 1e-9))


@pytest.mark.parametrize(("name", "case"), [case for case in cases() if case.values[1].get("why")])
def test_what_is_undefined_says_why(name: str, case: dict[str, Any]) -> None:
    measure = next(one for one in all_measures() if one.name == name)
    rows = rows_of(measure, comparison_of(case), Parameters(**case.get("parameters", {})))
    assert re.search(case["why"], measure.why(rows))
