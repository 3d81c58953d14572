"""Items that every annotator gave a label: what coefficients such as kappa and alpha are computed from.

The labels are those of tokens (or characters) where marks on a text are compared, and those of the marks themselves
where only what all have marked is looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import permutations

import numpy as np

from ..formats import tokenized
from ._coefficients import SCALES, nominal, ordinal
from ._comparison import Comparison, Reading
from ._counts import Array, Counts, Key, Rows, ratio
from ._measure import Parameters
from ._units import Place

Rating = tuple[str | None, ...]
"""The label that each annotator gave to one item, in the order of the readings; None where one gave none."""
OUTSIDE = ""
"""The label of words that nobody marked."""
ON_TEXT = ("entities", "events", "quotes", "cues")
"""Units whose items are marks on a text, so that its words are what is labelled."""
ON_ITEMS = ("types", "attributes")
"""Units whose items carry the labels."""


def ratings(comparison: Comparison, parameters: Parameters) -> Counter[Rating]:
    """How often each combination of labels occurs."""
    if comparison.unit.name in ON_TEXT:
        return Counter(_of_words(comparison, parameters))
    return Counter(_of_items(comparison))


def _of_words(comparison: Comparison, parameters: Parameters) -> Iterator[Rating]:
    """The labels of each token or character that all looked at: the types of what covers it, joined by `+`."""
    places = grains(comparison, parameters)
    labels = [_labels(reading, places) for reading in comparison.readings]
    return zip(*labels, strict=True)


def grains(comparison: Comparison, parameters: Parameters) -> Sequence[tuple[int, int]]:
    """What is labelled: the tokens or the characters of the text that all looked at, without white space."""
    record = comparison.record
    own = record.segmentation.tokens if record.segmentation else None
    found = tokenized(record.text, "characters") if parameters.grain == "characters" else own or tokenized(record.text)
    return [token for token in found if any(start <= token[0] < end for start, end in comparison.domain)]


def _labels(reading: Reading, places: Sequence[tuple[int, int]]) -> list[str]:
    marked: list[list[str]] = [[] for _ in places]
    starts, ends = [start for start, _ in places], [end for _, end in places]
    for item in reading.items:
        for start, end in item.place:
            for at in range(bisect_left(ends, start + 1), bisect_left(starts, end)):
                marked[at].append(item.type)
    return ["+".join(sorted(set(types))) if types else OUTSIDE for types in marked]


def _of_items(comparison: Comparison) -> Iterator[Rating]:
    """The labels of each place that at least two have marked, each place once."""
    found: dict[tuple[Place, str], list[str | None]] = {}
    for number, reading in enumerate(comparison.readings):
        for item in reading.items:
            rating = found.setdefault((item.place, item.type), [None] * len(comparison.readings))
            rating[number] = str(item.says)
    for rating in found.values():
        if len(rating) - rating.count(None) > 1:
            yield tuple(rating)


def by_pair(comparison: Comparison, parameters: Parameters) -> Counts:
    """The labels of two readings: keys are `("rated", first, second, who they are)`."""
    who = comparison.annotators
    found = ratings(comparison, parameters).items()
    return {("rated", *rating, who): count for rating, count in found if None not in rating}


def pairwise(rows: Rows, parameters: Parameters, coefficient: Callable[[Array, Array], Array]) -> Array:
    """The mean over pairs of annotators of a coefficient of two, shape (R,), as Light (1971) has it for kappa.

    Pairs for which it is undefined are left out.
    """
    pairs = sorted({key[3] for key in rows.keys if key[0] == "rated"}, key=str)
    found = []
    for pair in pairs:
        labels, table = rows.only(lambda key, pair=pair: key[3] == pair).matrix("rated")  # type: ignore[misc]
        found.append(coefficient(table, weights(labels, table.sum(axis=-1) + table.sum(axis=-2), parameters)))
    return mean_of_defined(found, len(rows))


def mean_of_defined(figures: Sequence[Array], rows: int) -> Array:
    """The mean of figures of shape (R,), row by row, over those that are defined; NaN where none is."""
    if not figures:
        return np.full(rows, np.nan)
    table = np.stack(figures)
    return ratio(np.nansum(table, axis=0), (~np.isnan(table)).sum(axis=0))


def coincidences(comparison: Comparison, parameters: Parameters) -> Counts:
    """The coincidences of all readings (Krippendorff): keys are `("rated", label, label)`."""
    counts = defaultdict[Key, float](float)
    for rating, count in ratings(comparison, parameters).items():
        given = [label for label in rating if label is not None]
        for first, second in permutations(given, 2):
            counts["rated", first, second] += count / (len(given) - 1)
    return counts


def shares(comparison: Comparison, parameters: Parameters) -> Counts:
    """What the coefficients of Fleiss and Gwet are made of.

    Keys are `("rated",)`, `("pair", label, label)` with the share of an item's pairs of ratings, and
    `("share", label)` with the share of its ratings.
    """
    counts = defaultdict[Key, float](float)
    for rating, count in ratings(comparison, parameters).items():
        given = [label for label in rating if label is not None]
        counts["rated",] += count * (len(given) > 1)
        for label in given:
            counts["share", label] += count / len(given)
        for first, second in permutations(given, 2):
            counts["pair", first, second] += count / (len(given) * (len(given) - 1))
    return counts


def agreeing(rows: Rows, labels: Sequence[Hashable] | None = None, agreement: Array | None = None) -> Array:
    """The sum over items of the share of their pairs that agree, shape (R,); labels may agree in part."""
    found, table = rows.matrix("pair")
    if labels is None or agreement is None:
        agreement, labels = np.eye(len(found)), found
    at = [labels.index(label) for label in found]
    sums: Array = np.einsum("rvw,vw->r", table, agreement[np.ix_(at, at)])
    return sums


def weights(labels: Sequence[Hashable], given: Array, parameters: Parameters) -> Array:
    """How much labels disagree, shape (V, V) or (..., V, V); NaN where the labels are no numbers, and must be.

    `given`, shape (..., V), is how often each was given.
    """
    if parameters.weights == "nominal":
        return nominal(len(labels))
    try:
        values = [float(str(label)) for label in labels]
    except ValueError:
        return np.full((len(labels), len(labels)), np.nan)
    if parameters.weights == "ordinal":
        order = np.argsort(values)
        back = np.argsort(order)
        return ordinal(given[..., order])[..., back, :][..., :, back]
    return SCALES[parameters.weights](values)


def why_undefined(rows: Rows) -> str:
    """Why a coefficient has no value."""
    labels = {label for key in rows.keys for label in key[1:3] if isinstance(label, str)}
    if not labels:
        return "nothing was labelled by two annotators"
    if len(labels) == 1:
        return f"everything has the same label, {labels.pop() or 'nothing marked'}: chance explains it all"
    return "the labels are no numbers, or chance explains everything"
