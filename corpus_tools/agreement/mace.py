"""MACE: how often each annotator knows the true label, and does not only write down a habit of their own.

    p(c says l | t) = θ_c · [l = t] + (1 - θ_c) · ξ_c(l)

θ is the competence of an annotator and ξ the labels they give when they do not know. Both are fitted to the labels by
expectation maximisation, from several starts, of which the likeliest is kept. As a whole it is the mean over
annotators, with `--by annotator` the figure of each.

When: as `dawid-skene`; it needs fewer items, since it knows only one number and one habit of each annotator.

How common labels are is fitted too; with all labels alike, as in the paper, a rare label would make those who agree on
it look as if they guessed.

Reading it: whoever gives one label all the time has a competence near 0 even where it is often right. The majority is
taken to be right.

Source: Hovy, Berg-Kirkpatrick, Vaswani and Hovy (2013), Learning whom to trust with MACE; without priors or smoothing.

Example: of a hundred items two annotators agree on all, a third always gives one of the two labels: near 1, 1 and 0
"""

from __future__ import annotations

from collections.abc import Mapping

from . import _competence as competence
from ._competence import Rated
from ._measure import Measure, Parameters
from ._ratings import ON_ITEMS, ON_TEXT


def fit(found: Rated, parameters: Parameters) -> Mapping[str, float]:
    model = competence.mace(found)
    return dict(zip(found.coders, model.competence.tolist(), strict=True))


MEASURE = Measure(
    name="mace",
    title="MACE competence",
    units=(*ON_TEXT, *ON_ITEMS),
    takes="all",
    count=competence.counted,
    value=competence.on_average(fit),
    why=competence.why_undefined,
    bounds=(0.0, 1.0),
    each={"annotator": competence.by_annotator(fit)},
    is_slow=True,
)
