"""B³: for each mention, how much of its chain the other annotator has in the same chain, on average.

    R = Σ |K ∩ R|² / |K| / Σ |K|

K are the chains of the key, R those of the response; precision is the same with the sides changed, and the figure is
the harmonic mean of both. Mentions that only one side has count as wrong on that side.

When: coreference with mentions that stand alone, and as a part of `conll`.

Reading it: many mentions that corefer with nothing make it high.

Source: Bagga and Baldwin (1998), Algorithms for scoring coreference chains; Cai and Strube (2010) for mentions of one
side only.

Example: key {a} {b c} {d e f}, response {a} {d e}: F1 = 0.56
"""

from __future__ import annotations

from . import _coreference as coreference
from ._coreference import Chains
from ._counts import Counts
from ._measure import Measure


def count(chains: Chains) -> Counts:
    shared = chains.shared.items()
    return coreference.scores(
        sum(n * n / len(chains.key[key]) for (key, _), n in shared),
        sum(map(len, chains.key)),
        sum(n * n / len(chains.response[response]) for (_, response), n in shared),
        sum(map(len, chains.response)),
    )


MEASURE = Measure(
    name="b-cubed",
    title="B³",
    units=("chains",),
    count=coreference.counted(count),
    value=coreference.f1,
    why=coreference.why_undefined,
    bounds=(0.0, 1.0),
    beside=coreference.beside("b-cubed"),
)
