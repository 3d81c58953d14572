"""MUC: how many links between mentions two annotators share, where a chain of n mentions has n - 1 links.

    R = Σ (|K| - |p(K)|) / Σ (|K| - 1)

K are the chains of the key and p(K) the parts into which the response cuts one; precision is the same with the sides
changed, and the figure is the harmonic mean of both.

When: to compare with older work, and as a part of `conll`.

Reading it: mentions that corefer with nothing count for nothing, and one chain of everything scores high: never use it
alone. Undefined where neither side has any link (other scorers print 0 there).

Source: Vilain et al. (1995), A model-theoretic coreference scoring scheme.

Example: key {a} {b c} {d e f}, response {a} {d e}: F1 = 0.5
"""

from __future__ import annotations

from collections import Counter

from . import _coreference as coreference
from ._coreference import Chains
from ._counts import Counts
from ._measure import Measure


def count(chains: Chains) -> Counts:
    parts_of_key = Counter(key for key, _ in chains.shared)
    parts_of_response = Counter(response for _, response in chains.shared)
    links_of_key = sum(len(chain) - 1 for chain in chains.key)
    links_of_response = sum(len(chain) - 1 for chain in chains.response)
    shared = sum(chains.shared.values())
    return coreference.scores(
        shared - sum(parts_of_key.values()), links_of_key, shared - sum(parts_of_response.values()), links_of_response
    )


MEASURE = Measure(
    name="muc",
    title="MUC",
    units=("chains",),
    count=coreference.counted(count),
    value=coreference.f1,
    why=coreference.why_undefined,
    bounds=(0.0, 1.0),
    beside=coreference.beside("muc"),
)
