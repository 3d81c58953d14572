"""Unitizing alphas: agreement about where in a text units lie, and what they are, in one coefficient.

The text is cut at every edge of a unit, so that nothing changes within a piece; a piece weighs as many characters as it
has. What is covered by several units of one annotator has their types together as its label.

Source: Krippendorff, Mathet, Bouvry and Widlöcher (2016), On the reliability of unitizing textual continua: further
developments, Quality & Quantity 50. Equations are numbered as there. Shape letters: C coders, P pieces, V labels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from functools import lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ._comparison import Comparison, Reading
from ._counts import Array, Counts, Key, Rows, ratio
from ._measure import Parameters

UNITS = ("entities", "events", "quotes", "cues")
"""Units that lie on the text."""
GAP = ""
"""The label of text that is not in any unit."""


class Continuum(Struct, frozen=True):
    """A text cut into pieces.

    Args:
        weights: characters of each piece, shape (P,).
        labels: names of labels; the first is that of gaps.
        label: the label that each coder gave to each piece, shape (C, P).
        segment: the number of the coder's unit that each piece belongs to, shape (C, P); -1 in gaps.
    """

    weights: Array
    labels: list[str]
    label: NDArray[np.intp]
    segment: NDArray[np.intp]


def continuum(comparison: Comparison) -> Continuum:
    """The text that all looked at, cut at every edge."""
    cuts = _cuts(comparison)
    starts, weights = cuts[:-1], np.diff(cuts).astype(np.float64)
    inside = np.zeros(len(starts), dtype=bool)
    for start, end in comparison.domain:
        inside |= (starts >= start) & (starts < end)
    names, segments = zip(*(_covered(reading, cuts) for reading in comparison.readings), strict=True)
    labels = [GAP, *sorted({name for row in names for name in row} - {GAP})]
    at = {name: number for number, name in enumerate(labels)}
    label = np.array([[at[name] for name in row] for row in names], dtype=np.intp).reshape(len(names), -1)
    return Continuum(weights[inside], labels, label[:, inside], np.array(segments)[:, inside])


def _cuts(comparison: Comparison) -> NDArray[np.intp]:
    edges = {edge for stretch in comparison.domain for edge in stretch}
    edges |= {edge for one in comparison.readings for item in one.items for stretch in item.place for edge in stretch}
    return np.array(sorted(edges), dtype=np.intp)


def _covered(reading: Reading, cuts: NDArray[np.intp]) -> tuple[list[str], list[int]]:
    """The label of each piece and the number of the unit it is in: what the same items cover is one."""
    covers: list[list[int]] = [[] for _ in range(len(cuts) - 1)]
    for number, item in enumerate(reading.items):
        for stretch in item.place:
            first, last = np.searchsorted(cuts, stretch)
            for piece in range(first, last):
                covers[piece].append(number)
    numbers: dict[tuple[int, ...], int] = {}
    types = [item.type for item in reading.items]
    labels = ["+".join(sorted({types[number] for number in cover})) for cover in covers]
    return labels, [numbers.setdefault(tuple(cover), len(numbers)) if cover else -1 for cover in covers]


@lru_cache(maxsize=1)  # the measures ask one after the other
def counted(comparison: Comparison, parameters: Parameters) -> Counts:
    """What all unitizing alphas are made of.

    Keys are `("coincidence", label, label)`, equation 5; `("squares", label)`, the squared lengths of units, of gaps
    their lengths; and `("common squares", label)`, the same of what units share with those of the others.
    """
    found = continuum(comparison)
    counts: dict[Key, float] = defaultdict(float)
    table = coincidences(found)
    for first, second in zip(*np.nonzero(table), strict=True):
        counts["coincidence", found.labels[first], found.labels[second]] += float(table[first, second])
    counts["squares", GAP] += float(table[0].sum())
    for coder in range(len(found.label)):
        for label, length, common in _units(found, coder):
            counts["squares", label] += length**2
            counts["common squares", label] += common**2
    return counts


def coincidences(found: Continuum) -> Array:
    """The characters to which pairs of coders gave a pair of labels, shape (V, V), each pair as 1 / (C - 1)."""
    coders, pieces = found.label.shape
    given = np.zeros((pieces, len(found.labels)))
    for row in found.label:
        given[np.arange(pieces), row] += 1
    table: Array = (given.T * found.weights) @ given
    table -= np.diag((given * found.weights[:, None]).sum(axis=0))
    table /= coders - 1
    return table


def _units(found: Continuum, coder: int) -> list[tuple[str, float, float]]:
    """The units of a coder: label, length, and length in common with units of the others, on average."""
    label, segment = found.label[coder], found.segment[coder]
    others = (found.label > 0).sum(axis=0) - (label > 0)
    valued = segment >= 0
    size = int(segment.max(initial=-1)) + 1
    lengths = np.bincount(segment[valued], found.weights[valued], minlength=size)
    common = np.bincount(segment[valued], (found.weights * others)[valued], minlength=size) / (len(found.label) - 1)
    names = np.zeros(size, dtype=np.intp)
    names[segment[valued]] = label[valued]
    return [
        (found.labels[name], float(length), float(shared))
        for name, length, shared in zip(names, lengths, common, strict=True)
        if length
    ]


def expected(table: Array, squares: Array) -> Array:
    """The coincidences that chance would give, shape (..., V, V), where whole units are drawn, equation 6."""
    given, total = table.sum(axis=-1), table.sum(axis=(-2, -1))
    pairs = given[..., :, None] * given[..., None, :] - squares[..., None] * np.eye(table.shape[-1])
    found: Array = pairs * ratio(total, total**2 - squares.sum(axis=-1))[..., None, None]
    return found


def tables(rows: Rows, squares: str) -> tuple[list[Hashable], Array, Array]:
    """Labels, observed coincidences, shape (R, V, V), and squared lengths, shape (R, V); the gap is first."""
    labels, table = rows.matrix("coincidence")
    order = sorted(range(len(labels)), key=lambda number: labels[number] != GAP)
    labels, table = [labels[number] for number in order], table[:, order][:, :, order]
    found = [rows[squares, label] for label in labels]
    return labels, table, np.stack(found, axis=-1) if found else np.zeros((len(rows), 0))


def valued(rows: Rows) -> tuple[list[Hashable], Array, Array]:
    """The same of what is in a unit for both of a pair."""
    labels, table, squares = tables(rows, "common squares")
    at = [number for number, label in enumerate(labels) if label != GAP]
    return [labels[number] for number in at], table[:, at][:, :, at], squares[:, at]


def trace(table: Array) -> Array:
    """The sum of the diagonal, shape (...)."""
    found: Array = np.einsum("...vv->...", table)
    return found


def why_undefined(rows: Rows) -> str:
    """Why there is no figure."""
    labels = {key[1] for key in rows.keys if key[0] == "coincidence"}
    if labels <= {GAP}:
        return "nobody has marked any"
    if len(labels) == 1:
        return "everything has the same label: chance explains it all"
    return "there is nothing that two of them have marked"
