"""CEAF by mentions: chains are paired one to one, and the mentions that pairs share are counted.

    R = Φ / Σ |K|, P = Φ / Σ |R|, Φ = max Σ |K ∩ R|

When: each chain should be found as one chain; splitting or joining them is punished.

Reading it: mentions of chains that find no partner count as wrong although their links may be right.

Source: Luo (2005), On coreference resolution performance metrics, φ3.

Example: key {a} {b c} {d e f}, response {a} {d e}: F1 = 0.66667
"""

from __future__ import annotations

from . import _coreference as coreference
from ._ceaf import best_likeness
from ._coreference import Chains
from ._counts import Counts
from ._measure import Measure


def count(chains: Chains) -> Counts:
    best = best_likeness(chains, lambda shared, key, response: shared)
    return coreference.scores(best, sum(map(len, chains.key)), best, sum(map(len, chains.response)))


MEASURE = Measure(
    name="ceaf-m",
    title="CEAF-m",
    units=("chains",),
    count=coreference.counted(count),
    value=coreference.f1,
    why=coreference.why_undefined,
    bounds=(0.0, 1.0),
    beside=coreference.beside("ceaf-m"),
)
