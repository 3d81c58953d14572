"""Gamma-k: agreement about one type of units, among those that the best alignment of `gamma` puts together.

    γ-k = 1 - D_o / D_e

D_o is the share of different types among the pairs of `gamma-cat` in which at least one unit is of type k. With `--by
type` it is the figure of each; as a whole that of all types together, a pair of two types counting for both.

When: to find the types that are mixed up with others, or that only some annotators mark.

Reading it: 1 is perfect, 0 what chance would give. Of rare types it says little: see how many there are.

Source: Mathet (2017), The agreement measure γcat: a complement to γ focused on categorization of a continuum,
Computational Linguistics 43(3); units that stand alone as in pygamma-agreement.

Example: ada has 0-10 A and 20-30 B, ben the same places as A and A: D_o is 1/2 for A, 1 for B
"""

from __future__ import annotations

import math

from ._gamma.counts import UNITS, by_label, of_each_category, value, why_undefined
from ._measure import Measure

MEASURE = Measure(
    name="gamma-k",
    title="Gamma-k",
    units=UNITS,
    takes="all",
    count=of_each_category,
    value=value,
    why=why_undefined,
    bounds=(-math.inf, 1.0),
    each={"type": by_label},
)
