"""Counts that add up: what measures take from one article, and many sums of them at once.

Shape letters: R rows, K keys, V labels.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Key: TypeAlias = tuple[Hashable, ...]
"""What was counted: a name first, then labels, annotators or whatever tells counts of that name apart."""
Counts: TypeAlias = Mapping[Key, float]
"""A small row that adds up: that of two articles is the sum of theirs."""


class Rows:
    """Rows of counts side by side: `table` has shape (R, K), with a column for each of `keys`.

    A measure computes its figure for all rows at once. One row is a corpus or an article; ten thousand are the
    resampled corpora of an interval.
    """

    def __init__(self, keys: Sequence[Key], table: Array) -> None:
        self.keys, self.table = keys, table
        self._at = {key: number for number, key in enumerate(keys)}

    @classmethod
    def of(cls, counts: Iterable[Counts]) -> Rows:
        """One row for each of some counts; a key that one of them has not is 0 there."""
        rows = list(counts)
        keys = sorted({key for row in rows for key in row}, key=order)
        at = {key: number for number, key in enumerate(keys)}
        table = np.zeros((len(rows), len(keys)))
        for number, row in enumerate(rows):
            for key, count in row.items():
                table[number, at[key]] = count
        return cls(keys, table)

    def __len__(self) -> int:
        return len(self.table)

    def __getitem__(self, key: str | Key) -> Array:
        """The counts of one key, shape (R,); zeros where nobody counted it."""
        number = self._at.get((key,) if isinstance(key, str) else key)
        return np.zeros(len(self)) if number is None else self.table[:, number]

    def weighted(self, weights: Array) -> Rows:
        """Sums of these rows, shape (S, R) of weights for S sums."""
        return Rows(self.keys, weights @ self.table)

    def only(self, keep: Callable[[Key], bool]) -> Rows:
        """These rows with only some of the keys."""
        at = [number for number, key in enumerate(self.keys) if keep(key)]
        return Rows([self.keys[number] for number in at], self.table[:, at])

    def below(self, name: Hashable) -> Rows:
        """The counts whose keys begin with a name, without it."""
        found = self.only(lambda key: key[0] == name)
        return Rows([key[1:] for key in found.keys], found.table)

    @property
    def total(self) -> Rows:
        """The sum of all rows as the only one."""
        return Rows(self.keys, self.table.sum(axis=0, keepdims=True))

    def labelled(self, name: str) -> tuple[list[Hashable], Array]:
        """The labels that stand behind a name, and their counts, shape (R, V): keys are `(name, label)`."""
        found = [key for key in self.keys if key[0] == name]
        return [key[1] for key in found], self.table[:, [self._at[key] for key in found]]

    def matrix(self, name: str) -> tuple[list[Hashable], Array]:
        """The labels that stand in pairs behind a name, and a table of the pairs, shape (R, V, V).

        Keys are `(name, label of the first, label of the second)`.
        """
        found = [number for number, key in enumerate(self.keys) if key[0] == name]
        labels = sorted({label for number in found for label in self.keys[number][1:3]}, key=order)
        at = {label: number for number, label in enumerate(labels)}
        first, second = ([at[self.keys[number][side]] for number in found] for side in (1, 2))
        table = np.zeros((len(self), len(labels), len(labels)))
        table[:, first, second] = self.table[:, found]
        return labels, table


def order(value: Any) -> tuple[str, str]:
    """What keys and labels are sorted by, whatever they are."""
    return type(value).__name__, str(value)


def ratio(part: Array, whole: Array) -> Array:
    """`part / whole`; NaN where there is nothing to divide by."""
    found: Array = part / np.where(whole == 0, np.nan, whole)
    return found
