"""What is counted of an article for gamma and its kin: the disorder observed, and the one that chance would give.

Both are weighted by how much there is of the article, so that a corpus counts as one long text: its figure is
1 - Σ observed / Σ expected, and that of one article alone is the one of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

import numpy as np
from msgspec.structs import replace
from numpy.random import Generator, default_rng

from .._comparison import Comparison
from .._counts import Array, Counts, Key, Rows, ratio
from .._measure import Parameters
from .continua import Continuum, Units, continuum, joined
from .disorder import Sums, aligned, sums
from .samplers import SAMPLERS

UNITS = ("entities", "events", "quotes", "cues")
"""Units that lie on the text."""
_TOGETHER = 5_000
"""Units of continua that are aligned at once: enough to save calls, few enough for memory."""
_CERTAIN = 1.96


def of_units(comparison: Comparison, parameters: Parameters) -> Counts:
    """Of gamma: disorders, weighted by the mean number of units of a coder."""
    if not (both := observed_and_drawn(comparison, parameters)):
        return {}
    found, (observed, drawn) = both
    weight = parameters.delta * len(found.units) / found.coders
    return {("observed",): weight * observed.disorder[0], ("expected",): weight * drawn.disorder.mean()}


def of_categories(comparison: Comparison, parameters: Parameters) -> Counts:
    """Of gamma-cat: how far the categories of aligned units differ, weighted by their pairs."""
    if not (both := observed_and_drawn(comparison, parameters)):
        return {}
    alike = [one.alike.sum(axis=1) for one in both[1]]
    return _differing((), *alike, *(one.of_all for one in both[1]))


def of_each_category(comparison: Comparison, parameters: Parameters) -> Counts:
    """Of gamma-k: the same of each category, and of all, where each pair counts for both of its categories."""
    if not (both := observed_and_drawn(comparison, parameters)):
        return {}
    found, (observed, drawn) = both
    alike, of_each = (observed.alike, drawn.alike), (observed.of_each, drawn.of_each)
    counts = _differing((), *(one.sum(axis=1) for one in (*alike, *of_each)))
    for number, label in enumerate(found.labels):
        counts |= _differing((label,), *(one[:, number] for one in (*alike, *of_each)))
    return counts


def _differing(label: Key, alike: Array, alike_drawn: Array, weight: Array, weight_drawn: Array) -> dict[Key, float]:
    """Two counts; none where no random continuum has anything of that category."""
    expected = 1 - ratio(alike_drawn, weight_drawn)
    if np.isnan(expected).all():
        return {}
    return {
        ("observed", *label): float(weight[0] - alike[0]),
        ("expected", *label): float(weight[0] * np.nanmean(expected)),
    }


@lru_cache(maxsize=1)  # gamma, gamma-cat and gamma-k ask one after the other
def observed_and_drawn(comparison: Comparison, parameters: Parameters) -> tuple[Continuum, tuple[Sums, Sums]] | None:
    """The continuum of an article, its sums, and those of random ones; None where nobody has marked anything."""
    found = continuum(comparison)
    if not len(found.units):
        return None
    random = _random(comparison.record.id, parameters)
    drawn = _drawn(found, parameters.samples, random, parameters)
    if more := _lacking(drawn.disorder, parameters):
        drawn = joined([drawn, _drawn(found, more, random, parameters)])
    return found, (_sums(found, found.units, 1, parameters), drawn)


def _random(article: str, parameters: Parameters) -> Generator:
    """A generator that depends on the article, but not on those before it."""
    return default_rng([parameters.seed, int.from_bytes(sha256(article.encode()).digest()[:8], "big")])


def _lacking(disorder: Array, parameters: Parameters) -> int:
    """How many more samples it takes for an expected disorder of the precision asked for (section 5.3)."""
    if not parameters.precision or not disorder.mean():
        return 0
    variation = float(disorder.std() / disorder.mean())
    return max(0, int(np.ceil((variation * _CERTAIN / parameters.precision) ** 2)) - len(disorder))


def _drawn(found: Continuum, samples: int, random: Generator, parameters: Parameters) -> Sums:
    return _sums(found, SAMPLERS[parameters.sampler](found, samples, random), samples, parameters)


def _sums(found: Continuum, units: Units, continua: int, parameters: Parameters) -> Sums:
    """The sums of continua with the same coders and labels."""
    blocks = _blocks(units, continua)
    return joined(
        [sums(aligned(some, size, found.coders, parameters), len(found.labels), parameters) for some, size in blocks]
    )


def _blocks(units: Units, continua: int) -> Iterator[tuple[Units, int]]:
    """Some continua at a time, and how many they are."""
    per_continuum = np.bincount(units.continuum, minlength=continua)
    block = (np.cumsum(per_continuum) - per_continuum) // _TOGETHER
    for number in np.unique(block):
        members = np.flatnonzero(block == number)
        some = units.at(block[units.continuum] == number)
        yield replace(some, continuum=some.continuum - members[0]), len(members)


def value(rows: Rows, parameters: Parameters) -> Array:
    """1 - observed / expected."""
    return 1 - ratio(rows["observed"], rows["expected"])


def by_label(rows: Rows, parameters: Parameters) -> dict[str, Array]:
    """The same of each label, shape (R,)."""
    labels = [key[1:] for key in rows.keys if key[0] == "observed" and len(key) == 2]
    return {str(label): 1 - ratio(rows["observed", label], rows["expected", label]) for (label,) in labels}


def why_undefined(rows: Rows) -> str:
    """Why there is no figure."""
    if not rows.keys:
        return "nobody has marked any"
    return "what chance would give does not differ either"
