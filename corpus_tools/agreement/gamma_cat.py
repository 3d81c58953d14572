"""Gamma-cat: agreement about the types of units that the best alignment of `gamma` puts together.

    γ-cat = 1 - D_o / D_e

D_o is the share of pairs of aligned units that have different types. A pair weighs max(0, 1 - α · place), so that
units in nearly the same place count most, over the number of units in its tuple but one. A unit and an annotator who
has none beside it are a pair that differs. D_e is the mean of the same over random continua.

When: beside `gamma`, to tell whether annotators differ in what units are, or in where they lie.

Reading it: 1 is perfect, 0 what chance would give; undefined where all units have the same type and all are aligned.
Units that stand alone lower it, though they say nothing about types: the paper leaves them out, pygamma-agreement
counts them, and so does this. Where several alignments are equally good, one with many pairs that are alike is taken.

Source: Mathet (2017), The agreement measure γcat: a complement to γ focused on categorization of a continuum,
Computational Linguistics 43(3); units that stand alone as in pygamma-agreement.

Example: ada has 0-10 A and 20-30 B, ben the same places as A and A: D_o is 1/2
"""

from __future__ import annotations

import math

from ._gamma.counts import UNITS, of_categories, value, why_undefined
from ._measure import Measure

MEASURE = Measure(
    name="gamma-cat",
    title="Gamma-cat",
    units=UNITS,
    takes="all",
    count=of_categories,
    value=value,
    why=why_undefined,
    bounds=(-math.inf, 1.0),
    by_type=False,
)
