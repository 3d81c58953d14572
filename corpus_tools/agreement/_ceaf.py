"""CEAF: chains of both sides are paired one to one so that they are alike as much as possible."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ._coreference import Chain, Chains

Likeness = Callable[[int, Chain, Chain], float]
"""How much two chains are alike, by the number of mentions they share."""


def best_likeness(chains: Chains, likeness: Likeness) -> float:
    """The sum of the likeness of the best pairs, Φ(g*)."""
    from scipy.optimize import linear_sum_assignment

    table = np.zeros((len(chains.key), len(chains.response)))
    for (key, response), shared in chains.shared.items():
        table[key, response] = likeness(shared, chains.key[key], chains.response[response])
    return float(table[linear_sum_assignment(table, maximize=True)].sum())
