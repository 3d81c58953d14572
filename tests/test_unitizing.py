"""Unitizing alphas: the formula of 1995 as printed, term by term, and what is counted of text that few have marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.agreement import Parameters, alpha_ku, alpha_u_1995, find

from .measures import comparison_of, rows_of

LENGTH = 40


class Section(NamedTuple):
    """A unit, or a gap between units."""

    begin: int
    length: int
    is_unit: bool


def sections(units: Sequence[list[Any]], label: str) -> list[Section]:
    """A text as units of one type and gaps."""
    found, at = [], 0
    for start, end, name in sorted(units):
        if name == label:
            found += [Section(at, start - at, False)] * (start > at) + [Section(start, end - start, True)]
            at = end
    return found + [Section(at, LENGTH - at, False)] * (at < LENGTH)


def squared(g: Section, h: Section) -> float:
    """δ² of two sections of different annotators."""
    if g.is_unit and h.is_unit:
        overlap = -g.length < g.begin - h.begin < h.length
        return overlap * ((g.begin - h.begin) ** 2 + (g.begin + g.length - h.begin - h.length) ** 2)
    if g.is_unit and not h.is_unit:
        return (h.length - g.length >= g.begin - h.begin >= 0) * g.length**2
    if h.is_unit and not g.is_unit:
        return (g.length - h.length >= h.begin - g.begin >= 0) * h.length**2
    return 0


def observed(coders: Sequence[Sequence[Section]]) -> float:
    """D_o of one type."""
    total = sum(squared(g, h) for one, other in permutations(coders, 2) for g in one for h in other)
    return total / (len(coders) * (len(coders) - 1) * LENGTH**2)


def expected(coders: Sequence[Sequence[Section]]) -> float:
    """D_e of one type."""
    every, m = [section for one in coders for section in one], len(coders)
    units = [section.length for section in every if section.is_unit]
    gaps = [section.length for section in every if not section.is_unit]

    def term(length: int) -> float:
        inside = sum(gap - length + 1 for gap in gaps if gap >= length)
        return (len(units) - 1) / 3 * (2 * length**3 - 3 * length**2 + length) + length**2 * inside

    drawn = m * LENGTH * (m * LENGTH - 1) - sum(length * (length - 1) for length in units)
    return 2 / LENGTH * sum(map(term, units)) / drawn


def units_of_one(random: Random) -> Iterator[list[Any]]:
    at = random.randint(0, 5)
    while at < LENGTH - 1:
        end = min(LENGTH, at + random.randint(1, 9))
        yield [at, end, random.choice("AB")]
        at = end + random.choice((0, 0, 1, 4, 9))


@settings(deadline=None, max_examples=100)
@given(seed=st.integers(0, 2**32 - 1), coders=st.integers(2, 4))
def test_disagreements_of_1995_are_those_of_the_formula(seed: int, coders: int) -> None:
    random = Random(seed)
    layers = {f"a{number}": list(units_of_one(random)) for number in range(coders)}
    counts = alpha_u_1995.count(comparison_of({"layers": layers, "length": LENGTH}), Parameters())
    for label in {unit[2] for units in layers.values() for unit in units}:
        cut = [sections(units, label) for units in layers.values()]
        assert counts["observed", label] == pytest.approx(observed(cut) * LENGTH**2)
        assert counts["expected", label] == pytest.approx(expected(cut) * LENGTH**2)


def test_how_much_of_a_type_is_in_common_text() -> None:
    """Krippendorff (2019), figure 12.11: of type 5 it is 8 of 18, of type 7 nothing, of type 1 all."""
    layers = {
        "Alex": [[2, 9, "1"], [11, 17, "2"], [24, 30, "5"], [32, 36, "6"], [36, 44, "6"], [44, 60, "7"]],
        "Paul": [[2, 9, "1"], [11, 17, "3"], [19, 25, "5"], [32, 44, "6"]],
        "Suzan": [[2, 9, "1"], [11, 17, "4"], [21, 27, "5"], [32, 36, "6"], [36, 40, "6"], [40, 44, "6"]],
    }
    rows = rows_of(find("alpha-ku"), comparison_of({"layers": layers, "length": 60}), Parameters())
    found = {label: share[0] for label, share in alpha_ku.coverage(rows).items()}
    assert (found["1"], found["5"], found["7"]) == pytest.approx((1, 8 / 18, 0))
