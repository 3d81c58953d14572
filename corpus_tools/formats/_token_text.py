"""A text put together from tokens, and where each of them stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from ..model import Segmentation, Span
from ._text import Cleaned, cleaned
from ._tokens import Pair


class Words(NamedTuple):
    """The tokens of one sentence; its text, and where each token starts in the source, where the source says so."""

    tokens: Sequence[str]
    text: str | None = None
    starts: Sequence[int | None] | None = None

    @property
    def start(self) -> int | None:
        """Where the first token starts in the source."""
        return self.starts[0] if self.starts else None


class Laid(NamedTuple):
    """The text of a document as put together from its tokens, and where each token of each sentence stands in it."""

    text: str
    sentences: list[list[Pair]]


def lay_out(sentences: Sequence[Words]) -> Laid:
    """Tokens put together: as the text of their sentence or their offsets say, else with one space between.

    Sentences are set apart by a line end, or by a space where offsets leave no more room.

    >>> lay_out([Words(["No", ",", "Ada"], "No, Ada"), Words(["Rain"])])
    Laid(text='No, Ada\\nRain', sentences=[[(0, 2), (2, 3), (4, 7)], [(8, 12)]])
    """
    text, places = "", list[list[Pair]]()
    origin = next((start for start in sentences[0].starts or () if start is not None), None) if sentences else None
    for sentence in sentences:
        start = sentence.start
        gap = len(text) if start is None or origin is None else max(start - origin, len(text))
        text += ("\n" if places else "") if start is None else "\n" * (gap > len(text)) + " " * (gap - len(text) - 1)
        places.append(_in_text(sentence, len(text)) or _side_by_side(sentence, len(text), origin))
        text += sentence.text if sentence.text and _in_text(sentence, 0) else _joined(sentence, places[-1], len(text))
    return Laid(text, places)


def _in_text(sentence: Words, start: int) -> list[Pair]:
    """Where the tokens of a sentence stand in the text it gives; empty where they do not."""
    found, at = list[Pair](), 0
    for token in sentence.tokens:
        at = (sentence.text or "").find(token, at)
        if at < 0 or not sentence.text:
            return []
        found.append((start + at, start + at + len(token)))
        at += len(token)
    return found


def _side_by_side(sentence: Words, start: int, origin: int | None) -> list[Pair]:
    found, at = list[Pair](), start
    for token, given in zip(sentence.tokens, sentence.starts or [None] * len(sentence.tokens), strict=True):
        at = max(at, given - origin) if given is not None and origin is not None else at
        found.append((at, at + len(token)))
        at += len(token) + (given is None)
    return found


def _joined(sentence: Words, places: Sequence[Pair], start: int) -> str:
    pieces, at = [], start
    for token, (first, end) in zip(sentence.tokens, places, strict=True):
        pieces += [" " * (first - at), token]
        at = end
    return "".join(pieces)


class TokenText:
    """A text as a record has it, with the place in it of each token that its source counts.

    Args:
        laid: the text as the source has it.
        file: what messages call the source.

    Raises:
        FormatError: nothing is left of the text, or it is too long.
    """

    def __init__(self, laid: Laid, file: str) -> None:
        self.cleaned: Cleaned = cleaned(laid.text, file)
        self.sentences = [self.cleaned.places(pairs) for pairs in laid.sentences]
        self.tokens = [place for places in self.sentences for place in places]

    @property
    def text(self) -> str:
        """The text of the record."""
        return self.cleaned.text

    def span(self, first: int, end: int) -> Span | None:
        """The stretch of the tokens `[first, end)`, counted through the document; None where they are not there."""
        if not 0 <= first < end <= len(self.tokens):
            return None
        places = [place for place in self.tokens[first:end] if place]
        if not places:
            return None
        return Span(places[0][0], places[-1][1], self.text[places[0][0] : places[-1][1]])

    @property
    def segmentation(self) -> Segmentation | UnsetType:
        """The tokens and sentences of which something is left."""
        sentences = [[place for place in places if place] for places in self.sentences]
        return segmented(sentences) if any(sentences) else UNSET


def segmented(sentences: Sequence[Sequence[Pair]]) -> Segmentation:
    """Tokens, sentence by sentence, as a record has them."""
    groups = [group for group in sentences if group]
    tokens = [pair for group in groups for pair in group]
    return Segmentation(
        tokenizer="imported", tokens=tokens, sentences=[(group[0][0], group[-1][1]) for group in groups]
    )
