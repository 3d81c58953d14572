"""Krippendorff's uα: agreement about units in a text and their types together, gaps between them among these.

    uα = 1 - D_o / D_e

D_o is the share of the text, in characters, that pairs of annotators label differently, D_e the share that they would
if whole units were drawn by chance.

When: one coefficient, corrected for chance, for several annotators who cut a text into units of their own.

Reading it: 1 is perfect, 0 what chance would give. Most text is in gaps, on which it is easy to agree; `alpha-u-bar`
looks only at what is a unit and what a gap, `alpha-cu` and `alpha-ku` only at types.

Source: Krippendorff, Mathet, Bouvry and Widlöcher (2016), On the reliability of unitizing textual continua.

Example: the three coders of figure 2 there: 0.510
"""

from __future__ import annotations

from . import _unitizing as unitizing
from ._counts import Array, Rows, ratio
from ._measure import Measure, Parameters


def value(rows: Rows, parameters: Parameters) -> Array:
    _, observed, squares = unitizing.tables(rows, "squares")
    expected = unitizing.expected(observed, squares)
    differing = observed.sum(axis=(-2, -1)) - unitizing.trace(observed)
    by_chance = expected.sum(axis=(-2, -1)) - unitizing.trace(expected)
    return 1 - ratio(differing, by_chance)


MEASURE = Measure(
    name="alpha-u",
    title="Krippendorff's uα",
    units=unitizing.UNITS,
    takes="all",
    count=unitizing.counted,
    value=value,
    why=unitizing.why_undefined,
)
