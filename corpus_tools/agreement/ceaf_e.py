"""CEAF by entities: chains are paired one to one, and each pair counts by how much of the two it shares.

    R = Φ / number of K, P = Φ / number of R, Φ = max Σ 2 |K ∩ R| / (|K| + |R|)

When: every chain is to weigh the same however many mentions it has; a part of `conll`.

Reading it: chains of one mention weigh as much as the main character of the story.

Source: Luo (2005), On coreference resolution performance metrics, φ4.

Example: key {a} {b c} {d e f}, response {a} {d e}: F1 = 0.72
"""

from __future__ import annotations

from . import _coreference as coreference
from ._ceaf import best_likeness
from ._coreference import Chains
from ._counts import Counts
from ._measure import Measure


def count(chains: Chains) -> Counts:
    best = best_likeness(chains, lambda shared, key, response: 2 * shared / (len(key) + len(response)))
    return coreference.scores(best, len(chains.key), best, len(chains.response))


MEASURE = Measure(
    name="ceaf-e",
    title="CEAF-e",
    units=("chains",),
    count=coreference.counted(count),
    value=coreference.f1,
    why=coreference.why_undefined,
    bounds=(0.0, 1.0),
    beside=coreference.beside("ceaf-e"),
)
