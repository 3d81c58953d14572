"""The best one-to-one choice among few weighted pairs, in Python alone."""

from __future__ import annotations

from collections.abc import Sequence

FEW = 64
"""Pairs up to which a choice is made here: nearly always there are fewer, and scipy takes long to load."""


def chosen(pairs: Sequence[tuple[int, int]], weights: Sequence[int]) -> list[tuple[int, int]]:
    """Of some pairs of a row and a column those whose weights add up to most, each row and column once.

    >>> chosen([(0, 0), (0, 1), (1, 0)], [3, 2, 3])
    [(0, 1), (1, 0)]
    """
    heights, widths = (dict.fromkeys(side) for side in zip(*pairs, strict=True))
    if len(heights) == 1 or len(widths) == 1:
        return [pairs[weights.index(max(weights))]]
    if len(heights) > len(widths):
        return [(row, column) for column, row in chosen([(column, row) for row, column in pairs], weights)]
    rows, columns = sorted(heights), sorted(widths)
    matrix = [[0] * len(columns) for _ in rows]
    for (row, column), weight in zip(pairs, weights, strict=True):
        matrix[rows.index(row)][columns.index(column)] = weight
    found = enumerate(best(matrix))
    return [(rows[index], columns[column]) for index, column in found if matrix[index][column]]


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
