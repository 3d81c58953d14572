"""Tokens and sentences: pairs of offsets, settled all at once where they are sound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Literal

from msgspec import Struct

from ..model import Segmentation
from ._view import View

Field = Literal["tokens", "sentences"]
Pair = tuple[int, int]


class Segments(Struct, frozen=True, gc=False):
    """The tokens, or the sentences, of a record. `noun` is what messages call one of them."""

    field: Field
    noun: str
    pairs: list[Pair]
    texts: list[str]
    in_order: bool
    """Whether each begins at or after the end of the one before, and all end inside the text."""

    @property
    def sound(self) -> bool:
        """Whether all are in order, and none is empty."""
        return self.in_order and "" not in self.texts


def segments(view: View) -> list[Segments]:
    """Tokens and sentences, as far as the record has them; looked at once a record."""
    found: list[Segments] | None = view.cache.get("segments")
    if found is None:
        part = view.record.segmentation
        found = view.cache["segments"] = list(_segments(view, part)) if part else []
    return found


def _segments(view: View, part: Segmentation) -> Iterator[Segments]:
    text, fields = view.text, (("tokens", "token", part.tokens), ("sentences", "sentence", part.sentences))
    for field, noun, pairs in fields:
        if pairs:
            flat = list(chain.from_iterable(pairs))
            in_order = flat[-1] <= view.length and flat == sorted(flat)
            yield Segments(field, noun, pairs, [text[start:end] for start, end in pairs], in_order)  # type: ignore[arg-type]


def has_range(view: View, pair: Pair) -> bool:
    """Whether a token or sentence holds a stretch of the text."""
    return pair[0] < pair[1] <= view.length


def neighbours(view: View, some: Segments) -> Iterator[tuple[int, Pair, Pair]]:
    """Every token or sentence with the one before it in the list, and its index; those without a range left out."""
    ranged = [(index, pair) for index, pair in enumerate(some.pairs) if has_range(view, pair)]
    for (_, before), (index, pair) in pairwise(ranged):
        yield index, before, pair


def is_one_word(text: str) -> bool:
    """Whether there is no white space in a text."""
    return text.split(None, 1) == [text]
