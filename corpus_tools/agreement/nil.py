"""NIL: of the mentions that two annotators both linked, the share where both say that there is an entry, or that there
is none.

When: beside `link`, which looks at which entry it is.

Reading it: high wherever nearly all mentions have an entry, or nearly none.

Source: NIL detection in TAC-KBP (Ji and Grishman 2011, Knowledge base population).

Example: both link one mention to Q1; another is Q2 for ada and NIL for ben; a third is NIL for both: 0.667
"""

from __future__ import annotations

from . import _agreed as agreed
from ._measure import Measure
from ._units import Item
from .link import is_nil


def same(first: Item, second: Item) -> bool:
    return is_nil(first) == is_nil(second)


MEASURE = Measure(
    name="nil",
    title="same whether there is an entry",
    units=("links",),
    count=agreed.counted(same),
    value=agreed.accuracy,
    why=agreed.why_undefined,
    bounds=(0.0, 1.0),
)
