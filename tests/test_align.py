"""Pairing: the best choice, whichever side comes first, whatever the order, and bounded where too much overlaps."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

import corpus_tools
from corpus_tools.align import Criteria, Mark, Place, match, pair
from corpus_tools.align import few as few_module
from corpus_tools.align import overlap as overlap_module
from corpus_tools.align import weights as weights_module
from corpus_tools.align.assignment import Edges, assign
from corpus_tools.align.hungarian import best
from corpus_tools.align.matching import SCALE, length, shared
from corpus_tools.align.overlap import overlaps
from corpus_tools.align.shift import shift
from corpus_tools.decode import record_from

from .generators import record
from .renumbering import renumbered

few = settings(max_examples=100, deadline=None, derandomize=True, database=None)
seeds = st.integers(0, 2**32 - 1)


def marks(random: Random, most: int = 14, parts: bool = False) -> list[Mark]:
    """Marks that overlap a good deal, some in two pieces, no two alike."""
    found = {_mark(random, parts=parts) for _ in range(random.randint(0, most))}
    return random.sample(sorted(found), len(found))


def _mark(random: Random, *, parts: bool) -> Mark:
    start = random.randrange(40)
    end = start + random.randint(1, 12)
    place: Place = ((start, end),) if random.random() < 0.8 else ((start, end), (end + 2, end + 5))
    told = tuple(sorted(random.sample("abcdef", random.randint(0, 3)))) if parts else ()
    return Mark(() if parts and random.random() < 0.3 else place, random.choice("XY"), told)


def weight(a: Mark, b: Mark) -> int:
    """The weight of a pair as the documentation has it, in whole numbers."""
    common = shared(a.place, b.place)
    dice = 2 * SCALE * common // (length(a.place) + length(b.place)) if common else 0
    return (dice + (a.type == b.type) * SCALE // 2 + (a.place == b.place) * SCALE // 4) if common else 0


def optimum(a: list[Mark], b: list[Mark]) -> int:
    """The most that weights can add up to, by the whole matrix at once."""
    matrix = np.array([[weight(one, other) for other in b] for one in a] or [[]], dtype=np.int64)
    return int(matrix[linear_sum_assignment(matrix, maximize=True)].sum()) if matrix.size else 0


@few
@given(seeds)
def test_what_is_not_alike_is_paired_in_the_best_way(seed: int) -> None:
    random = Random(seed)
    a, b = marks(random), marks(random)
    found = match(a, b)
    alike = {mark[:2] for mark in a} & {mark[:2] for mark in b}
    assert {a[one][:2] for one, other, _ in found.pairs if a[one][:2] == b[other][:2]} == alike
    rest = [[mark for mark in side if mark[:2] not in alike] for side in (a, b)]
    total = sum(weight(a[one], b[other]) for one, other, _ in found.pairs if a[one][:2] not in alike)
    assert total == optimum(*rest)
    assert not found.coarse


@few
@given(seeds)
def test_each_is_paired_at_most_once_or_left_over(seed: int) -> None:
    random = Random(seed)
    a, b = marks(random, parts=True), marks(random, parts=True)
    found = match(a, b)
    assert sorted([pair.a for pair in found.pairs] + found.only_a) == list(range(len(a)))
    assert sorted([pair.b for pair in found.pairs] + found.only_b) == list(range(len(b)))
    assert all(0 < pair.score <= 1 for pair in found.pairs)


@few
@given(seeds)
def test_sides_and_order_do_not_matter(seed: int) -> None:
    random = Random(seed)
    a, b = marks(random, parts=True), marks(random, parts=True)
    wanted = {(a[one], b[other]) for one, other, _ in match(a, b).pairs}
    assert {(a[one], b[other]) for one, other, _ in match(b, a).swapped.pairs} == wanted
    c, d = random.sample(a, len(a)), random.sample(b, len(b))
    assert {(c[one], d[other]) for one, other, _ in match(c, d).pairs} == wanted


@few
@given(seeds)
def test_overlaps_are_those_that_a_plain_loop_finds(seed: int) -> None:
    random = Random(seed)
    a, b = ([mark.place for mark in marks(random)] for _ in range(2))
    found = overlaps(a, b)
    plain = {(i, j): shared(a[i], b[j]) for i in range(len(a)) for j in range(len(b)) if shared(a[i], b[j])}
    assert dict(zip(zip(found.rows.tolist(), found.columns.tolist(), strict=True), found.shared.tolist())) == plain  # noqa: B905


@few
@given(st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=1, max_size=5))
def test_the_small_solver_finds_what_the_large_one_finds(weights: list[list[int]]) -> None:
    matrix = np.array(weights)
    columns = best(weights)
    assert len(set(columns)) == len(columns)
    assert sum(row[column] for row, column in zip(weights, columns, strict=True)) == int(
        matrix[linear_sum_assignment(matrix, maximize=True)].sum()
    )


@few
@given(seeds)
def test_few_marks_are_paired_as_many_are(seed: int) -> None:
    random = Random(seed)
    a, b = sorted(marks(random)), sorted(marks(random))
    criteria = random.choice([Criteria(), Criteria(same_type=True), Criteria(least=0.5)])
    pairs = few_module.heaviest(a, b, criteria)
    assert pairs is not None
    assert sorted(pairs) == sorted(weights_module.heaviest(a, b, criteria)[0])


def test_criteria_leave_out_what_is_not_near_enough() -> None:
    a, b = [Mark(((0, 10),), "X")], [Mark(((5, 15),), "Y")]
    assert len(match(a, b).pairs) == 1
    assert not match(a, b, Criteria(same_type=True)).pairs
    assert not match(a, b, Criteria(least=0.51)).pairs
    assert len(match(a, b, Criteria(least=0.5)).pairs) == 1


def test_the_same_place_outweighs_a_part_of_it_with_the_same_type() -> None:
    a, b = [Mark(((0, 8),), "X")], [Mark(((0, 4),), "X"), Mark(((0, 8),), "Y")]
    assert [(pair.a, pair.b) for pair in match(a, b).pairs] == [(0, 1)]


def test_half_open_places_that_touch_share_nothing() -> None:
    assert not match([Mark(((0, 4),), "X")], [Mark(((4, 8),), "X")]).pairs


def test_large_components_are_solved_by_the_large_solver() -> None:
    random = Random(1)
    a, b = ([Mark(((random.randrange(50), 50 + random.randrange(1, 50)),), "X") for _ in range(40)] for _ in range(2))
    found = match(a, b)
    total = sum(weight(a[one], b[other]) for one, other, _ in found.pairs)
    alike = sum(weight(a[one], b[other]) for one, other, _ in found.pairs if a[one] == b[other])
    rest = [list(side) for side in (a, b)]
    for one, other, _ in found.pairs:
        if a[one] == b[other]:
            rest[0].remove(a[one])
            rest[1].remove(b[other])
    assert total == alike + optimum(*rest)


def test_where_too_much_overlaps_a_good_choice_is_made_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlap_module, "MOST", 1_000)
    random = Random(2)
    a, b = ([Mark(((i, 500 + random.randrange(400)),), "X") for i in range(150)] for _ in range(2))
    found = match(a, b)
    assert found.coarse
    assert len(found.pairs) == 150
    assert {(j, i) for i, j, _ in match(b, a).pairs} == {(i, j) for i, j, _ in found.pairs}


def test_a_guess_is_greedy_and_maximal() -> None:
    size = 12
    rows, columns = (np.array(side) for side in zip(*[(i, j) for i in range(size) for j in range(size)], strict=True))
    pairs, coarse = assign(Edges(rows, columns, 1 + (rows * 7 + columns * 3) % 11), most=10)
    assert coarse
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == size


@few
@given(seeds)
def test_layers_pair_with_themselves_under_other_ids(seed: int) -> None:
    tree = record(Random(seed))
    a, b = record_from(tree), record_from(renumbered(tree, Random(seed)))
    others = {layer.name: layer for layer in b.layers}
    for layer in a.layers:
        found, back = pair(layer, others[layer.name]), pair(others[layer.name], layer)
        assert back.ids == {other: one for one, other in found.ids.items()}
        for array in ("entities", "events", "quotes", "relations", "chains"):
            assert len(getattr(found, array).pairs) == len(getattr(layer, array) or ())
            assert all(pair.score == 1 for pair in getattr(found, array).pairs)


def test_layers_of_the_sample_corpus_pair_alike_from_both_sides() -> None:
    folder = Path(__file__).parents[1] / "corpus" / "articles"
    for one in list(corpus_tools.read(str(folder)))[:4]:
        for a in one.layers:
            for b in one.layers:
                found, back = pair(a, b), pair(b, a)
                assert back.ids == {other: mine for mine, other in found.ids.items()}
                assert not found.coarse


def test_events_are_paired_by_what_takes_part() -> None:
    def layer(prefix: str, *events: tuple[str, str, str]) -> dict[str, object]:
        words = {"Mira": (0, 4), "Tom": (14, 17)}
        entities = [
            {"id": prefix + name, "type": "PER", "spans": [{"start": start, "end": end, "text": name}]}
            for name, (start, end) in words.items()
        ]
        made = [
            {"id": f"{prefix}e{at}", "type": kind, "trigger": [{"start": start, "end": start + 5, "text": text}],
             "arguments": [{"role": "actor", "filler": prefix + actor}]}
            for at, (kind, text, actor) in enumerate(events) for start in [{"waved": 5, "there": 18}[text]]
        ]  # fmt: skip
        return {"annotator": prefix, "entities": entities, "events": made}

    text = "Mira waved to Tom there."
    tree = {"format_version": "1.0", "id": "a", "text": text, "layers": [
        layer("a", ("Aid", "waved", "Mira"), ("Aid", "waved", "Tom")),
        layer("b", ("Aid", "there", "Tom"), ("Aid", "waved", "Mira")),
        layer("c", ("Reject", "there", "Mira")),
    ]}  # fmt: skip
    a, b, c = record_from(tree).layers
    assert {k: v for k, v in pair(a, b).ids.items() if k[1] == "e"} == {"ae0": "be1", "ae1": "be0"}
    assert not pair(a, c).events.pairs, "another type and other words: one argument is not enough"


def test_places_are_carried_over_to_a_changed_text() -> None:
    old = "Mira waved.\n\nThe ferry left Port Vale at noon.\n\nTom 👍 stayed."
    new = "Tom 👍 stayed.\n\nMira waved.\n\nThe old ferry left Port Vale late."
    carry = shift(old, new)
    for words in ("Mira waved", "ferry", "Port Vale"):
        start = old.index(words)
        assert [new[at:end] for at, end in carry(((start, start + len(words)),))] == [words]
    start = old.index("noon")
    assert carry(((start, start + 4),)) == ()
