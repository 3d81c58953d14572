"""Dawid-Skene: how often each annotator gives the label that is true, where what is true is told from all of them.

    competence of c = Σ p(t) · p(c says t | t)

Every item has a true label t that nobody knows; each annotator has a probability for every label, given the true one.
Both are fitted to the labels by expectation maximisation. As a whole it is the mean over annotators, with `--by
annotator` the figure of each.

When: three annotators or more, to find one who works otherwise than the rest, or whose votes should weigh more.

Reading it: the majority is taken to be right; where most make the same mistake, whoever does not looks bad. With two
annotators it cannot tell who is right. Intervals are made by the jackknife, since each figure takes a fit.

Source: Dawid and Skene (1979), Maximum likelihood estimation of observer error-rates using the EM algorithm.

Example: of a hundred items two annotators agree on all, a third gives another label on half of them: 1, 1 and 0.5
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from . import _competence as competence
from ._competence import Rated
from ._measure import Measure, Parameters
from ._ratings import ON_ITEMS, ON_TEXT


def fit(found: Rated, parameters: Parameters) -> Mapping[str, float]:
    model = competence.dawid_skene(found)
    right = np.diagonal(model.confusion, axis1=1, axis2=2) @ model.priors
    return dict(zip(found.coders, right.tolist(), strict=True))


MEASURE = Measure(
    name="dawid-skene",
    title="Dawid-Skene competence",
    units=(*ON_TEXT, *ON_ITEMS),
    takes="all",
    count=competence.counted,
    value=competence.on_average(fit),
    why=competence.why_undefined,
    bounds=(0.0, 1.0),
    each={"annotator": competence.by_annotator(fit)},
    is_slow=True,
)
