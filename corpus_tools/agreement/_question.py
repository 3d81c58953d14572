"""What is asked of a corpus, and which layers of a record it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..model import Layer, Record
from ._measure import Measure, Parameters
from ._strata import By
from ._units import Unit


class Question(Struct, frozen=True, kw_only=True):
    """What is asked of a corpus.

    Args:
        units: what is compared.
        measures: how; each is taken of those units that it knows.
        by: which parts of the corpus have figures of their own, beside the whole.
        layers: names of the layers, or annotators, that are compared; without them all that are people's or programs'
            annotations, neither gold nor predictions.
        gold: the layer that the others are held against.
        level: the certainty of intervals.
        headlines: only measures that stand in the default table of a unit.
    """

    units: Sequence[Unit]
    measures: Sequence[Measure]
    by: Sequence[By] = ()
    layers: Sequence[str] = ()
    gold: str | None = None
    level: float = 0.95
    headlines: bool = False
    parameters: Parameters = Parameters()

    def measures_of(self, unit: Unit) -> Iterator[Measure]:
        """The measures that are taken of a unit."""
        return (one for one in self.measures if unit.name in (one.default if self.headlines else one.units))


def chosen(record: Record, question: Question) -> list[tuple[str, Layer]]:
    """The layers of a record that are compared, by the names they are told apart by; the reference first."""
    gold = [layer for layer in record.layers if question.gold in (layer.name, layer.annotator)]
    rest = [layer for layer in record.layers if layer not in gold and _is_asked_for(layer, question)]
    named = sorted(((_name(layer, question), layer) for layer in rest), key=lambda pair: pair[0])
    return [*((question.gold or "", layer) for layer in gold), *named]


def _is_asked_for(layer: Layer, question: Question) -> bool:
    if question.layers:
        return layer.name in question.layers or layer.annotator in question.layers
    return layer.role not in ("gold", "prediction")


def _name(layer: Layer, question: Question) -> str:
    return layer.name if layer.name in question.layers else layer.annotator or layer.name
