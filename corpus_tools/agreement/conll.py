"""The CoNLL average: the mean of the F1 of MUC, B³ and CEAF by entities.

    (MUC + B³ + CEAF-e) / 3

As all measures of coreference it is the mean over pairs where there are more than two annotators.

When: to compare with what most papers on coreference report.

Reading it: three measures with different faults; look at them one by one, or at `lea`, before you believe a difference.
Where neither side has any link, so that MUC is undefined, it is the mean of the other two.

Source: Pradhan et al. (2012), CoNLL-2012 shared task.

Example: key {a} {b c} {d e f}, response {a} {d e}: (0.5 + 0.56 + 0.72) / 3 = 0.59333
"""

from __future__ import annotations

from . import _coreference as coreference
from . import b_cubed, ceaf_e, muc
from ._coreference import Chains
from ._counts import Array, Counts, Rows
from ._measure import Measure, Parameters
from ._ratings import mean_of_defined

PARTS = {"muc": muc.count, "b-cubed": b_cubed.count, "ceaf-e": ceaf_e.count}


def count(chains: Chains) -> Counts:
    return {(name, *key): number for name, part in PARTS.items() for key, number in part(chains).items()}


def value(rows: Rows, parameters: Parameters) -> Array:
    return mean_of_defined([coreference.f1_of_two(rows.below(name), parameters) for name in PARTS], len(rows))


MEASURE = Measure(
    name="conll",
    title="CoNLL average",
    units=("chains",),
    default=("chains",),
    count=coreference.counted(count),
    value=coreference.over_pairs(value),
    why=coreference.why_undefined,
    bounds=(0.0, 1.0),
)
