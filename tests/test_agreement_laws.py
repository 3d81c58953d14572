"""What must hold of every measure, over generated layers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from corpus_tools.agreement import UNITS, Comparison, LeftOut, Measure, Parameters, Rows, all_measures
from corpus_tools.agreement._comparison import compare
from corpus_tools.agreement._strata import BY, strata
from corpus_tools.decode import record_from
from corpus_tools.model import Layer, Record, Task

from . import generators
from .measures import comparison_of, rows_of

Marks = Mapping[str, Sequence[Sequence[Any]]]
DEFAULT = Parameters()
OF_MARKS = [measure for measure in all_measures() if set(measure.units) & {"entities"}]
OF_CHAINS = [measure for measure in all_measures() if "chains" in measure.units]
SUMS = [measure for measure in all_measures() if measure.bounds[0] == 0] + [
    measure for measure in all_measures() if measure.name in ("kappa", "pi")
]
"""Measures whose figure is the same for a corpus given twice: those not made for small samples."""
OF_LABELS = ("kappa", "pi", "alpha", "fleiss", "ac", "bennett-s")
OF_PLACES = ("alpha-u", "alpha-u-bar", "alpha-cu", "alpha-ku", "alpha-u-1995", "gamma", "gamma-cat", "gamma-k")
"""Measures that are corrected for chance."""
EVERYTHING: list[Task] = ["entities", "events", "arguments", "quotes", "relations", "chains", "links", "attributes"]
pairs = [(measure, unit) for measure in all_measures() for unit in measure.units]


def named(value: object) -> str:
    return value.name if isinstance(value, Measure) else str(value)


def value_of(measure: Measure, comparison: Comparison, parameters: Parameters = DEFAULT) -> float:
    return float(measure.value(rows_of(measure, comparison, parameters), parameters)[0])


def same(first: float, second: float) -> bool:
    """Whether two figures are the same; those that are fitted come out to a few digits."""
    return math.isclose(first, second, abs_tol=1e-5) or (math.isnan(first) and math.isnan(second))


def some_marks(random: Random, annotators: int = 2, labels: str = "XYZ") -> dict[str, list[list[Any]]]:
    """Marks of some annotators that are near to each other; within one they do not overlap."""
    shared = list(_side_by_side(random, labels))
    found = {}
    for name in ("ada", "ben", "cem", "deniz")[:annotators]:
        own: list[list[Any]] = [list(mark) for mark in shared if random.random() < 0.8]
        for mark in own:
            mark[2] = random.choice(labels) if random.random() < 0.2 else mark[2]
            mark[1] -= mark[1] - mark[0] > 1 and random.random() < 0.3
        found[name] = own
    return found


def _side_by_side(random: Random, labels: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    for _ in range(random.randint(1, 12)):
        at += random.randint(0, 4)
        end = at + random.randint(1, 5)
        yield at, end, random.choice(labels)
        at = end


def of_marks(marks: Marks) -> Comparison:
    return comparison_of({"layers": marks, "length": 130})


def everything(seed: int) -> tuple[Record, Layer]:
    """A generated record and its first layer, as made for every task."""
    record = record_from(generators.record(Random(seed)))
    layer = record.layers[0] if record.layers else Layer(annotator="ada")
    return record, replace(layer, id=UNSET, annotator="ada", scope=UNSET, tasks=EVERYTHING, role=UNSET)


@pytest.mark.parametrize(("measure", "unit"), pairs, ids=named)
@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 2**32 - 1), coders=st.integers(2, 3))
def test_who_agree_in_everything_have_1(measure: Measure, unit: str, seed: int, coders: int) -> None:
    record, layer = everything(seed)
    layers = [(name, layer) for name in ("ada", "ben", "cem")[:coders]]
    comparison = compare(record, UNITS[unit], layers, lambda _: None)
    assert comparison
    found = value_of(measure, comparison)
    assert math.isnan(found) or same(found, 1) or (measure.name == "mace" and found > 0.99)  # it comes near, slowly


@pytest.mark.parametrize("measure", OF_MARKS, ids=named)
@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32 - 1), coders=st.integers(2, 4))
def test_no_order_matters(measure: Measure, seed: int, coders: int) -> None:
    random = Random(seed)
    marks = some_marks(random, coders)
    names = list(marks)
    random.shuffle(names)
    shuffled = {new: random.sample(marks[old], len(marks[old])) for new, old in zip(marks, names, strict=True)}
    assert same(value_of(measure, of_marks(marks)), value_of(measure, of_marks(shuffled)))


@pytest.mark.parametrize("measure", OF_MARKS, ids=named)
@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
def test_labels_are_names_and_nothing_else(measure: Measure, seed: int) -> None:
    marks = some_marks(Random(seed), 3)
    other = {"X": "m", "Y": "a", "Z": "Q"}
    renamed = {name: [[start, end, other[label]] for start, end, label in own] for name, own in marks.items()}
    assert same(value_of(measure, of_marks(marks)), value_of(measure, of_marks(renamed)))


@pytest.mark.parametrize("measure", OF_CHAINS, ids=named)
@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32 - 1))
def test_chains_are_the_same_from_either_side(measure: Measure, seed: int) -> None:
    random = Random(seed)
    sides = {name: ["" for _ in range(5)] for name in ("ada", "ben")}
    for own in sides.values():
        for letter in "abcdefghijk":
            if random.random() < 0.8:
                own[random.randrange(5)] += letter
    chains = {name: [chain for chain in side if chain] for name, side in sides.items()}
    swapped = {"ada": chains["ben"][::-1], "ben": chains["ada"][::-1]}
    found = value_of(measure, comparison_of({"chains": chains}))
    assert same(found, value_of(measure, comparison_of({"chains": swapped})))
    assert math.isnan(found) or 0 <= found <= 1


@pytest.mark.parametrize("measure", [measure for measure in SUMS if measure in OF_MARKS], ids=named)
@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_corpus_given_twice_has_the_same_figure(measure: Measure, seed: int) -> None:
    rows = rows_of(measure, of_marks(some_marks(Random(seed), 3)), DEFAULT)
    once, twice = measure.value(rows, DEFAULT)[0], measure.value(Rows(rows.keys, 2 * rows.table), DEFAULT)[0]
    assert same(float(once), float(twice))


@pytest.mark.parametrize("measure", OF_MARKS, ids=named)
@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
def test_many_rows_are_computed_as_each_alone(measure: Measure, seed: int) -> None:
    random = Random(seed)
    rows = [rows_of(measure, of_marks(some_marks(random)), DEFAULT) for _ in range(4)]
    counts = [dict(zip(row.keys, row.table[0], strict=True)) for row in rows]
    together = measure.value(Rows.of(counts), DEFAULT)
    assert together.shape == (4,)
    if measure.name not in ("ac", "bennett-s"):  # there the number of labels in the corpus counts
        assert all(
            same(float(one), float(measure.value(row, DEFAULT)[0])) for one, row in zip(together, rows, strict=True)
        )


@pytest.mark.parametrize("measure", [one for one in all_measures() if one.name in OF_LABELS], ids=named)
@pytest.mark.parametrize("weights", ["nominal", "linear", "ordinal"])
def test_labels_at_random_are_near_0(measure: Measure, weights: str) -> None:
    random = Random(4)
    ratings = [[1, *(random.choice("1234") for _ in range(3))] for _ in range(3000)]
    comparison = comparison_of({"ratings": ratings})
    assert abs(value_of(measure, comparison, Parameters(weights=weights))) < 0.03  # type: ignore[arg-type]


@pytest.mark.parametrize("measure", [one for one in all_measures() if one.name in OF_PLACES], ids=named)
def test_marks_at_random_are_near_0(measure: Measure) -> None:
    rows = []
    for seed in range(40):
        random = Random(seed)
        marks = {name: list(_anywhere(random, 500)) for name in ("ada", "ben")}
        rows.append(rows_of(measure, comparison_of({"layers": marks, "length": 500}), DEFAULT))
    counts = [dict(zip(row.keys, row.table[0], strict=True)) for row in rows]
    assert abs(measure.value(Rows.of(counts).total, DEFAULT)[0]) < 0.05


def _anywhere(random: Random, length: int) -> Iterator[tuple[int, int, str]]:
    at = random.randint(0, 12)
    while (end := at + random.randint(1, 10)) <= length:
        yield at, end, random.choice("XYZ")
        at = end + random.randint(1, 12)


@pytest.mark.parametrize("measure", all_measures(), ids=named)
def test_nothing_at_all_is_undefined_and_says_why(measure: Measure) -> None:
    for unit in measure.units:
        empty = Layer(annotator="ada", tasks=EVERYTHING)
        record = Record(format_version="1.0", id="x", text="Nothing here.", layers=[])
        comparison = compare(record, UNITS[unit], [("ada", empty), ("ben", empty)], lambda _: None)
        assert comparison
        assert math.isnan(value_of(measure, comparison))
        assert measure.why(rows_of(measure, comparison, DEFAULT))


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32 - 1), unit=st.sampled_from(list(UNITS)))
def test_whoever_did_not_look_does_not_disagree(seed: int, unit: str) -> None:
    record, layer = everything(seed)
    left_out: list[LeftOut] = []
    other = Layer(annotator="ben", tasks=[task for task in EVERYTHING if task not in UNITS[unit].tasks] or UNSET)
    assert compare(record, UNITS[unit], [("ada", layer), ("ben", other)], left_out.append) is None
    assert [(one.what, one.count) for one in left_out] == [("article", 1)]


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 2**32 - 1))
def test_items_outside_of_what_both_looked_at_are_left_out_and_counted(seed: int) -> None:
    record, layer = everything(seed)
    if not record.sections:
        return
    section = record.sections[seed % len(record.sections)]
    left_out: list[LeftOut] = []
    other = replace(layer, annotator="ben", scope=[section.id])
    comparison = compare(record, UNITS["entities"], [("ada", layer), ("ben", other)], left_out.append)
    assert comparison
    for reading in comparison.readings:
        assert all(section.start <= start and end <= section.end for one in reading.items for start, end in one.place)
    kept = sum(len(reading.items) for reading in comparison.readings)
    assert kept + sum(one.count for one in left_out) == 2 * len(layer.entities or ())


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 2**32 - 1))
def test_parts_hold_all_items_and_none_twice(seed: int) -> None:
    record, layer = everything(seed)
    comparison = compare(record, UNITS["entities"], [("ada", layer), ("ben", layer)], lambda _: None)
    assert comparison
    for by in BY:
        parts = [part for _, comparisons in strata(comparison, by) for part in comparisons]
        items = sum(len(reading.items) for part in parts for reading in part.readings)
        assert items == sum(len(reading.items) for reading in comparison.readings) * (2 if by == "annotator" else 1)
