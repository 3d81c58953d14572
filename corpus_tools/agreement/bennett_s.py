"""Bennett's S: agreement beyond chance, where chance gives every label equally often.

    S = (P - P_e) / (1 - P_e)

P is the mean over items of the share of pairs of their labels that agree, P_e 1 / the number of labels that anybody has
used. With `--weights` other than nominal labels agree in part, and P_e is how much two labels agree on average.

When: to compare with studies that report it; it is also known as the coefficient of Brennan and Prediger, or G.

Reading it: 1 is perfect, 0 what chance would give. It grows with the number of labels, also of such as are hardly ever
used.

Source: Bennett, Alpert and Goldstein (1954), Communications through limited-response questioning; Artstein and Poesio
(2008); Gwet (2014), Handbook of inter-rater reliability, 4th edition, for several annotators and weights.

Example: of 100 words both mark 20 as names and 70 as none; ada marks 6 more, ben 4: S = 0.8
"""

from __future__ import annotations

from ._coefficients import all_alike
from ._measure import Measure
from ._ratings import ON_ITEMS, ON_TEXT, of_shares, shares, why_undefined

MEASURE = Measure(
    name="bennett-s",
    title="Bennett's S",
    units=(*ON_TEXT, *ON_ITEMS),
    takes="all",
    count=shares,
    value=of_shares(all_alike),
    why=why_undefined,
)
