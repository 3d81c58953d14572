"""Gamma: agreement about where units lie and what they are, from the best alignment of all annotators' units.

    γ = 1 - D_o / D_e

D_o is the disorder of the best alignment. It puts each unit into a tuple with at most one unit of each annotator; a
tuple costs the mean over pairs of annotators of the dissimilarity of their units, α · place + β · type, or Δ where one
of them has none. Place is ((difference of starts + difference of ends) / (sum of lengths))², type is 0 for the same and
1 for another, both in multiples of Δ. D_e is the mean disorder of random continua (`--samples`, `--sampler`): by
default with as many units, as long, as far apart and of the same types as were found, or, with `shuffle`, what was
found, moved along the text.

When: spans of several annotators, where it is not clear beforehand which belong together: events, quotes, segments.
Units may overlap, be nested or lie on top of each other. A unit in several pieces counts from its first character to
its last.

Reading it: 1 is perfect, 0 what chance would give; less is possible. It depends on α and β, and a little on `--seed`:
`--precision 0.02` draws as many random continua as that takes. Text that nobody marked matters little. Over a corpus
long articles count more, by their units.

Source: Mathet, Widlöcher and Métivier (2015), The unified and holistic method gamma (γ) for inter-annotator agreement
measure and alignment, Computational Linguistics 41(3). The alignment is exact; the random continua are those of
pygamma-agreement.

Example: ada marks 0-10 as A, ben 2-10 as A: the disorder is ((2 + 0) / (10 + 8))² = 0.0123
"""

from __future__ import annotations

import math

from ._gamma.counts import UNITS, of_units, value, why_undefined
from ._measure import Measure

MEASURE = Measure(
    name="gamma",
    title="Gamma",
    units=UNITS,
    takes="all",
    count=of_units,
    value=value,
    why=why_undefined,
    bounds=(-math.inf, 1.0),
)
