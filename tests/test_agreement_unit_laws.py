"""What must hold of every measure of every unit, over records that three annotators did, with faults of their own."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from corpus_tools.agreement import (
    UNITS,
    Comparison,
    Figure,
    Item,
    Measure,
    Parameters,
    Reading,
    Rows,
    all_measures,
    question,
)
from corpus_tools.agreement import agree as agree_on
from corpus_tools.agreement._comparison import compare
from corpus_tools.decode import record_from
from corpus_tools.model import Layer, Record

from .annotators import annotated
from .generators import Tree
from .measures import rows_of
from .renumbering import renumbered
from .test_agreement_laws import EVERYTHING, named, pairs, same, value_of

DEFAULT = Parameters()
OF_SAMPLES = {"alpha", "alpha-u", "alpha-u-bar", "alpha-cu", "alpha-ku"}
"""Those made for small samples: of a corpus given twice they are a little lower."""
OF_ALL_LABELS = {"ac", "bennett-s"}
"""Those for which it counts how many labels the corpus has."""
every_measure = pytest.mark.parametrize(("measure", "unit"), pairs, ids=named)
some = settings(deadline=None, max_examples=3)
seeds = given(seed=st.integers(0, 2**32 - 1))


def compared(tree: Tree, unit: str, names: str = "abc", *more: tuple[str, Layer]) -> Comparison:
    """What three annotators, of those names, did with a record."""
    record = record_from(tree)
    own = sorted(record.layers, key=lambda layer: layer.name)
    able = [(name, replace(layer, tasks=EVERYTHING, scope=UNSET)) for name, layer in zip(names, own, strict=True)]
    found = compare(record, UNITS[unit], [*sorted(able), *more], lambda _: None)
    assert found
    return found


def with_items(comparison: Comparison, change: Callable[[Item], Item]) -> Comparison:
    """The same with other items."""
    readings = [Reading(one.annotator, [change(item) for item in one.items], one.layer) for one in comparison.readings]
    return Comparison(comparison.record, comparison.unit, readings, comparison.domain)


def renamed(item: Item) -> Item:
    """The item under a label that sorts otherwise."""
    says = item.says[::-1] + "'" if isinstance(item.says, str) and not item.type else item.says
    return replace(item, type=item.type[::-1] + "'", says=says)


@every_measure
@some
@seeds
def test_neither_names_nor_orders_nor_onlookers_matter(measure: Measure, unit: str, seed: int) -> None:
    tree, random = annotated(seed), Random(seed)
    found = value_of(measure, compared(tree, unit))
    assert same(found, value_of(measure, compared(renumbered(tree, random), unit)))
    assert same(found, value_of(measure, compared(tree, unit, "".join(random.sample("abc", 3)))))
    assert same(found, value_of(measure, with_items(compared(tree, unit), renamed)))
    onlooker = Layer(annotator="zoe", tasks=[task for task in EVERYTHING if task not in UNITS[unit].tasks] or UNSET)
    assert same(found, value_of(measure, compared(tree, unit, "abc", ("zoe", onlooker))))
    assert math.isnan(found) or measure.bounds[0] - 1e-9 <= found <= measure.bounds[1] + 1e-9


@every_measure
@some
@seeds
def test_rows_are_sums_of_articles(measure: Measure, unit: str, seed: int) -> None:
    rows = [rows_of(measure, compared(annotated(seed + number), unit), DEFAULT) for number in range(2)]
    alone = [float(measure.value(row, DEFAULT)[0]) for row in rows]
    counts = [dict(zip(row.keys, row.table[0], strict=True)) for row in rows]
    together = Rows.of([*counts, *counts])
    if measure.name not in OF_ALL_LABELS:
        assert all(map(same, alone * 2, measure.value(together, DEFAULT).tolist()))
    if measure.name not in OF_SAMPLES:
        once, twice = (float(measure.value(row.total, DEFAULT)[0]) for row in (Rows.of(counts), together))
        assert same(once, twice)


@every_measure
def test_a_layer_beside_itself_is_1(measure: Measure, unit: str) -> None:
    """Also as a reference, with its precision and recall; and in some record there is something to compare."""
    found = []
    for seed in range(15):
        record = record_from(annotated(seed))
        layer = replace(record.layers[0], tasks=EVERYTHING, scope=UNSET)
        comparison = compare(record, UNITS[unit], [("gold", layer), ("a", layer)], lambda _: None, reference="gold")
        assert comparison
        rows = rows_of(measure, comparison, DEFAULT)
        found += [float(value(rows, DEFAULT)[0]) for value in (measure.value, *measure.beside.values())]
    defined = [one for one in found if not math.isnan(one)]
    assert defined
    assert min(defined) > (0.99 if measure.name == "mace" else 1 - 1e-9)


def corpus() -> list[Record]:
    """Articles by three, by one, by two who marked nothing, and with one label only."""
    records = [replace(record_from(annotated(seed)), id=f"r{seed}") for seed in range(5)]
    alone = replace(records[0], id="alone", layers=records[0].layers[:1])
    empty = [Layer(annotator=name, tasks=EVERYTHING) for name in ("ada", "ben")]
    return [*records, alone, replace(records[1], id="empty", layers=empty)]


def figures(records: list[Record], *, slow: bool) -> dict[tuple[object, ...], Figure]:
    """Every measure of every unit, as a whole and for each two annotators."""
    measures = [measure.name for measure in all_measures() if slow or not measure.is_slow]
    found = agree_on(records, question(measures=measures, by=["pair"]))
    return {(one.unit, one.measure, *one.by.values()): one for one in found}


def test_figures_have_a_value_or_a_reason_and_no_order() -> None:
    records = corpus()
    found, back = figures(records, slow=False), figures(records[::-1], slow=False)
    assert found.keys() == back.keys()
    for key, one in found.items():
        assert (one.value is None) == bool(one.why), key
        assert same(*(math.nan if figure.value is None else figure.value for figure in (one, back[key]))), key
        assert one.unit != "entities" or any("only" in left.why for left in one.left_out), key


@pytest.mark.parametrize("kept", [slice(5, 6), slice(6, 7)], ids=["one annotator", "nothing annotated"])
def test_where_nothing_can_be_compared_every_figure_says_why(kept: slice) -> None:
    for one in figures(corpus()[kept], slow=True).values():
        assert one.value is None
        assert one.why
