"""Parts of a comparison that have figures of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from ..model import Record
from ._comparison import Comparison
from ._units import Item

By = Literal["type", "section", "pair", "annotator", "article", "round"]
Part = tuple[str, Sequence[Comparison]]
"""What a part is called, and what belongs to it: comparisons whose counts add up."""


def strata(comparison: Comparison, by: By) -> Iterator[Part]:
    """The parts of a comparison, each by its name."""
    return _STRATA[by](comparison)


def _types(comparison: Comparison) -> Iterator[Part]:
    """Each type; there is none where the items have no types, or where their types are what is compared."""
    for name in sorted({item.type for reading in comparison.readings for item in reading.items} - {""}):
        yield name, [comparison.only(lambda item, name=name: item.type == name)]  # type: ignore[misc]


def _sections(comparison: Comparison) -> Iterator[Part]:
    where = section_types(comparison.record)
    for name in sorted({where(item) for reading in comparison.readings for item in reading.items}):
        yield name, [comparison.only(lambda item, name=name: where(item) == name)]  # type: ignore[misc]


def section_types(record: Record) -> Callable[[Item], str]:
    """The type of the innermost section that an item begins in; `body` where there is none."""
    sections = sorted(record.sections or (), key=lambda section: section.end - section.start)

    def of(item: Item) -> str:
        at = item.place[0][0] if item.place else -1
        return next((one.type for one in sections if one.start <= at < one.end), "body")

    return of


def _pairs(comparison: Comparison) -> Iterator[Part]:
    for pair in comparison.pairs():
        yield ",".join(pair.annotators), [pair]


def _annotators(comparison: Comparison) -> Iterator[Part]:
    """Each annotator against all others."""
    pairs = list(comparison.pairs())
    for name in comparison.annotators:
        yield name, [pair for pair in pairs if name in pair.annotators]


def _articles(comparison: Comparison) -> Iterator[Part]:
    yield comparison.record.id, [comparison]


def _rounds(comparison: Comparison) -> Iterator[Part]:
    yield round_of(comparison), [comparison]


def round_of(comparison: Comparison) -> str:
    """The round of annotation: the edition of the guidelines, or else the month in which the layers were begun."""
    layers = [reading.layer for reading in comparison.readings]
    editions = {layer.guidelines.version for layer in layers if layer.guidelines}
    months = {layer.created[:7] for layer in layers if layer.created}
    return " and ".join(sorted(editions or months)) or "undated"


_STRATA: dict[By, Callable[[Comparison], Iterator[Part]]] = {
    "type": _types,
    "section": _sections,
    "pair": _pairs,
    "annotator": _annotators,
    "article": _articles,
    "round": _rounds,
}
BY: tuple[By, ...] = tuple(_STRATA)
"""Every sort of part."""
