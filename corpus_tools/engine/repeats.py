"""Records that share something, found among very many in a few bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise

_BITS = 2**64 - 1


class Repeats:
    """Remembers for each record where it is, and a hash of each thing that no two records should share."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self._file, self._line = array("L"), array("L")
        self._hashes: list[array[int]] = []

    def add(self, file: str, line: int, values: Iterable[object]) -> None:
        """Remember a record; all have the same number of values, in the same order."""
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        self._file.append(len(self._files) - 1)
        self._line.append(line)
        for number, value in enumerate(values):
            if number == len(self._hashes):
                self._hashes.append(array("Q"))
            self._hashes[number].append(hash(value) & _BITS)

    def suspects(self) -> Iterator[tuple[str, int]]:
        """File and line of every record that may share something with another, in their order."""
        shared: set[int] = set()
        for hashes in self._hashes:
            again = {one for one, other in pairwise(sorted(hashes)) if one == other}
            if again:
                shared.update(index for index, value in enumerate(hashes) if value in again)
        return ((self._files[self._file[index]], self._line[index]) for index in sorted(shared))
