"""Items that every annotator gave a label: what coefficients such as kappa and alpha are computed from.

The labels are those of tokens (or characters) where marks on a text are compared, and those of the marks themselves
where only what all have marked is looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from ..formats import tokenized
from ._coefficients import SCALES, above_chance, nominal
from ._comparison import Comparison, Reading
from ._counts import Array, Counts, Key, Rows, ratio
from ._measure import Parameters, Value
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
    said = [_said(reading) for reading in comparison.readings]
    for place, marked in Counter(chain.from_iterable(said)).items():
        if marked > 1:
            yield tuple([one.get(place) for one in said])


def _said(reading: Reading) -> dict[tuple[Place, str], str]:
    """The label of each place; of several at the same place they are joined by `+`, whatever their order."""
    found = defaultdict[tuple[Place, str], set[str]](set)
    for item in reading.items:
        found[item.place, item.type].add(str(item.says))
    return {place: "+".join(sorted(says)) for place, says in found.items()}


def by_pair(comparison: Comparison, parameters: Parameters) -> Counts:
    """The labels of two readings: keys are `("rated", first, second, who they are)`."""
    return pairs_of(ratings(comparison, parameters), comparison.annotators)


def pairs_of(found: Mapping[Rating, int], who: Hashable) -> Counts:
    """The same of a table of labels: how often each combination was given."""
    return {("rated", *rating, who): count for rating, count in found.items() if None not in rating}


def pairwise(rows: Rows, parameters: Parameters, coefficient: Callable[[Array, Array], Array]) -> Array:
    """The mean over pairs of annotators of a coefficient of two, shape (R,), as Light (1971) has it for kappa.

    Pairs for which it is undefined are left out.
    """
    pairs = sorted({key[3] for key in rows.keys if key[0] == "rated"}, key=str)
    found = []
    for pair in pairs:
        labels, table = rows.only(lambda key, pair=pair: key[3] == pair).matrix("rated")  # type: ignore[misc]
        found.append(coefficient(table, weights(labels, parameters)))
    return mean_of_defined(found, len(rows))


def mean_of_defined(figures: Sequence[Array], rows: int) -> Array:
    """The mean of figures of shape (R,), row by row, over those that are defined; NaN where none is."""
    if not figures:
        return np.full(rows, np.nan)
    table = np.stack(figures)
    return ratio(np.nansum(table, axis=0), (~np.isnan(table)).sum(axis=0))


def coincidences(comparison: Comparison, parameters: Parameters) -> Counts:
    """The coincidences of all readings (Krippendorff): keys are `("rated", label, label)`."""
    return _by_labels("rated", *coincidence_table(ratings(comparison, parameters)))


def coincidence_table(found: Mapping[Rating, int]) -> tuple[list[str], Array]:
    """Labels, and how often two ratings of the same item are a pair of them, each pair as 1 / (m - 1), shape (V, V)."""
    labels, given, times = _label_counts(found)
    return labels, _pairs(given, times, given.sum(axis=1) - 1)


def shares(comparison: Comparison, parameters: Parameters) -> Counts:
    """What the coefficients of Fleiss and Gwet are made of.

    Keys are `("rated",)`, `("pair", label, label)` with the share of an item's pairs of ratings, and
    `("share", label)` with the share of its ratings.
    """
    labels, given, times = _label_counts(ratings(comparison, parameters))
    sizes = given.sum(axis=1)
    share = ratio(times, sizes) @ given
    pairs = _by_labels("pair", labels, _pairs(given, times, sizes * (sizes - 1)))
    rated: dict[Key, float] = {("rated",): float(times[sizes > 1].sum())}
    return {**rated, **{("share", label): float(n) for label, n in zip(labels, share, strict=True)}, **pairs}


def _label_counts(found: Mapping[Rating, int]) -> tuple[list[str], Array, Array]:
    """Labels, how often a combination has each, shape (C, V), and how often each combination was given, shape (C,)."""
    labels = sorted([label for label in {*chain.from_iterable(found)} if label is not None])
    at: dict[str | None, int] = {label: number for number, label in enumerate([*labels, None])}
    width = len(at)
    codes = np.fromiter(map(at.__getitem__, chain.from_iterable(found)), dtype=np.intp)
    starts = np.arange(0, len(found) * width, width).repeat(len(codes) // max(len(found), 1))
    given = np.bincount(starts + codes, minlength=len(found) * width).reshape(len(found), width)[:, :-1]
    return labels, given.astype(np.float64), np.array([*found.values()], dtype=np.float64)


def _pairs(given: Array, times: Array, over: Array) -> Array:
    """How often two ratings of the same item are a pair of labels, each as 1 / `over` of the item, shape (V, V)."""
    weight = np.divide(times, over, out=np.zeros_like(times), where=over > 0)
    table: Array = (given * weight[:, None]).T @ given
    table -= np.diag(weight @ given)
    return table


def _by_labels(name: str, labels: Sequence[str], table: Array) -> Counts:
    return {
        (name, labels[first], labels[second]): float(table[first, second])
        for first, second in zip(*np.nonzero(table), strict=True)
    }


def of_shares(chance: Callable[[Array, Array], Array]) -> Value:
    """A coefficient of `shares` that takes agreement by chance so: from shape (R, V) and (V, V) to (R,)."""

    def value(rows: Rows, parameters: Parameters) -> Array:
        labels, given = rows.labelled("share")
        agreement = alike(labels, parameters)
        return above_chance(mean_agreement(rows, labels, agreement), chance(given, agreement))

    return value


def mean_agreement(rows: Rows, labels: Sequence[Hashable], agreement: Array) -> Array:
    """P: the mean over items of the share of their pairs that agree, shape (R,), where labels agree so much."""
    found, table = rows.matrix("pair")
    at = [labels.index(label) for label in found]
    return ratio(np.einsum("rvw,vw->r", table, agreement[np.ix_(at, at)]), rows["rated"])


def weights(labels: Sequence[Hashable], parameters: Parameters) -> Array:
    """How much labels disagree, shape (V, V); NaN where they are no numbers, and must be."""
    if parameters.weights == "nominal":
        return nominal(len(labels))
    values = numbers(labels)
    return SCALES[parameters.weights](values) if values else np.full((len(labels), len(labels)), np.nan)


def numbers(labels: Sequence[Hashable]) -> list[float]:
    """Labels as numbers; none where one of them is no number."""
    try:
        found = [float(str(label)) for label in labels]
    except ValueError:
        return []
    return found if np.isfinite(found).all() else []


def alike(labels: Sequence[Hashable], parameters: Parameters) -> Array:
    """How much labels agree, shape (V, V): 1 for the same, 0 for those that are furthest apart."""
    apart = weights(labels, parameters)
    found: Array = 1 - apart / (apart.max(initial=0) or 1)
    return found


def why_undefined(rows: Rows) -> str:
    """Why a coefficient has no value."""
    labels = {label for key in rows.keys for label in key[1:3] if isinstance(label, str)}
    if not labels:
        return "nothing was labelled by two annotators"
    if len(labels) == 1:
        return f"everything has the same label, {labels.pop() or 'nothing marked'}: chance explains it all"
    return "the labels are no numbers, or chance explains everything"
