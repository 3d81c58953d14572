"""How much two texts have in common: the share of runs of words, found fast by MinHash. The only import of rensa."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from msgspec import Struct

_HASHES = 128
_ROWS = 4
"""Two texts are compared where that many hashes in a row agree: of 10,000 pairs with a likeness of 0.8 all are."""
_DIGITS = 8
_RUN = 5
_WORD = 15
"""Code points: where words are longer on average, the script sets no spaces between them."""
_MANY = 10
"""Of so many texts that look alike each is compared with the first only."""


class Runs(Struct, frozen=True):
    """What two texts are compared by: the hash of the whole, and of each run, eight bytes a word."""

    whole: int
    runs: array[int]

    @classmethod
    def of(cls, text: str) -> Runs:
        """The runs of a text."""
        return cls(hash(text), array("q", set(map(hash, _runs(text)))))

    def likeness(self, other: Runs) -> float:
        """The share of runs that two texts have in common (Jaccard)."""
        one, two = set(self.runs), set(other.runs)
        return len(one & two) / max(1, len(one | two))


def sketch(text: str) -> str | None:
    """The MinHash of a text, as hexadecimal digits; None for one that is too short to have a likeness."""
    from rensa import RMinHash

    runs = _runs(text)
    if not runs:
        return None
    found = RMinHash(num_perm=_HASHES, seed=1)
    found.update(runs)
    return array("I", found.digest()).tobytes().hex()


def _runs(text: str) -> list[str]:
    """Runs of five words, or of five characters where there are hardly any spaces."""
    words = text.split()
    if len(text) > _WORD * len(words):
        return [text[at : at + _RUN] for at in range(len(text) - _RUN + 1)]
    return [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]


def candidates(sketches: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs of texts of which all hashes of one band agree, by their numbers."""
    found: set[tuple[int, int]] = set()
    width = _ROWS * _DIGITS
    for at in range(0, _HASHES * _DIGITS, width):
        firsts: dict[str, int] = {}
        alike: defaultdict[int, list[int]] = defaultdict(list)
        for number, one in enumerate(sketches):
            first = firsts.setdefault(one[at : at + width], number)
            if first != number:
                alike[first].append(number)
        for first, others in alike.items():
            found.update((first, other) for other in others)
            found.update(combinations(others, 2) if len(others) < _MANY else ())
    return found
