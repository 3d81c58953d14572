"""BLANC: agreement about which pairs of mentions corefer, and about which do not, averaged.

    BLANC = (F of coreference links + F of other links) / 2

A link is any pair of mentions of one side; F is the harmonic mean of the shares of them that the other side has as
links of the same sort. Where the key has links of one sort only, that sort alone counts; without a reference each side
is the key once, and the mean is taken.

When: as a coefficient near in spirit to the Rand index, where what is kept apart counts as much as what is joined.

Reading it: most pairs do not corefer, so their half is nearly always high.

Source: Luo, Pradhan, Recasens and Hovy (2014), An extension of BLANC to system mentions.

Example: key {a} {b c} {d e f}, response {a} {d e}: 0.35385
"""

from __future__ import annotations

import numpy as np

from . import _coreference as coreference
from ._comparison import Comparison
from ._coreference import Chain, Chains, harmonic, over_pairs
from ._counts import Array, Counts, Rows, ratio
from ._measure import Measure, Parameters


def count(comparison: Comparison, parameters: Parameters) -> Counts:
    directed: Counts = {("directed",): float(comparison.has_reference)}
    return coreference.counted(lambda chains: {**of_chains(chains), **directed})(comparison, parameters)


def of_chains(chains: Chains) -> Counts:
    """Pairs of mentions: of the key, of the response, and of both; joined and apart."""
    both_joined = sum(pairs(n) for n in chains.shared.values())
    common = sum(chains.shared.values())
    joined_in_key = sum(pairs(n) for n in _common(chains, 0).values())
    joined_in_response = sum(pairs(n) for n in _common(chains, 1).values())
    both_apart = pairs(common) - joined_in_key - joined_in_response + both_joined
    key, response = _pairs_of(chains.key), _pairs_of(chains.response)
    return {
        **{("joined", side): n for side, n in (("both", both_joined), ("key", key[0]), ("response", response[0]))},
        **{("apart", side): n for side, n in (("both", both_apart), ("key", key[1]), ("response", response[1]))},
    }


def pairs(mentions: int) -> int:
    """How many pairs so many mentions make."""
    return mentions * (mentions - 1) // 2


def _common(chains: Chains, side: int) -> dict[int, int]:
    """For each chain of a side, how many of its mentions the other side has too."""
    found: dict[int, int] = {}
    for at, n in chains.shared.items():
        found[at[side]] = found.get(at[side], 0) + n
    return found


def _pairs_of(chains: list[Chain]) -> tuple[int, int]:
    joined = sum(pairs(len(chain)) for chain in chains)
    return joined, pairs(sum(map(len, chains))) - joined


def recall(rows: Rows, parameters: Parameters) -> Array:
    return _mean(rows, "key", _share(rows, "joined", "key"), _share(rows, "apart", "key"))


def precision(rows: Rows, parameters: Parameters) -> Array:
    return _mean(rows, "key", _share(rows, "joined", "response"), _share(rows, "apart", "response"))


def value(rows: Rows, parameters: Parameters) -> Array:
    joined, apart = (
        harmonic(_share(rows, sort, "response"), _share(rows, sort, "key")) for sort in ("joined", "apart")
    )
    directed, other = _mean(rows, "key", joined, apart), _mean(rows, "response", joined, apart)
    return np.where(rows["directed"] > 0, directed, (directed + other) / 2)


def _share(rows: Rows, sort: str, side: str) -> Array:
    return ratio(rows[sort, "both"], rows[sort, side])


def _mean(rows: Rows, key: str, joined: Array, apart: Array) -> Array:
    """The mean of both sorts of links, or the one that a side has if it has but one."""
    joined_only, apart_only = rows["apart", key] == 0, rows["joined", key] == 0
    mean = (np.nan_to_num(joined) + np.nan_to_num(apart)) / 2
    found = np.where(joined_only, np.nan_to_num(joined), np.where(apart_only, np.nan_to_num(apart), mean))
    return np.where(joined_only & apart_only, np.nan, found)


MEASURE = Measure(
    name="blanc",
    title="BLANC",
    units=("chains",),
    count=count,
    value=over_pairs(value),
    why=coreference.why_undefined,
    bounds=(0.0, 1.0),
    beside={"precision-blanc": over_pairs(precision), "recall-blanc": over_pairs(recall)},
)
