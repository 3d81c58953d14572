"""Speakers by mention: of the quotes that two annotators both marked, the share to which both gave the same words as
their source.

Quotes are paired one to one; a pair counts where its contents overlap enough (`--threshold`, intersection over union).
Several sources must all be the same; that neither has one is agreement too.

When: guidelines say which mention is to be marked, such as the one nearest to the cue.

Reading it: "she" and "the mayor" are different words for the same speaker; `speaker-chain` looks through them.

Source: accuracy on matched quotes, as in Pareti (2015), Attribution: a computational approach, for source spans.

Example: both give quote 1 to the words at [0, 4), and quote 2 to different words of one chain: 0.5
"""

from __future__ import annotations

from . import _agreed as agreed
from ._measure import Measure
from ._units import Item


def same(first: Item, second: Item) -> bool:
    return bool(first.says[0] == second.says[0])


MEASURE = Measure(
    name="speaker-mention",
    title="same words as speaker",
    units=("speakers",),
    count=agreed.counted(same),
    value=agreed.accuracy,
    why=agreed.why_undefined,
    bounds=(0.0, 1.0),
)
