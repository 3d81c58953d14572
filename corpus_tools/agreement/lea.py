"""LEA: how many of all links between the mentions of each chain two annotators share, larger chains counting more.

    R = Σ |K| · (Σ link(K ∩ R) / link(K)) / Σ |K|, link(n) = n (n - 1) / 2

A chain of one mention has one link, from it to itself, which only another chain of one has. Precision is the same with
the sides changed, and the figure is the harmonic mean of both.

When: one figure for coreference that weighs mentions and links.

Reading it: stricter than the others on long chains that were cut in two.

Source: Moosavi and Strube (2016), Which coreference evaluation metric do you trust?

Example: key {a} {b c} {d e f}, response {a} {d e}: F1 = 0.5
"""

from __future__ import annotations

from collections.abc import Iterable

from . import _coreference as coreference
from ._coreference import Chain, Chains
from ._counts import Counts
from ._measure import Measure


def count(chains: Chains) -> Counts:
    shared = chains.shared.items()
    pairs = [(n, chains.key[key], chains.response[response]) for (key, response), n in shared]
    return coreference.scores(
        resolved((n, key, response) for n, key, response in pairs),
        sum(map(len, chains.key)),
        resolved((n, response, key) for n, key, response in pairs),
        sum(map(len, chains.response)),
    )


def resolved(pairs: Iterable[tuple[int, Chain, Chain]]) -> float:
    """Σ importance · resolution, over pairs of a chain and one of the other side, with the mentions they share."""
    return sum(len(chain) * common_links(n, chain, other) / links(len(chain)) for n, chain, other in pairs)


def common_links(shared: int, chain: Chain, other: Chain) -> int:
    """The links of both; the one of a mention to itself only where both stand alone."""
    return int(len(other) == 1) if len(chain) == 1 else links(shared) if shared > 1 else 0


def links(mentions: int) -> int:
    """The links within a chain of so many mentions."""
    return mentions * (mentions - 1) // 2 or 1


MEASURE = Measure(
    name="lea",
    title="LEA",
    units=("chains",),
    default=("chains",),
    count=coreference.counted(count),
    value=coreference.f1,
    why=coreference.why_undefined,
    bounds=(0.0, 1.0),
    beside=coreference.beside("lea"),
)
