"""The best one-to-one choice among weighted pairs, component by component."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .hungarian import FEW, chosen
from .overlap import MOST, Ints


class Edges(NamedTuple):
    """Pairs that may be chosen, each with a whole positive weight."""

    rows: Ints
    columns: Ints
    weights: Ints


def assign(edges: Edges, most: int = MOST) -> tuple[list[tuple[int, int]], bool]:
    """The pairs whose weights add up to most, and whether any was a guess.

    A component of more than so many cells is not solved, but its edges are taken greedily, the heaviest first.
    """
    ordered, cuts = _by_component(edges)
    nodes = list(zip(ordered.rows.tolist(), ordered.columns.tolist(), strict=True))
    weights = ordered.weights.tolist()
    pairs: list[tuple[int, int]] = []
    coarse = False
    for first, last in pairwise(cuts):
        if last == first + 1:
            pairs.append(nodes[first])
        elif last <= first + FEW:
            pairs += chosen(nodes[first:last], weights[first:last])
        else:
            found, guessed = _many(Edges(*(column[first:last] for column in ordered)), most)
            pairs += found
            coarse = coarse or guessed
    return pairs, coarse


def _by_component(edges: Edges) -> tuple[Edges, list[int]]:
    """The edges component by component, in order of rows and columns, and where each component begins and ends."""
    height = int(edges.rows.max(initial=-1)) + 1
    labels = joined(edges.rows, edges.columns + height, height + int(edges.columns.max(initial=-1)) + 1)[edges.rows]
    order = np.lexsort((edges.columns, edges.rows, labels))
    cuts = [*range(min(1, len(order))), *(np.flatnonzero(np.diff(labels[order])) + 1).tolist(), len(order)]
    return Edges(*(column[order] for column in edges)), cuts


def joined(one: Ints, other: Ints, size: int) -> Ints:
    """For each node the smallest number of a node that it is joined to; edges are `one[i]` to `other[i]`.

    >>> joined(np.array([0, 1]), np.array([3, 3]), 5).tolist()
    [0, 0, 2, 0, 4]
    """
    labels = np.arange(size)
    while True:
        left, right = labels[one], labels[other]
        apart = left != right
        if not apart.any():
            return labels
        np.minimum.at(labels, np.maximum(left, right)[apart], np.minimum(left, right)[apart])
        while (labels[labels] != labels).any():
            labels = labels[labels]


def _many(edges: Edges, most: int) -> tuple[list[tuple[int, int]], bool]:
    """The best pairs of a large component, and whether they are a guess."""
    heights, rows = np.unique(edges.rows, return_inverse=True)
    widths, columns = np.unique(edges.columns, return_inverse=True)
    if len(heights) * len(widths) > most:
        return list(_greedy(edges)), True
    from scipy.optimize import linear_sum_assignment

    matrix = np.zeros((len(heights), len(widths)), dtype=np.int64)
    matrix[rows, columns] = edges.weights
    chosen = linear_sum_assignment(matrix, maximize=True)
    found = np.flatnonzero(matrix[chosen])
    return list(zip(heights[chosen[0][found]].tolist(), widths[chosen[1][found]].tolist(), strict=True)), False


def _greedy(edges: Edges) -> Iterator[tuple[int, int]]:
    rows, columns = set(edges.rows.tolist()), set(edges.columns.tolist())
    order = np.argsort(-edges.weights, kind="stable")
    for row, column in zip(edges.rows[order].tolist(), edges.columns[order].tolist(), strict=True):
        if row in rows and column in columns:
            rows.remove(row)
            columns.remove(column)
            yield row, column
