"""Fleiss' kappa: agreement of several annotators beyond chance, where chance has one distribution of labels for all.

    κ = (P - P_e) / (1 - P_e)

P is the mean over items of the share of pairs of their labels that are the same, P_e the sum of squares of the share
of each label. Items may have different numbers of labels, and with `--weights` labels agree in part (Gwet 2014).

When: three annotators or more on the same items. For two it is `pi`.

Reading it: 1 is perfect, 0 what chance would give; a rare label makes it low, as with `kappa`.

Source: Fleiss (1971), Measuring nominal scale agreement among many raters; Gwet (2014), Handbook of inter-rater
reliability, 4th edition.

Example: of 100 words both mark 20 as names and 70 as none; ada marks 6 more, ben 4: κ = 0.733
"""

from __future__ import annotations

from ._coefficients import shared_habits
from ._measure import Measure
from ._ratings import ON_ITEMS, ON_TEXT, of_shares, shares, why_undefined

MEASURE = Measure(
    name="fleiss",
    title="Fleiss' kappa",
    units=(*ON_TEXT, *ON_ITEMS),
    takes="all",
    count=shares,
    value=of_shares(shared_habits),
    why=why_undefined,
)
