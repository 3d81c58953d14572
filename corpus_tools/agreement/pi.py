"""Scott's pi: agreement of two annotators beyond chance, where chance has one distribution of labels for both.

    π = 1 - D_o / D_e

D_o is the share of items with different labels, D_e that share if both had drawn labels at random as often as the two
together used them. With more than two annotators it is the mean over pairs; `fleiss` takes all at once.

When: as `kappa`, where the annotators are to be exchangeable: their different habits count as disagreement.

Reading it: 1 is perfect, 0 what chance would give; never above `kappa`.

Source: Scott (1955), Reliability of content analysis: the case of nominal scale coding; Artstein and Poesio (2008).

Example: of 100 words both mark 20 as names and 70 as none; ada marks 6 more, ben 4: π = 0.733
"""

from __future__ import annotations

from ._coefficients import scott_pi
from ._counts import Array, Rows
from ._measure import Measure, Parameters
from ._ratings import ON_ITEMS, ON_TEXT, by_pair, pairwise, why_undefined


def value(rows: Rows, parameters: Parameters) -> Array:
    return pairwise(rows, parameters, scott_pi)


MEASURE = Measure(
    name="pi",
    title="Scott's pi",
    units=(*ON_TEXT, *ON_ITEMS),
    count=by_pair,
    value=value,
    why=why_undefined,
)
