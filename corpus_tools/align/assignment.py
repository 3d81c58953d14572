"""The best one-to-one choice among weighted pairs, component by component."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .overlap import MOST, Ints

FEW = 64
"""Edges up to which a component is solved here: nearly all have fewer, and scipy takes long to load."""


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
    rows, columns, weights = (column.tolist() for column in ordered)
    chosen: list[tuple[int, int]] = []
    coarse = False
    for first, last in pairwise(cuts):
        if last == first + 1:
            chosen.append((rows[first], columns[first]))
        elif last == first + 2:  # most that are more than one
            heavier = first if weights[first] >= weights[first + 1] else first + 1
            chosen.append((rows[heavier], columns[heavier]))
        elif last <= first + FEW:
            chosen += _few(rows[first:last], columns[first:last], weights[first:last])
        else:
            found, guessed = _many(Edges(*(column[first:last] for column in ordered)), most)
            chosen += found
            coarse = coarse or guessed
    return chosen, coarse


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


def _few(rows: list[int], columns: list[int], weights: list[int]) -> Iterator[tuple[int, int]]:
    """The best pairs of a small component."""
    if min(rows) == max(rows) or min(columns) == max(columns):
        heaviest = weights.index(max(weights))
        yield rows[heaviest], columns[heaviest]
        return
    heights, widths = sorted(set(rows)), sorted(set(columns))
    if len(heights) > len(widths):
        yield from ((row, column) for column, row in _few(columns, rows, weights))
        return
    place, at = ({node: index for index, node in enumerate(nodes)} for nodes in (heights, widths))
    matrix = [[0] * len(widths) for _ in heights]
    for row, column, weight in zip(rows, columns, weights, strict=True):
        matrix[place[row]][at[column]] = weight
    for index, column in enumerate(best(matrix)):
        if matrix[index][column]:
            yield heights[index], widths[column]


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


def best(weights: Sequence[Sequence[int]]) -> list[int]:
    """The column of each row in the best full choice; there are no more rows than columns.

    By the Hungarian method: rows are put in one by one, along the cheapest path through those that are in.

    >>> best([[3, 2], [3, 0]])
    [1, 0]
    """
    width = len(weights[0])
    row_of = [-1] * width
    lift, drop = [0] * len(weights), [0] * width
    for row in range(len(weights)):
        _put_in(row, weights, row_of, lift, drop)
    columns = {row: column for column, row in enumerate(row_of)}
    return [columns[row] for row in range(len(weights))]


def _put_in(row: int, weights: Sequence[Sequence[int]], row_of: list[int], lift: list[int], drop: list[int]) -> None:
    """Find a column for one more row; `lift` and `drop` are the prices of rows and columns, none of them too low."""
    reach: list[float] = [float("inf")] * len(row_of)
    before, done = [-1] * len(row_of), []
    at, owner, gone = -1, row, 0.0
    while owner >= 0:
        for column, cost in enumerate(reach):
            if column not in done:
                new = gone - weights[owner][column] - lift[owner] - drop[column]
                if new < cost:
                    reach[column], before[column] = new, at
        at = min((column for column in range(len(row_of)) if column not in done), key=reach.__getitem__)
        gone, owner = reach[at], row_of[at]
        done.append(at)
    lift[row] += int(gone)
    for column in done[:-1]:
        lift[row_of[column]] += int(gone - reach[column])
        drop[column] -= int(gone - reach[column])
    while at >= 0:
        row_of[at] = row_of[before[at]] if before[at] >= 0 else row
        at = before[at]
