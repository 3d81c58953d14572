"""Krippendorff's cuα: agreement about the types of units, where the units of two annotators overlap.

    cuα = 1 - D_o / D_e

As `alpha-u`, but only of text that is in a unit for both of a pair.

When: types are in question, not where the units lie.

Reading it: 1 is perfect, 0 what chance would give. It says nothing of units that only one has.

Source: Krippendorff, Mathet, Bouvry and Widlöcher (2016), On the reliability of unitizing textual continua.

Example: the three coders of figure 2 there: 0.724
"""

from __future__ import annotations

from . import _unitizing as unitizing
from ._counts import Array, Rows, ratio
from ._measure import Measure, Parameters


def value(rows: Rows, parameters: Parameters) -> Array:
    _, observed, squares = unitizing.valued(rows)
    expected = unitizing.expected(observed, squares)
    differing = observed.sum(axis=(-2, -1)) - unitizing.trace(observed)
    return 1 - ratio(differing, expected.sum(axis=(-2, -1)) - unitizing.trace(expected))


MEASURE = Measure(
    name="alpha-cu",
    title="Krippendorff's cuα",
    units=unitizing.UNITS,
    takes="all",
    count=unitizing.counted,
    value=value,
    why=unitizing.why_undefined,
    by_type=False,
)
