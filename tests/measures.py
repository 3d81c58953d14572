"""Comparisons written short, as in the cases of measures.

A case says who found what in one of these ways:

- `ratings`: a list of `[how often, label of each annotator ...]`, null where one gave none;
- `layers`: for each annotator a list of `[start, end, type]`;
- `chains`: for each annotator a list of words whose letters are mentions;
- `record`: a short record, as in the cases of rules, with `unit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from corpus_tools.agreement import UNITS, Comparison, Item, Parameters, Reading, Rows, find
from corpus_tools.agreement._comparison import compare
from corpus_tools.agreement._measure import Measure
from corpus_tools.decode import record_from
from corpus_tools.model import Entity, Layer, Record, Span

from .shorthand import whole

_NOTHING = Entity(id="t1", type="PER", spans=[Span(0, 1, "x")])


def comparison_of(case: Mapping[str, Any]) -> Comparison:
    """The comparison that a case stands for."""
    if "record" in case:
        record = record_from(whole(case["record"]))
        layers = [(layer.name, layer) for layer in record.layers]
        found = compare(record, UNITS[case["unit"]], layers, lambda _: None, reference=case.get("gold"))
        assert found
        return found
    sort, make = next((sort, make) for sort, make in _MAKERS.items() if sort in case)
    readings = [Reading(name, items, Layer(annotator=name)) for name, items in make(case[sort])]
    length = case.get(
        "length", 1 + max((end for one in readings for item in one.items for _, end in item.place), default=0)
    )
    record = Record(format_version="1.0", id="case", text="x" * length, layers=[])
    unit = UNITS[case.get("unit", {"ratings": "types", "chains": "chains"}.get(sort, "entities"))]
    return Comparison(record, unit, readings, [(0, length)], has_reference=case.get("gold") is not None)


def _ratings(table: Sequence[Sequence[Any]]) -> Iterator[tuple[str, list[Item]]]:
    rows = [labels for count, *labels in table for _ in range(count)]
    for number in range(len(rows[0])):
        labels = [(at, row[number]) for at, row in enumerate(rows) if row[number] is not None]
        yield f"a{number}", [Item(f"t{at}", "", ((at, at + 1),), _NOTHING, label) for at, label in labels]


def _layers(layers: Mapping[str, Sequence[Sequence[Any]]]) -> Iterator[tuple[str, list[Item]]]:
    for name, marks in layers.items():
        yield (
            name,
            [
                Item(f"t{number}", str(label), ((start, end),), _NOTHING)
                for number, (start, end, label) in enumerate(marks)
            ],
        )


def _chains(sides: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[Item]]]:
    for name, chains in sides.items():
        yield (
            name,
            [
                Item(f"t{ord(letter)}", "entity", ((ord(letter), ord(letter) + 1),), _NOTHING, f"c{number}")
                for number, chain in enumerate(chains)
                for letter in chain
            ],
        )


_MAKERS: dict[str, Callable[[Any], Iterator[tuple[str, list[Item]]]]] = {
    "ratings": _ratings,
    "layers": _layers,
    "chains": _chains,
}


def rows_of(measure: Measure, comparison: Comparison, parameters: Parameters) -> Rows:
    """The counts of one comparison as the only row, pair by pair where the measure takes pairs."""
    parts = list(comparison.pairs()) if measure.takes == "pair" or comparison.has_reference else [comparison]
    return Rows.of(measure.count(part, parameters) for part in parts).total


def values_of(case: Mapping[str, Any], name: str) -> dict[str, float]:
    """The figures of a measure for a case: its own, and those beside it."""
    measure, parameters = find(name), Parameters(**case.get("parameters", {}))
    rows = rows_of(measure, comparison_of(case), parameters)
    own = {name: measure.value, **measure.beside}
    each = {f"by {by}": values(rows, parameters) for by, values in measure.each.items()}
    return {
        **{key: float(value(rows, parameters)[0]) for key, value in own.items()},
        **{f"{by} {label}": float(figures[label][0]) for by, figures in each.items() for label in figures},
    }
