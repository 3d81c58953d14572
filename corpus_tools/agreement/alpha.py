"""Krippendorff's alpha: agreement of any number of annotators beyond chance, with items that some left out.

    α = 1 - D_o / D_e

D_o is the mean disagreement of pairs of labels of the same item, D_e that of pairs drawn from all labels. `--weights`
says how labels disagree: wholly or not (nominal), or, where they are numbers, by their rank, distance or ratio.

When: labels on the same items by two annotators or more, also where not everybody did every item. For spans in a text
see what `kappa` says; `alpha-u` and its kin are made for them.

Reading it: 1 is perfect, 0 what chance would give. With few items it is a little higher than `fleiss`.

Source: Krippendorff (2004), Content analysis, chapter 11; Hayes and Krippendorff (2007).

Example: of 100 words both mark 20 as names and 70 as none; ada marks 6 more, ben 4: α = 0.735
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ._coefficients import krippendorff_alpha, ordinal
from ._counts import Array, Rows
from ._measure import Measure, Parameters
from ._ratings import ON_ITEMS, ON_TEXT, coincidences, numbers, weights, why_undefined


def value(rows: Rows, parameters: Parameters) -> Array:
    labels, table = rows.matrix("rated")
    values = numbers(labels) if parameters.weights == "ordinal" else []
    return krippendorff_alpha(table, ranked(values, table) if values else weights(labels, parameters))


def ranked(values: Sequence[float], table: Array) -> Array:
    """Weights for ranks, shape (R, V, V): of this coefficient they depend on how often each rank was given."""
    order = np.argsort(values)
    back = np.argsort(order)
    return ordinal(table.sum(axis=-1)[:, order])[:, back][:, :, back]


MEASURE = Measure(
    name="alpha",
    title="Krippendorff's alpha",
    units=(*ON_TEXT, *ON_ITEMS),
    default=ON_ITEMS,
    takes="all",
    count=coincidences,
    value=value,
    why=why_undefined,
)
