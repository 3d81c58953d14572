"""Gamma: alignments that nothing beats, disorders as others have them, random continua that are what they should be."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from math import comb
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from corpus_tools.agreement import Comparison, Parameters
from corpus_tools.agreement._gamma import packing, relaxation
from corpus_tools.agreement._gamma.continua import Continuum, Units, continuum, joined
from corpus_tools.agreement._gamma.counts import observed_and_drawn, of_units
from corpus_tools.agreement._gamma.disorder import aligned, disorders, sizes, sums
from corpus_tools.agreement._gamma.dissimilarity import categorical, combined, positional
from corpus_tools.agreement._gamma.samplers import SAMPLERS, frequencies, gaps, shuffle, statistical

from . import case_files
from .measures import comparison_of

Layers = Mapping[str, Sequence[tuple[float, float, str]]]
FACTS = case_files.load((Path(__file__).parent / "cases" / "gamma" / "pygamma.yaml").read_text(encoding="utf-8"))
facts = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["name"])
solvers = pytest.mark.parametrize("solver", ["highspy", ""], ids=["highspy", "scipy"])


def units_of(layers: Layers) -> Units:
    """Units by annotator and place, places not rounded."""
    labels = sorted({label for marks in layers.values() for _, _, label in marks})
    rows = [
        (start, end, labels.index(label), coder)
        for coder, marks in enumerate(layers.values())
        for start, end, label in sorted(marks)
    ]
    start, end, category, coder = np.array(rows, dtype=np.float64).reshape(-1, 4).T
    return Units(start, end, category.astype(int), coder.astype(int), np.zeros(len(rows), dtype=int))


def disorder_of(layers: Layers, parameters: Parameters = Parameters()) -> float:  # noqa: B008
    return float(disorders(aligned(units_of(layers), 1, len(layers), parameters))[0])


def some_layers(random: Random, coders: int, units: int, *, whole: bool = False) -> dict[str, list[Any]]:
    """Units anywhere, that may overlap or be the same; one at least."""
    place = (lambda: random.randint(0, 3 * units)) if whole else (lambda: random.uniform(0, 3 * units))

    def mark() -> tuple[float, float, str]:
        start = place()
        return start, start + random.randint(1, 6), random.choice("XYZ")

    return {name: [mark() for _ in range(random.randint(name == "a", units))] for name in "abcd"[:coders]}


def use(solver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if solver:
        pytest.importorskip(solver)
    monkeypatch.setattr(relaxation, "find_spec", lambda name: name == solver or None)


@facts
def test_dissimilarities_are_those_of_others(fact: dict[str, Any]) -> None:
    units, names = units_of(fact["layers"]), list(fact["layers"])
    for name, number, other, at, place, kind, both in fact["pairs"]:
        one, two = (np.flatnonzero(units.coder == names.index(who))[[n]] for who, n in ((name, number), (other, at)))
        assert positional(units, one, two)[0] == pytest.approx(place, rel=1e-6, abs=1e-7)
        assert categorical(units, one, two)[0] == kind
        assert combined(units, one, two, Parameters(**fact["parameters"]))[0] == pytest.approx(both, rel=1e-6, abs=1e-7)


@solvers
@facts
def test_disorders_are_those_of_others(solver: str, fact: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    use(solver, monkeypatch)
    for one in (fact, *fact["drawn"]):
        assert disorder_of(one["layers"], Parameters(**fact["parameters"])) == pytest.approx(one["disorder"], abs=1e-6)


@facts
def test_expected_disorder_is_near_that_of_others(fact: dict[str, Any]) -> None:
    """Theirs is the mean of 30 random continua, so it is itself uncertain."""
    parameters = Parameters(samples=300, **fact["parameters"])
    found = observed_and_drawn(comparison_of({"layers": fact["layers"]}), parameters)
    assert found
    observed, drawn = (one.disorder for one in found[1])
    error = float(drawn.std()) * np.sqrt(1 / 30 + 1 / 300)
    assert drawn.mean() == pytest.approx(fact["expected"], abs=3 * error)
    assert 1 - observed[0] / drawn.mean() == pytest.approx(fact["gamma"], abs=3 * error * observed[0] + 1e-9)


def best_by_trying_all(layers: Layers) -> float:
    """The least disorder, from every way to put units into tuples."""
    coders, units = len(layers), [(c, u) for c, marks in enumerate(layers.values()) for u in marks]

    def cost(members: Sequence[tuple[int, Any]]) -> float:
        apart = [_dissimilar(one, other) for (_, one), (_, other) in combinations(members, 2)]
        return (sum(apart) + comb(coders, 2) - len(apart)) / comb(coders, 2)

    def partitions(rest: Sequence[tuple[int, Any]]) -> Iterator[float]:
        if not rest:
            yield 0.0
            return
        (coder, _), *others = rest
        by_coder = [[None, *(unit for unit in others if unit[0] == c)] for c in range(coders) if c != coder]
        for chosen in product(*by_coder):
            members = [rest[0], *(unit for unit in chosen if unit)]
            yield cost(members) + min(partitions([unit for unit in others if unit not in members]))

    return min(partitions(units)) / (len(units) / coders)


def _dissimilar(one: tuple[float, float, str], other: tuple[float, float, str]) -> float:
    apart = abs(one[0] - other[0]) + abs(one[1] - other[1])
    return (apart / (one[1] - one[0] + other[1] - other[0])) ** 2 + (one[2] != other[2])


@pytest.mark.parametrize("coders", [2, 3, 4])
@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32 - 1), whole=st.booleans())
def test_no_alignment_is_better(coders: int, seed: int, whole: bool) -> None:
    layers = some_layers(Random(seed), coders, {2: 4, 3: 3, 4: 2}[coders], whole=whole)
    layers = {name: list(dict.fromkeys(marks)) for name, marks in layers.items()}
    assert disorder_of(layers) == pytest.approx(best_by_trying_all(layers), abs=1e-9)


@pytest.mark.parametrize("coders", [3, 4])
def test_the_solver_changes_nothing(coders: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Units lie so close that they are all in one component, which takes branching."""
    random = Random(5)
    for _ in range(5):
        layers = some_layers(random, coders, 40)
        found = []
        for solver in ("highspy", ""):
            use(solver, monkeypatch)
            found.append(sums(aligned(units_of(layers), 1, coders, Parameters()), 3, Parameters()))
        assert found[0].disorder == pytest.approx(found[1].disorder, abs=1e-9)
        assert found[0].alike == pytest.approx(found[1].alike, abs=1e-9)


def test_several_continua_at_once_are_as_each_alone() -> None:
    random = Random(2)
    some = [some_layers(random, 3, 8) for _ in range(6)]
    units = [units_of(layers) for layers in some]
    together = joined([replace(one, continuum=one.continuum + number) for number, one in enumerate(units)])
    assert disorders(aligned(together, 6, 3, Parameters())) == pytest.approx([disorder_of(layers) for layers in some])


def test_everything_is_in_the_best_alignment_once() -> None:
    found = aligned(units_of(some_layers(Random(1), 4, 30)), 1, 4, Parameters())
    used = found.members[found.members >= 0]
    assert len(set(used.tolist())) == len(used)
    coders = np.where(found.members >= 0, found.units.coder[found.members], -1)
    assert all(len(set(row) - {-1}) == size for row, size in zip(coders.tolist(), sizes(found.members), strict=True))


def alex_paul_suzan() -> Continuum:
    layers = {
        "Alex": [[2, 9, 1], [11, 17, 2], [24, 30, 5], [32, 36, 6], [36, 44, 6], [44, 60, 7]],
        "Paul": [[2, 9, 1], [11, 17, 3], [19, 25, 5], [32, 44, 6]],
        "Suzan": [[2, 9, 1], [11, 17, 4], [21, 27, 5], [32, 36, 6], [36, 40, 6], [40, 44, 6]],
    }
    return continuum(comparison_of({"layers": layers, "length": 60}))


def test_alex_paul_and_suzan() -> None:
    """pygamma-agreement, tests/test_alignement.py: six tuples, disorder 0.96; one costs as much as its units alone."""
    found = aligned(alex_paul_suzan().units, 1, 3, Parameters(alpha=3))
    assert len(found.units) - (sizes(found.members) - 1).sum() == 6
    assert disorders(found)[0] == pytest.approx(0.96, abs=0.005)


def test_statistical_continua_are_like_what_was_found() -> None:
    found = alex_paul_suzan()
    drawn = statistical(found, 4000, np.random.default_rng(0))
    shares = np.bincount(drawn.category) / len(drawn)
    assert shares == pytest.approx(frequencies(found) / 16, abs=0.01)
    assert drawn.length.min() > 0
    first = drawn.start[np.flatnonzero(np.diff(drawn.coder, prepend=-1))]
    assert first.mean() == pytest.approx(gaps(found).mean(), abs=0.3)
    assert drawn.length.mean() == pytest.approx(found.units.length.mean(), abs=0.3)


def test_shuffled_continua_hold_what_one_of_them_found() -> None:
    found = alex_paul_suzan()
    drawn = shuffle(found, 50, np.random.default_rng(0))
    lengths = {tuple(sorted(found.units.length[found.units.coder == coder])) for coder in range(3)}
    for sample, coder in product(range(50), range(3)):
        own = drawn.at((drawn.continuum == sample) & (drawn.coder == coder))
        assert tuple(sorted(own.length)) in lengths
    assert drawn.start.min() >= -16 and drawn.start.max() <= 60  # noqa: PT018


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_figures_depend_on_seed_and_article_alone(sampler: str) -> None:
    comparison = comparison_of({"layers": some_layers(Random(0), 3, 9, whole=True)})
    figures = []
    for seed in (1, 2, 1):  # the second one is what makes the first be forgotten
        counts = of_units(comparison, Parameters(sampler=sampler, seed=seed))  # type: ignore[arg-type]
        figures.append(counts["expected",])
    assert figures[0] == figures[2] != figures[1]


def test_precision_draws_until_it_is_reached() -> None:
    comparison = comparison_of({"layers": some_layers(Random(0), 3, 9, whole=True)})
    found = observed_and_drawn(comparison, Parameters(precision=0.02))
    assert found
    first = found[1][1].disorder[:30]
    assert len(found[1][1].disorder) == int(np.ceil((first.std() / first.mean() * 1.96 / 0.02) ** 2)) > 30


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_units_at_random_are_near_0(sampler: str) -> None:
    layers = some_layers(Random(3), 3, 150, whole=True)
    counts = of_units(comparison_of({"layers": layers}), Parameters(sampler=sampler))  # type: ignore[arg-type]
    assert abs(1 - counts["observed",] / counts["expected",]) < 0.15


def test_places_weigh_as_much_as_alpha_says() -> None:
    """Without places only types count, wherever units are: X and Y of one are aligned with X and Y of the other."""
    layers = {"a": [(0, 4, "X"), (5, 9, "Y")], "b": [(70, 71, "Y"), (90, 99, "X")]}
    assert disorder_of(layers, Parameters(alpha=0)) == 0
    assert disorder_of(layers) == 2


def test_a_unit_in_pieces_reaches_from_first_to_last_and_text_not_looked_at_is_cut_out() -> None:
    base = comparison_of({"layers": {"a": [], "b": []}, "length": 30})
    item = comparison_of({"layers": {"a": [(2, 4, "X")]}}).readings[0].items[0]
    items = [replace(item, place=((2, 4), (6, 8))), replace(item, place=((22, 25),)), replace(item, place=())]
    readings = [replace(base.readings[0], items=items), base.readings[1]]
    found = continuum(Comparison(base.record, base.unit, readings, [(0, 10), (20, 30)]))
    ours = found.units.at(found.units.coder == 1)
    assert (found.coders, found.length) == (2, 20)
    assert [*zip(ours.start.tolist(), ours.end.tolist(), strict=True)] == [(2, 8), (12, 15)]


def test_no_solver_says_anything() -> None:
    """What it would say would stand in the middle of a report; it is written when the process ends at the latest."""
    pytest.importorskip("highspy")
    module = "corpus_tools.agreement._gamma.relaxation"
    code = f"from {module} import *; relaxation(np.array([0, 2, 4]), np.array([0, 1, 1, 2]), np.ones(2))({{}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


@solvers
@pytest.mark.parametrize("small", [1, 1000], ids=["narrowed", "branched"])
def test_no_choice_of_tuples_gains_more(solver: str, small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tuples of a few units that all meet, so that linear programs choose many of them in part."""
    use(solver, monkeypatch)
    monkeypatch.setattr(packing, "_SMALL", small)
    monkeypatch.setattr(packing, "_ROOM", 1e-3)
    random = np.random.default_rng(1)
    for _ in range(8):
        members = random.integers(0, 9, (60, 3)) + np.array([0, 9, 18])
        members[np.arange(60), random.integers(0, 3, 60)] *= random.choice([1, -1], 60)
        members = np.where(members < 0, -1, members).astype(np.intp)
        gain = random.uniform(0.5, 1, 60)
        chosen = packing.best(members, gain)
        used = members[chosen][members[chosen] >= 0].tolist()
        assert len(set(used)) == len(used)
        assert gain[chosen].sum() == pytest.approx(_most(members, gain), abs=1e-9)


def _most(members: NDArray[Any], gain: NDArray[Any]) -> float:
    """The same by a mixed integer program."""
    table = (members[None] == np.arange(27)[:, None, None]).any(axis=2)
    one, whole = LinearConstraint(table, ub=1), np.ones(len(gain))
    return -float(milp(-1e6 * gain, constraints=one, integrality=whole, bounds=Bounds(0, 1)).fun) / 1e6


def test_examples_of_the_pages() -> None:
    assert disorder_of({"ada": [(0, 10, "A")], "ben": [(2, 10, "A")]}) == pytest.approx(0.0123, abs=5e-5)
    units = units_of({"ada": [(0, 10, "A"), (20, 30, "B")], "ben": [(0, 10, "A"), (20, 30, "A")]})
    found = sums(aligned(units, 1, 2, Parameters()), 2, Parameters())
    assert 1 - found.alike.sum() / found.of_all[0] == 0.5
    assert (1 - found.alike[0] / found.of_each[0]).tolist() == [0.5, 1]
