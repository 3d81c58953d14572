"""The text of a document put together from its passages, and its offsets as they are meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from ...text import utf8_length, utf16_length
from .._offsets import Claim, best_reading
from .._spans import Place
from .._text import MAX_TEXT
from . import NEXT, Annotation, Document, Location, Passage

_LENGTHS: dict[str, Callable[[str], int]] = {"code points": len, "UTF-16 units": utf16_length, "bytes": utf8_length}
"""The units in which BioC may be written: its DTD wants bytes, most programs count otherwise."""
_ENOUGH = 0.9

Anchored = tuple[Annotation, int, int]
"""An annotation, the number of its passage, and the offset of what it stands in."""
Places = list[Place | None]


class Block(NamedTuple):
    """A text with its offset in the source; `follows` tells that it is a further sentence of its passage."""

    offset: int
    text: str
    passage: int
    sentence: int | None = None
    follows: bool = False


class Laid:
    """Blocks laid out one behind the other, as far apart as their offsets are in a unit."""

    def __init__(self, blocks: Sequence[Block], unit: str) -> None:
        self.blocks: list[Block] = []
        self._length = _LENGTHS[unit]
        self.starts: list[int] = []
        pieces, at, after = [], 0, blocks[0].offset
        is_even = unit == "code points"
        for block in blocks:
            block = block if block.offset != NEXT else block._replace(offset=after + 1)
            self.blocks.append(block)
            is_even = is_even and block.offset >= after
            gap = min(block.offset - after, MAX_TEXT + 1) if block.offset >= after else 1
            pieces += [between(gap, inside=block.follows), block.text]
            self.starts.append(at + gap)
            at, after = at + gap + len(block.text), block.offset + self._length(block.text)
        self.text = "".join(pieces)
        self._is_even = is_even
        self._offsets = [block.offset for block in self.blocks]

    def places(self, annotations: Sequence[Anchored], *, late: int = 0, relative: bool = False) -> list[Places]:
        """The places of annotations whose offsets are so many late, or count from what they stand in."""
        if self._is_even and not relative:
            first = self._offsets[0] + late
            return [
                [(at := place.offset - first, at + place.length) for place in one.locations or ()]
                for one, _, _ in annotations
            ]
        return [
            [self._place(one, passage, base if relative else -late) for one in annotation.locations or ()]
            for annotation, passage, base in annotations
        ]

    def _place(self, one: Location, passage: int, move: int) -> Place | None:
        start = one.offset + move
        if self._is_even:
            first = start - self._offsets[0]
            return first, first + one.length
        begin, end = self.index(start, passage), self.index(start + one.length, passage)
        return None if begin is None or end is None else (begin, end)

    def index(self, offset: int, passage: int) -> int | None:
        """The index of an offset, looked for in its own passage first; None where it lies outside."""
        number = self._block(offset, passage)
        if number < 0:
            return None
        block, inside = self.blocks[number], offset - self.blocks[number].offset
        length = self._length(block.text)
        if inside >= length:
            return self.starts[number] + len(block.text) + inside - length
        place = self._steps[number].get(inside)
        return None if place is None else self.starts[number] + place

    def _block(self, offset: int, passage: int) -> int:
        """The number of the block that an offset falls into or behind; -1 where there is none."""
        if self._is_ordered:
            return bisect_right(self._offsets, offset) - 1
        numbers = [number for number, block in enumerate(self.blocks) if block.offset <= offset]
        return max((n for n in numbers if self.blocks[n].passage == passage), default=max(numbers, default=-1))

    @cached_property
    def _is_ordered(self) -> bool:
        return all(first < second for first, second in pairwise(self._offsets))

    @cached_property
    def _steps(self) -> list[dict[int, int]]:
        """For each block, the offsets inside it in its unit, and the code points that they are."""
        lengths = (accumulate(map(self._length, block.text), initial=0) for block in self.blocks)
        return [{offset: index for index, offset in enumerate(found)} for found in lengths]


def between(gap: int, *, inside: bool) -> str:
    """What stands between two blocks that are so far apart: a space between sentences, else line ends."""
    return " " if inside and gap == 1 else "\n" * gap


def blocks_of(document: Document) -> Iterator[Block]:
    """The texts of a document in their order."""
    for number, passage in enumerate(document.passages or ()):
        sentences = [(index, one) for index, one in enumerate(passage.sentences or ()) if one.text]
        if passage.text or not sentences:
            text = passage.text or from_words(passage)
            yield from [Block(passage.offset, text, number)] if text else []
            continue
        for index, sentence in sentences:
            yield Block(sentence.offset, sentence.text or "", number, index, index != sentences[0][0])


def from_words(passage: Passage) -> str:
    """What is known of the text of a passage that has none: the words of its annotations, with spaces between."""
    known: list[str] = []
    for annotation in passage.annotations or ():
        words, places = annotation.text or "", annotation.locations or []
        start = places[0].offset - passage.offset if len(places) == 1 else -1
        if 0 <= start <= MAX_TEXT and len(words) == places[0].length:
            known += " " * (start + len(words) - len(known))
            known[start : start + len(words)] = words
    return "".join(known)


class Meant(NamedTuple):
    """A text, the places of the annotations in it, and what is wrong with their offsets, if anything is."""

    laid: Laid
    places: list[Places]
    hint: str = ""


def meant(blocks: Sequence[Block], annotations: Sequence[Anchored], *, repair: bool) -> Meant:
    """The offsets in the unit in which the words of annotations stand where they should; else in code points.

    Offsets that are shifted, or count from the beginning of their passage, are only read so with `repair`.
    """
    for unit in _LENGTHS:
        laid = Laid(blocks, unit)
        places = laid.places(annotations)
        if _are_right(laid.text, places, annotations):
            return Meant(laid, places)
    plain = Laid(blocks, "code points")
    hint, places = _repaired(plain, annotations)
    return Meant(plain, places) if repair else Meant(plain, plain.places(annotations), hint)


def _repaired(laid: Laid, annotations: Sequence[Anchored]) -> tuple[str, list[Places]]:
    """What is wrong with all offsets, and the places that are meant; nothing, and the places as they are."""
    places = laid.places(annotations, relative=True)
    if _are_right(laid.text, places, annotations):
        return "the offsets count from the beginning of their passage or sentence", places
    places = laid.places(annotations)
    pairs = zip(annotations, places, strict=True)
    claims = [Claim(*found[0], one.text) for (one, _, _), found in pairs if one.text and len(found) == 1 and found[0]]
    reading = best_reading(laid.text, claims)
    if reading.unit != "code points" or not reading.late:
        return "", places
    return str(reading), laid.places(annotations, late=reading.late)


def _are_right(text: str, places: Sequence[Places], annotations: Sequence[Anchored]) -> bool:
    """Whether the words of nearly all annotations stand where they say."""
    only = [found[0] for found in places if len(found) == 1 and found[0]]
    if [text[start:end] for start, end in only] == [one.text for one, _, _ in annotations]:
        return True
    wrong = claims = 0
    for (one, _, _), found in zip(annotations, places, strict=True):
        if one.text and len(found) == 1:
            claims += 1
            wrong += found[0] is None or text[found[0][0] : found[0][1]] != one.text
    return wrong <= (1 - _ENOUGH) * claims
