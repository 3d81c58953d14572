"""Links: of the mentions that two annotators both linked, the share with an entry of a knowledge base in common.

Mentions are paired one to one; those that both say are in no knowledge base (NIL) are left out, so that many of them
do not hide the rest: `nil` looks at these.

When: entity linking.

Reading it: only of mentions that both marked and both linked; see `f1-exact` for the others.

Source: accuracy on gold mentions, as in Ling, Singh and Weld (2015), Design challenges for entity linking.

Example: both link one mention to Q1; another is Q2 for ada and NIL for ben; a third is NIL for both: 0.5
"""

from __future__ import annotations

from . import _agreed as agreed
from ._measure import Measure
from ._units import Item

NIL = ":NIL"


def is_nil(item: Item) -> bool:
    """Whether all links say that nothing was found."""
    return all(link.endswith(NIL) for link in item.says)


def same(first: Item, second: Item) -> bool | None:
    if is_nil(first) and is_nil(second):
        return None
    return not first.says.isdisjoint(second.says)


MEASURE = Measure(
    name="link",
    title="same entry",
    units=("links",),
    default=("links",),
    count=agreed.counted(same),
    value=agreed.accuracy,
    why=agreed.why_undefined,
    bounds=(0.0, 1.0),
)
