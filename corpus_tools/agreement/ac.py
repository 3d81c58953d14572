"""Gwet's AC1 and AC2: agreement beyond chance that does not break down where one label is very common.

    AC = (P - P_e) / (1 - P_e)

P is the mean over items of the share of pairs of their labels that agree; P_e grows with how evenly the labels are
used, since only on items that are hard to label is there any agreement by chance. With `--weights` other than nominal
labels agree in part: that is AC2.

When: nearly all items have one label, so that `kappa` is low although the annotators hardly ever differ.

Reading it: 1 is perfect, 0 what chance would give. Where labels are rare it is much higher than `kappa`: never compare
the one with the other.

Source: Gwet (2008), Computing inter-rater reliability and its variance in the presence of high agreement; Gwet (2014),
Handbook of inter-rater reliability, 4th edition, chapter 4.

Example: of 100 words both mark 20 as names and 70 as none; ada marks 6 more, ben 4: AC1 = 0.840
"""

from __future__ import annotations

from ._coefficients import guesses
from ._measure import Measure
from ._ratings import ON_ITEMS, ON_TEXT, of_shares, shares, why_undefined

MEASURE = Measure(
    name="ac",
    title="Gwet's AC1/AC2",
    units=(*ON_TEXT, *ON_ITEMS),
    takes="all",
    count=shares,
    value=of_shares(guesses),
    why=why_undefined,
)
