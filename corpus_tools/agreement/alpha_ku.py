"""Krippendorff's (k)uα: agreement about one type of units, where the units of two annotators overlap.

    (k)uα = 1 - (D_o of k) / (D_e of k)

D_o of k is the share of the text that is k for one of a pair and another type of unit for the other, D_e what chance
would give. With `--by type` it is the figure of each; as a whole, their mean, weighted by how much text is of each.

When: to find the types that are mixed up with others.

Reading it: 1 is perfect, 0 what chance would give; undefined for types that no two annotators have in common text.

Source: Krippendorff, Mathet, Bouvry and Widlöcher (2016), On the reliability of unitizing textual continua.

Example: the three coders of figure 2 there: types 1, 5 and 6 have 1, types 2, 3 and 4 have 0
"""

from __future__ import annotations

import numpy as np

from . import _unitizing as unitizing
from ._counts import Array, Rows, ratio
from ._measure import Measure, Parameters


def by_label(rows: Rows, parameters: Parameters) -> dict[str, Array]:
    """The figure of each type, shape (R,)."""
    labels, observed, squares = unitizing.valued(rows)
    expected = unitizing.expected(observed, squares)
    return {str(label): _of(number, observed, expected) for number, label in enumerate(labels)}


def _of(number: int, observed: Array, expected: Array) -> Array:
    given, by_chance = observed[:, number].sum(axis=-1), expected[:, number].sum(axis=-1)
    differing = ratio(given - observed[:, number, number], given)
    chance = ratio(by_chance - expected[:, number, number], by_chance)
    found = 1 - ratio(differing, chance)
    return np.where((given > 0) & ~(chance > 0), 1.0, found)


def coverage(rows: Rows) -> dict[str, Array]:
    """The share of the text of each type that is in a unit for both of a pair, shape (R,)."""
    labels, table, _ = unitizing.tables(rows, "squares")
    common = table[:, :, 1:].sum(axis=-1) if labels[:1] == [unitizing.GAP] else table.sum(axis=-1)
    return {
        str(label): ratio(common[:, number], table[:, number].sum(axis=-1))
        for number, label in enumerate(labels)
        if label != unitizing.GAP
    }


def value(rows: Rows, parameters: Parameters) -> Array:
    _, observed, _ = unitizing.valued(rows)
    figures = list(by_label(rows, parameters).values())
    if not figures:
        return np.full(len(rows), np.nan)
    weights = observed.sum(axis=-1)
    return ratio((np.nan_to_num(np.stack(figures, axis=-1)) * weights).sum(axis=-1), weights.sum(axis=-1))


MEASURE = Measure(
    name="alpha-ku",
    title="Krippendorff's (k)uα",
    units=unitizing.UNITS,
    takes="all",
    count=unitizing.counted,
    value=value,
    why=unitizing.why_undefined,
    each={"type": by_label},
)
