"""Krippendorff's |uα: agreement about what is a unit and what a gap between units, whatever the types.

    |uα = 1 - (O_gap,· - O_gap,gap) / (E_gap,· - E_gap,gap)

O are the observed coincidences of labels, in characters, E those that chance would give if whole units were drawn.

When: to tell disagreement about boundaries from disagreement about types.

Reading it: 1 is perfect, 0 what chance would give.

Source: Krippendorff, Mathet, Bouvry and Widlöcher (2016), On the reliability of unitizing textual continua.

Example: the three coders of figure 2 there: 0.413
"""

from __future__ import annotations

import numpy as np

from . import _unitizing as unitizing
from ._counts import Array, Rows, ratio
from ._measure import Measure, Parameters


def value(rows: Rows, parameters: Parameters) -> Array:
    labels, observed, squares = unitizing.tables(rows, "squares")
    if unitizing.GAP not in labels:
        return np.full(len(rows), np.nan)
    expected = unitizing.expected(observed, squares)
    return 1 - ratio(_of_gap(observed), _of_gap(expected))


def _of_gap(table: Array) -> Array:
    """The characters that are a gap for one of a pair and a unit for the other."""
    found: Array = table[:, 0].sum(axis=-1) - table[:, 0, 0]
    return found


MEASURE = Measure(
    name="alpha-u-bar",
    title="Krippendorff's |uα",
    units=unitizing.UNITS,
    takes="all",
    count=unitizing.counted,
    value=value,
    why=unitizing.why_undefined,
    by_type=False,
)
