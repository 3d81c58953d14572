"""Chains of two annotators as sets of mentions, and what the measures of coreference count of them.

A mention is the same for both where it is of the same kind and stands on the same words. The first annotator's chains
are called the key and the second's the response, as in the papers, though only with a reference is one of them right.
With more than two annotators figures are means over pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping

import numpy as np
from msgspec import Struct

from ._comparison import Comparison, Reading
from ._counts import Array, Counts, Rows, ratio
from ._measure import Parameters, Value
from ._ratings import mean_of_defined
from ._units import Place

Chain = frozenset[Hashable]


class Chains(Struct, frozen=True):
    """Two sets of chains.

    Args:
        key: chains of the first, response: those of the second; no mention is in two of the same side.
        shared: how many mentions a chain of the key and one of the response have in common, by their indexes.
    """

    key: list[Chain]
    response: list[Chain]
    shared: Mapping[tuple[int, int], int]


def chains(key: Iterable[Chain], response: Iterable[Chain]) -> Chains:
    """Two sets of chains, and what they share."""
    sides = list(key), list(response)
    where = {mention: number for number, chain in enumerate(sides[1]) for mention in chain}
    pairs = ((number, where[m]) for number, chain in enumerate(sides[0]) for m in chain if m in where)
    return Chains(*sides, Counter(pairs))


def of(comparison: Comparison) -> Chains:
    """The chains of two readings; mentions that corefer with nothing are chains of one."""
    first, second = comparison.readings
    return chains(_chains(first), _chains(second))


def _chains(reading: Reading) -> list[Chain]:
    """Chains as sets of mentions; words that are marked twice belong to the largest chain that has them.

    Of chains as large as each other it is the one whose mentions come first, so that no order of items matters.
    """
    found: dict[str, set[tuple[str, Place]]] = {}
    for item in reading.items:
        found.setdefault(item.says, set()).add((item.type, item.place))
    taken: set[tuple[str, Place]] = set()
    chains: list[Chain] = []
    for members in sorted(found.values(), key=lambda chain: (-len(chain), sorted(place for _, place in chain))):
        if left := members - taken:
            chains.append(frozenset(left))
            taken |= left
    return chains


def counted(count: Callable[[Chains], Counts]) -> Callable[[Comparison, Parameters], Counts]:
    """A count of chains as one of a comparison: keys have before them who is compared, beside a reference nobody.

    Which of two is called the key must not matter, so the counts of pairs are never added to each other.
    """

    def found(comparison: Comparison, parameters: Parameters) -> Counts:
        who = () if comparison.has_reference else comparison.annotators
        return {(who, *key): number for key, number in count(of(comparison)).items()}

    return found


def over_pairs(value: Value) -> Value:
    """The mean of the figures of all pairs of annotators, over those that are defined."""

    def mean(rows: Rows, parameters: Parameters) -> Array:
        pairs = sorted({key[0] for key in rows.keys}, key=str)
        return mean_of_defined([value(rows.below(pair), parameters) for pair in pairs], len(rows))

    return mean


def scores(right_of_key: float, key: float, right_of_response: float, response: float) -> Counts:
    """The counts of a measure that has a recall, `right_of_key / key`, and a precision."""
    return {
        ("right of key",): right_of_key,
        ("key",): key,
        ("right of response",): right_of_response,
        ("response",): response,
    }


def recall(rows: Rows, parameters: Parameters) -> Array:
    return ratio(rows["right of key"], rows["key"])


def precision(rows: Rows, parameters: Parameters) -> Array:
    return ratio(rows["right of response"], rows["response"])


def f1_of_two(rows: Rows, parameters: Parameters) -> Array:
    """The harmonic mean of precision and recall; 0 where one of them is undefined and the other is 0."""
    return harmonic(precision(rows, parameters), recall(rows, parameters))


def harmonic(precision: Array, recall: Array) -> Array:
    """2PR / (P + R); 0 where nothing of one side is right, undefined where both sides are empty."""
    both = np.nan_to_num(precision), np.nan_to_num(recall)
    found = np.nan_to_num(ratio(2 * both[0] * both[1], both[0] + both[1]))
    return np.where(np.isnan(precision) & np.isnan(recall), np.nan, found)


f1 = over_pairs(f1_of_two)
"""The same of any number of annotators."""


def beside(name: str) -> dict[str, Value]:
    """Precision and recall, for measures with a reference."""
    return {f"precision-{name}": over_pairs(precision), f"recall-{name}": over_pairs(recall)}


def why_undefined(rows: Rows) -> str:
    """Why there is no figure."""
    return "neither has linked or marked anything that this could be computed from"
