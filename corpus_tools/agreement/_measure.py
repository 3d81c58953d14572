"""What a measure is: counts taken from each article, which add up, and the figure that their sum gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct, field

from ._comparison import Comparison
from ._counts import Array, Counts, Rows


class Parameters(Struct, frozen=True, kw_only=True):
    """What may be set; each measure looks at what concerns it.

    Args:
        seed: of everything drawn at random.
        weights: how much two labels disagree: wholly or not at all, or, of numbers, by how far they lie apart.
        grain: whether the words of a text or its characters are labelled.
        threshold: the least overlap (intersection over union) of two spans that are taken for one.
        fillers: when two arguments are filled alike: by the same words, by words that overlap, or by the same heads.
        samples: random continua for the expected disorder of gamma.
        precision: how far from the true one, in parts of it, the expected disorder may be in 19 of 20 cases: more
            samples are drawn until it is; 0 for no more.
        alpha: the weight of places in the dissimilarity of gamma.
        beta: the weight of categories in it.
        delta: what a unit costs that stands alone; all disorders are in multiples of it, so figures do not change.
        sampler: how random continua are made.
    """

    seed: int = 0
    weights: Literal["nominal", "linear", "interval", "ratio", "ordinal"] = "nominal"
    grain: Literal["tokens", "characters"] = "tokens"
    threshold: float = 0.5
    fillers: Literal["exact", "overlap", "head"] = "exact"
    samples: int = 30
    precision: float = 0.0
    alpha: float = 1.0
    beta: float = 1.0
    delta: float = 1.0
    sampler: Literal["statistical", "shuffle"] = "statistical"


Value: TypeAlias = Callable[[Rows, Parameters], Array]
"""Rows of counts to the figure of each, shape (R,), NaN where it is undefined."""


class Measure(Struct, frozen=True, kw_only=True):
    """One measure of agreement. It stands in a file of its own, whose docstring is its page.

    Args:
        name: what it is asked for by, in kebab-case, such as `f1-exact`.
        title: what it is called in tables.
        units: names of the units it can be taken of.
        default: names of the units whose default table it stands in.
        takes: whether it counts two readings at a time, so that more are compared pair by pair, or all at once.
        count: what is counted in one article: additive, and with nothing that depends on the order of readings
            (but where the first is a reference), items or labels.
        value: the figure that counts give.
        why: in words why the figure of a row (R = 1) is undefined.
        beside: more figures of the same counts, by name, that are shown where there is a reference.
        each: for a part of the corpus, such as `type`, figures of its own for every label or annotator, from the same
            counts; the measure is then not taken of that part alone.
        is_slow: its figure takes so long that intervals are made by the jackknife, however many articles there are.
        bounds: the least and the greatest value it can have; intervals are cut there.
        by_type: whether it can be taken of the items of one type alone.
    """

    name: str
    title: str
    units: tuple[str, ...]
    count: Callable[[Comparison, Parameters], Counts]
    value: Value
    why: Callable[[Rows], str]
    default: tuple[str, ...] = ()
    takes: Literal["pair", "all"] = "pair"
    bounds: tuple[float, float] = (-1.0, 1.0)
    by_type: bool = True
    is_slow: bool = False
    beside: Mapping[str, Value] = field(default_factory=dict)
    each: Mapping[str, Callable[[Rows, Parameters], Mapping[str, Array]]] = field(default_factory=dict)
