"""Cohen's kappa: how far two annotators agree beyond what each one's own habits would give by chance.

    κ = 1 - D_o / D_e

D_o is the share of items with different labels, D_e that share if both had drawn their labels at random, each as often
as they did use them. With more than two annotators it is the mean over pairs (Light 1971). Labels are those of tokens
(or characters, `--grain characters`) where marks on a text are compared; a word under several marks has their types
together as its label. Numbers may count by how far they lie apart (`--weights`), ranks as Gwet (2014) has it.

When: two annotators, labels on the same items, such as the types of entities that both marked. Of spans in a text it
says little: nearly all words are outside of any mark, and which ones belong together is not looked at; `f1-exact` and
`gamma` do that.

Reading it: 1 is perfect, 0 what chance would give. A rare label makes it low although nearly all items agree; so look
at the table of labels too. Different habits of the two raise it a little, unlike `pi`; beside a reference `kappa-max`
is the most that they leave room for.

Source: Cohen (1960), A coefficient of agreement for nominal scales; Cohen (1968) for weights; Light (1971).

Example: of 100 words both mark 20 as names and 70 as none; ada marks 6 more, ben 4: κ = 0.733
"""

from __future__ import annotations

from ._coefficients import cohen_kappa, kappa_max
from ._counts import Array, Rows
from ._measure import Measure, Parameters
from ._ratings import ON_ITEMS, ON_TEXT, by_pair, pairwise, why_undefined


def value(rows: Rows, parameters: Parameters) -> Array:
    return pairwise(rows, parameters, cohen_kappa)


def greatest(rows: Rows, parameters: Parameters) -> Array:
    return pairwise(rows, parameters, lambda table, _: kappa_max(table))


MEASURE = Measure(
    name="kappa",
    title="Cohen's kappa",
    units=(*ON_TEXT, *ON_ITEMS),
    default=ON_ITEMS,
    count=by_pair,
    value=value,
    why=why_undefined,
    beside={"kappa-max": greatest},
)
