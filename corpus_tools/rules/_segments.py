"""Tokens and sentences: pairs of offsets, settled all at once where they are sound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Literal

from msgspec import Struct

from ..model import Segmentation
from ..text import quoted
from ._view import View

Field = Literal["tokens", "sentences"]
Pair = tuple[int, int]


class Segments(Struct, frozen=True, gc=False):
    """The tokens, or the sentences, of a record. `noun` is what messages call one of them."""

    field: Field
    noun: str
    pairs: list[Pair]
    sound: bool
    """Whether none is empty, and each begins at or after the end of the one before and ends inside the text."""
    exact: bool
    """Whether they are sound and hold all of the text but its white space."""


def segments(view: View) -> list[Segments]:
    """Tokens and sentences, as far as the record has them; looked at once a record."""
    found: list[Segments] | None = view.cache.get("segments")
    if found is None:
        part = view.record.segmentation
        found = view.cache["segments"] = list(_segments(view, part)) if part else []
    return found


def _segments(view: View, part: Segmentation) -> Iterator[Segments]:
    if part.tokens:
        texts = _texts(view, part.tokens)
        exact = bool(texts) and "".join(texts) == "".join(view.text.split())
        yield Segments("tokens", "token", part.tokens, bool(texts), exact)
    if part.sentences:
        yield Segments("sentences", "sentence", part.sentences, bool(_texts(view, part.sentences)), False)


def _texts(view: View, pairs: list[Pair]) -> list[str]:
    """The words of each pair; nothing where one of the pairs is not sound."""
    text, flat = view.text, list(chain.from_iterable(pairs))
    if flat[-1] > view.length or flat != sorted(flat):
        return []
    texts = [text[start:end] for start, end in pairs]
    return texts if all(texts) else []


def has_range(view: View, pair: Pair) -> bool:
    """Whether a token or sentence holds a stretch of the text."""
    return pair[0] < pair[1] <= view.length


def neighbours(view: View, some: Segments) -> Iterator[tuple[int, Pair, Pair]]:
    """Every token or sentence with the one before it in the list, and its index; those without a range left out."""
    ranged = [(index, pair) for index, pair in enumerate(some.pairs) if has_range(view, pair)]
    for (_, before), (index, pair) in pairwise(ranged):
        yield index, before, pair


def shown(view: View, pair: Pair) -> str:
    """The words of a token or sentence in quotes, without reading all of a long one."""
    (start, end), text = pair, view.text
    return quoted(text[start:end] if end - start < 200 else text[start : start + 100] + text[end - 100 : end])
