"""CEAF: chains of both sides are paired one to one so that they are alike as much as possible."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np

from ..align.assignment import Edges, assign
from ._coreference import Chain, Chains

Likeness = Callable[[int, Chain, Chain], float]
"""How much two chains are alike, by the number of mentions they share."""
_SCALE = 1 << 40
"""Likeness is made a whole number to choose by: as exact as its sum is."""


def best_likeness(chains: Chains, likeness: Likeness) -> float:
    """The sum of the likeness of the best pairs, Φ(g*)."""
    alike = {at: likeness(shared, chains.key[at[0]], chains.response[at[1]]) for at, shared in chains.shared.items()}
    rows, columns = np.array([*alike], dtype=np.int64).reshape(-1, 2).T
    weights = np.rint(_SCALE * np.array([*alike.values()])).astype(np.int64)
    chosen, _ = assign(Edges(rows, columns, weights), most=sys.maxsize)
    return float(sum(alike[pair] for pair in chosen))
