"""Speakers by chain: of the quotes that two annotators both marked, the share that both gave to the same speaker.

As `speaker-mention`, but two sources are the same where their chains have a mention in common.

When: the headline for the attribution of quotes.

Reading it: it needs chains; a mention without one stands for itself.

Source: Muzny et al. (2017), A two-stage sieve approach for quote attribution, for speakers as characters.

Example: both give quote 1 to the words at [0, 4), and quote 2 to different words of one chain: 1
"""

from __future__ import annotations

from . import _agreed as agreed
from ._measure import Measure
from ._units import Item


def same(first: Item, second: Item) -> bool:
    mine, theirs = first.says[1], second.says[1]
    return not mine.isdisjoint(theirs) if mine and theirs else bool(mine == theirs)


MEASURE = Measure(
    name="speaker-chain",
    title="same speaker",
    units=("speakers",),
    default=("speakers",),
    count=agreed.counted(same),
    value=agreed.accuracy,
    why=agreed.why_undefined,
    bounds=(0.0, 1.0),
)
