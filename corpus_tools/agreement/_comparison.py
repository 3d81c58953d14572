"""What several annotators did with one article, made comparable: the same kind of work on the same stretch of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from ..model import Layer, Record
from ._units import Item, Place, Unit, tasks_of

Stretches = Sequence[tuple[int, int]]
"""Parts of a text in order that do not touch, in code points `[start, end)`."""


class Reading(Struct, frozen=True):
    """What one annotator found."""

    annotator: str
    items: Sequence[Item]
    layer: Layer


class LeftOut(Struct, frozen=True):
    """Something that takes no part in a figure: what of (`article` or `item`), and why."""

    what: str
    why: str
    count: int = 1


class Comparison:
    """The readings of one article for one unit, within the text that all of them looked at.

    Args:
        record: the article.
        unit: what is compared.
        readings: two or more, ordered by annotator; with a reference, that one first.
        domain: the stretches of the text that all of them looked at.
        has_reference: the first reading is what the others are held against, and they are not compared themselves.
    """

    def __init__(
        self,
        record: Record,
        unit: Unit,
        readings: Sequence[Reading],
        domain: Stretches,
        *,
        has_reference: bool = False,
    ) -> None:
        self.record, self.unit, self.readings, self.domain = record, unit, readings, domain
        self.has_reference = has_reference

    @property
    def annotators(self) -> tuple[str, ...]:
        """Whose readings they are."""
        return tuple(reading.annotator for reading in self.readings)

    def pairs(self) -> Iterator[Comparison]:
        """Each two of the readings; with a reference, the reference and each of the others."""
        for first, second in combinations(self.readings, 2):
            if not self.has_reference or first is self.readings[0]:
                yield self._with((first, second))

    def only(self, keep: Callable[[Item], bool]) -> Comparison:
        """The same with only some of the items."""
        return self._with([replace(one, items=[item for item in one.items if keep(item)]) for one in self.readings])

    def _with(self, readings: Sequence[Reading]) -> Comparison:
        return Comparison(self.record, self.unit, readings, self.domain, has_reference=self.has_reference)

    @cached_property
    def size(self) -> int:
        """Code points of text that all looked at."""
        return sum(end - start for start, end in self.domain)


def compare(
    record: Record,
    unit: Unit,
    layers: Sequence[tuple[str, Layer]],
    left_out: Callable[[LeftOut], None],
    *,
    reference: str | None = None,
) -> Comparison | None:
    """The work of some annotators on an article for one unit; what takes no part is told to `left_out`.

    Layers come with the names that they are told apart by; that of the reference, if any, is first. None where fewer
    than two of them looked for this.
    """
    able = [(name, layer) for name, layer in layers if tasks_of(layer).issuperset(unit.tasks)]
    if reference is not None and able and able[0][0] != reference:
        left_out(LeftOut("article", f"{reference} did not look for {unit.title} in it"))
        return None
    if len(able) < 2:
        if able:
            left_out(LeftOut("article", f"only {able[0][0]} looked for {unit.title} in it"))
        return None
    names = [name for name, _ in able]
    if twice := next((name for name in names if names.count(name) > 1), None):
        left_out(LeftOut("article", f"{twice} looked for {unit.title} in it in several layers"))
        return None
    domain = shared_domain(record, [layer for _, layer in able])
    if not domain:
        left_out(LeftOut("article", "no section was looked at by all"))
        return None
    readings = [_reading(name, layer, unit, domain, left_out) for name, layer in able]
    if unit.together:
        items = unit.together([reading.items for reading in readings])
        readings = [replace(one, items=found) for one, found in zip(readings, items, strict=True)]
    return Comparison(record, unit, readings, domain, has_reference=reference is not None)


def _reading(name: str, layer: Layer, unit: Unit, domain: Stretches, left_out: Callable[[LeftOut], None]) -> Reading:
    items = list(unit.items(layer))
    inside = items if _spans_all(domain, items) else [item for item in items if is_inside(item.place, domain)]
    if len(inside) < len(items):
        why = "outside the sections that all looked at"
        left_out(LeftOut("item", why, len(items) - len(inside)))
    return Reading(name, inside, layer)


def shared_domain(record: Record, layers: Iterable[Layer]) -> Stretches:
    """The stretches of a text that all of some layers looked at."""
    places = {section.id: (section.start, section.end) for section in record.sections or ()}
    domain: Stretches = [(0, len(record.text))]
    for layer in layers:
        if layer.scope:
            domain = _overlap(domain, _merged(places[one] for one in layer.scope if one in places))
    return domain


def _merged(stretches: Iterable[tuple[int, int]]) -> Stretches:
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _overlap(first: Stretches, second: Stretches) -> Stretches:
    found, i, j = [], 0, 0
    while i < len(first) and j < len(second):
        start, end = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        if start < end:
            found.append((start, end))
        i, j = (i + 1, j) if first[i][1] < second[j][1] else (i, j + 1)
    return found


def _spans_all(domain: Stretches, items: Iterable[Item]) -> bool:
    """Whether the domain is one stretch around all items, as it is where nobody left out a section."""
    edges = [edge for item in items for stretch in item.place for edge in stretch]
    return len(domain) == 1 and (not edges or (domain[0][0] <= min(edges) and max(edges) <= domain[0][1]))


def is_inside(place: Place, domain: Stretches) -> bool:
    """Whether all of a place lies inside some stretches."""
    return all(_holds(domain, start, end) for start, end in place)


def _holds(domain: Stretches, start: int, end: int) -> bool:
    index = bisect_right(domain, start, key=lambda stretch: stretch[0]) - 1
    return index >= 0 and end <= domain[index][1]
