"""Whether words stand among the same words in two texts, and whether others could be meant just as well."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from ...align.moves import HOLES, Leftover
from ...align.subsequence import common
from ...align.text_map import TextMap
from ...text import word_occurrences

WIDTH = 32
"""Characters on either side that are compared."""
WHOLE = 8
"""Characters that have to be kept in a row for a stretch to count as spoken for."""
COMPARED = 20
"""Places with the same words that are compared."""
GRAM, BUCKET = 5, 64
"""How many characters in a row, and how near to each other, make two stretches alike."""
RIVAL, RIVAL_OF_MOVED = 0.35, 0.2
"""How much of what speaks for a place may speak for another one as well, and for one that left its order."""
Place = tuple[int, int]


class Grams:
    """Where short strings stand in what is left over of a text."""

    def __init__(self, text: str, stretches: Iterable[Place]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        for start, end in stretches:
            for at in range(start - GRAM + 1, end):
                self._places[text[max(0, at) : at + GRAM]].append(at)

    def most_together(self, grams: Iterable[str], without: Place) -> int:
        """How many of some strings stand near each other at most, outside of one place."""
        buckets = Counter[int]()
        for gram in grams:
            near = {at // BUCKET for at in self._places.get(gram, ()) if not without[0] - GRAM < at < without[1]}
            buckets.update(near | {bucket + 1 for bucket in near})
        return max(buckets.values(), default=0)


class Surroundings:
    """The surroundings of places in an old and a new text."""

    def __init__(self, texts: TextMap) -> None:
        self._old, self._new = texts.old, texts.new
        mine, theirs = texts.unclaimed(WHOLE)
        self._leftover = Leftover(self._new, theirs, HOLES[1], 1)
        self._lost, self._fresh = Grams(self._old, mine), Grams(self._new, theirs)

    def sides(self, before: Place, after: Place) -> tuple[float, float]:
        """How far what stands on the left of two places, and on the right of them, is the same."""
        left = _left(self._old, before[0]), _left(self._new, after[0])
        right = _right(self._old, before[1]), _right(self._new, after[1])
        return _alike(*left), _alike(*right)

    def score(self, before: Place, after: Place) -> float:
        """How far the surroundings of two places are the same, from 0 to 1."""
        return round(sum(self.sides(before, after)) / 2, 3)

    def candidates(self, words: str) -> Iterator[Place]:
        """Where words stand in what is new in the new text."""
        for at in islice(word_occurrences(self._leftover.text, words), COMPARED):
            start = self._leftover.offset(at)
            yield start, start + len(words)

    def is_repeated(self, before: Place, after: Place) -> bool:
        """Whether a paragraph stands more than once in a text, and now stands between other ones than it did."""
        mine, theirs = _paragraph(self._old, before[0]), _paragraph(self._new, after[0])
        words = self._old[slice(*mine)]
        if self._paragraphs[words] < 2:
            return False
        return _around(self._old, mine) != _around(self._new, theirs)

    @cached_property
    def _paragraphs(self) -> Counter[str]:
        """How often a paragraph stands in either text, whichever has it more often."""
        return Counter(self._old.split("\n\n")) | Counter(self._new.split("\n\n"))

    def has_rival(self, before: Place, after: Place, share: float = RIVAL) -> bool:
        """Whether what was lost, or is new, elsewhere has a share of what a place and its surroundings have kept."""
        mine, theirs = _window(self._old, before), _window(self._new, after)
        old, new = _grams(self._old[slice(*mine)]), _grams(self._new[slice(*theirs)])
        bar = share * len(old & new)
        return self._fresh.most_together(old, theirs) > bar or self._lost.most_together(new, mine) > bar


def _paragraph(text: str, at: int) -> Place:
    """The paragraph that a place lies in."""
    start, end = text.rfind("\n\n", 0, at), text.find("\n\n", at)
    return 0 if start < 0 else start + 2, len(text) if end < 0 else end


def _around(text: str, place: Place) -> tuple[str, str]:
    """What stands before a place and behind it."""
    return text[max(0, place[0] - WIDTH) : place[0]], text[place[1] : place[1] + WIDTH]


def _window(text: str, place: Place) -> Place:
    return max(0, place[0] - WIDTH), min(len(text), place[1] + WIDTH)


def _grams(text: str) -> set[str]:
    return {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)}


def _left(text: str, start: int) -> str:
    return text[max(0, start - WIDTH) : start].rpartition("\n\n")[2][::-1]


def _right(text: str, end: int) -> str:
    return text[end : end + WIDTH].partition("\n\n")[0]


def _alike(one: str, other: str) -> float:
    """The share of characters that two short texts have in common; the longer one counts as far as the other goes."""
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    return sum(length for _, _, length in common(one, other)[0]) / longest
