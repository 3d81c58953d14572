"""The structures of a CAS in rows and columns: which stand in a cell, and by which numbers they are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...model import Record
from .._tokens import first_and_last, sentence_by_sentence
from .._uima import Place, Structure, types
from .._uima.chains import OF_LINKS, coreference
from .cells import NONE, UNSAID, escaped
from .header import LETTERS, Column

_FEATURES = {
    types.NAMED_ENTITY: ("identifier", "value"),
    types.PREDICATE: ("category",),
    types.COREFERENCE_LINK: OF_LINKS,
}
"""Features of layers of INCEpTION's that have a column whether or not there is a value."""
_TARGETS = {types.ARGUMENT_LINK: types.ARGUMENT, types.PART_LINK: types.PART}
"""What slots lead to; those of ours to any annotation."""


class Unit(NamedTuple):
    """A token, or a part of one, and its number."""

    number: str
    start: int
    end: int


class Table:
    """The rows and columns of a file: each annotation stands in the cells of the units it is made of."""

    def __init__(self, record: Record, structures: Sequence[Structure]) -> None:
        assert record.segmentation
        tokens = [(start, end) for start, end in record.segmentation.tokens or ()]
        self._chains = _chain_numbers(structures)
        self._units = {one: list(_pieces(one.place, tokens)) for one in structures if one.place and not _ends(one)}
        self._units |= {one: self._units[ends[1]][:1] for one in structures if (ends := _ends(one))}
        self._there = _by_unit_and_type(self._units)
        self._parts = _parts(self._there, tokens)
        groups = sentence_by_sentence(tokens, [(start, end) for start, end in record.segmentation.sentences or ()])
        self.sentences = [list(self._rows(number, group)) for number, group in enumerate(groups, 1)]
        """The units of each sentence."""
        self._unit_numbers = {(unit.start, unit.end): unit.number for group in self.sentences for unit in group}
        self._numbers = self._disambiguated()
        by_type: dict[str, list[Structure]] = {}
        for one in self._units:
            by_type.setdefault(one.type, []).append(one)
        self.kinds = {name: _kind(found[0]) for name, found in by_type.items()}
        """Of each layer whether it is one of spans, chains or relations."""
        order = sorted(by_type, key=lambda name: (tuple(LETTERS.values()).index(self.kinds[name]), name))
        self.columns = {name: list(_columns(name, by_type[name])) for name in order}
        """The columns of each layer."""

    def _rows(self, sentence: int, tokens: Sequence[Place]) -> Iterator[Unit]:
        for number, (start, end) in enumerate(tokens, 1):
            yield Unit(f"{sentence}-{number}", start, end)
            inside = sorted(self._parts.get((start, end), ()), key=lambda part: (part[0], -part[1]))
            yield from (Unit(f"{sentence}-{number}.{at}", *part) for at, part in enumerate(inside, 1))

    def cells(self, unit: Unit, name: str) -> Iterator[str]:
        """The cells of a unit for one layer."""
        there = self._there.get((unit.start, unit.end), {}).get(name, ())
        for column in self.columns[name]:
            yield "|".join(self._value(one, column) for one in there) or NONE

    def _value(self, one: Structure, column: Column) -> str:
        found, number = one.features.get(column.feature), self._numbers.get(one)
        behind = f"[{number}]" if number else ""
        if column.sort == "base":
            return self._base(one)
        if column.sort == "targets":
            return ";".join(map(self._target, found or ())) or UNSAID
        if column.sort == "roles":
            return (";".join(escaped(slot.features["role"]) for slot in found or ()) or NONE) + behind
        text = escaped(found) if found else UNSAID
        if one in self._chains:
            chain, link = self._chains[one]
            return f"{text}->{chain}-{link}" if column.feature == "referenceRelation" else f"{text}[{chain}]"
        return text + behind

    def _base(self, one: Structure) -> str:
        """What a relation leads from, and the numbers of both ends if one has any."""
        governor, dependent = (self._numbers.get(end, 0) for end in _ends(one))
        numbers = f"[{governor}_{dependent}]" if governor or dependent else ""
        return self._unit_numbers[self._units[_ends(one)[0]][0]] + numbers

    def _target(self, slot: Structure) -> str:
        target = slot.features["target"]
        number = f"[{self._numbers[target]}]" if target in self._numbers else ""
        return self._unit_numbers[self._units[target][0]] + number

    def _disambiguated(self) -> dict[Structure, int]:
        """Numbers of annotations that have several units, share one with others of their type, or fill any slot."""
        slots = (slot for one in self._units for _, found in _slots(one) for slot in found)
        filling = {slot.features["target"] for slot in slots if slot.type not in _TARGETS}
        stacked = {one for kinds in self._there.values() for found in kinds.values() if len(found) > 1 for one in found}
        spans = [one for one in self._units if _kind(one) == "span"]
        wanted = [one for one in spans if len(self._units[one]) > 1 or one in filling or one in stacked]
        return {one: number for number, one in enumerate(wanted, 1)}


def _pieces(place: Place, tokens: Sequence[Place]) -> Iterator[Place]:
    """What a place covers of each token."""
    first, last = first_and_last(place, tokens)
    return ((max(start, place[0]), min(end, place[1])) for start, end in tokens[first : last + 1])


def _by_unit_and_type(units: dict[Structure, list[Place]]) -> dict[Place, dict[str, list[Structure]]]:
    found: dict[Place, dict[str, list[Structure]]] = {}
    for one, places in units.items():
        for place in places:
            found.setdefault(place, {}).setdefault(one.type, []).append(one)
    return found


def _parts(places: Iterable[Place], tokens: Sequence[Place]) -> dict[Place, list[Place]]:
    """The units that are not whole tokens, by token."""
    whole, found = set(tokens), dict[Place, list[Place]]()
    for place in places:
        if place not in whole:
            found.setdefault(tokens[first_and_last(place, tokens)[0]], []).append(place)
    return found


def _chain_numbers(structures: Iterable[Structure]) -> dict[Structure, tuple[int, int]]:
    """The number of the chain of each link, and its own number in it."""
    chains = coreference(structures)
    return {one: (chain, at) for chain, links in enumerate(chains, 1) for at, one in enumerate(links, 1)}


def _kind(one: Structure) -> str:
    if _ends(one):
        return "relation"
    return "chain" if one.type == types.COREFERENCE_LINK else "span"


def _ends(one: Structure) -> tuple[Structure, ...]:
    """What a relation leads from and to."""
    return tuple(one.features[end] for end in (types.GOVERNOR, types.DEPENDENT) if end in one.features)


def _slots(one: Structure) -> Iterator[tuple[str, list[Structure]]]:
    return ((name, found) for name, found in one.features.items() if isinstance(found, list))


def _columns(name: str, found: Sequence[Structure]) -> Iterator[Column]:
    """The columns of a layer: its features by name, its slots behind them, and what relations lead from at last."""
    features = {feature for one in found for feature, value in one.features.items() if isinstance(value, str)}
    slots = {feature: types.SLOTS[feature] for one in found for feature, _ in _slots(one)}
    yield from (Column("value", feature) for feature in sorted({*features, *_FEATURES.get(name, ())}))
    for feature, kind in sorted(slots.items()):
        yield Column("roles", feature, kind)
        yield Column("targets", feature, _TARGETS.get(kind, types.ANNOTATION))
    if _ends(found[0]):
        yield Column("base", "", _ends(found[0])[0].type)
    elif not features and not slots and name not in _FEATURES:
        yield Column("value", "")
