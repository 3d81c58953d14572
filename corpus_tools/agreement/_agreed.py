"""What two annotators say about things that both have marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..align import Criteria, Mark, match
from ._comparison import Comparison
from ._counts import Array, Counts, Rows, ratio
from ._measure import Parameters
from ._units import Item, contents


def counted(same: Callable[[Item, Item], bool | None]) -> Callable[[Comparison, Parameters], Counts]:
    """A count of the pairs of two readings, and of those about which both say the same; None leaves a pair out."""

    def count(comparison: Comparison, parameters: Parameters) -> Counts:
        first, second = (list(reading.items) for reading in comparison.readings)
        least = parameters.threshold
        criteria = Criteria(least=2 * least / (1 + least))
        pairs = match(_marks(first), _marks(second), criteria).pairs
        found = [same(first[pair.a], second[pair.b]) for pair in pairs]
        said = [one for one in found if one is not None]
        return {("same",): sum(said), ("both",): len(said)}

    return count


def _marks(items: Sequence[Item]) -> list[Mark]:
    return [Mark(item.place, rest=contents(item.says)) for item in items]


def accuracy(rows: Rows, parameters: Parameters) -> Array:
    """The share of pairs about which both say the same."""
    return ratio(rows["same"], rows["both"])


def why_undefined(rows: Rows) -> str:
    """Why there is no figure."""
    return "there is nothing that both have marked"
