"""Tokens: made, taken from the record, and spans brought onto their edges by a stated policy."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Literal

from ..errors import LossyConversion, UnknownName
from ..model import Event, Record, Span
from ..text import quoted
from . import _changes as changes
from ._things import PLACES, annotations_of

Pair = tuple[int, int]
Misaligned = Literal["error", "expand", "contract", "drop", "split-token"]

_NUMBER = r"\p{N}+(?:[.,:]\p{N}+)*(?![\p{L}\p{M}])"
_WORD = r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_\u200c\u200d]*"
_CLITIC = r"(?<=\p{L})['’]\p{L}[\p{L}\p{M}]*"
_PATTERNS = {
    "words": rf"{_NUMBER}|{_CLITIC}|{_WORD}|(?!\s)\X",
    "spaces": r"\S+",
    "characters": r"(?!\s)\X",
}
TOKENIZERS = tuple(_PATTERNS)
"""words: words, numbers, and every other character for itself; spaces: what stands between white space; characters:
one token for each character as readers see it."""


def tokenized(text: str, tokenizer: str = "words") -> Sequence[Pair]:
    """The tokens of a text as `[start, end)`.

    Raises:
        UnknownName: there is no such tokenizer.

    >>> tokenized("Ada's 3.5 €")
    ((0, 3), (3, 5), (6, 9), (10, 11))
    """
    if tokenizer not in _PATTERNS:
        raise UnknownName("tokenizer", tokenizer, TOKENIZERS)
    return _tokenized(text, tokenizer)


@lru_cache(4)
def _tokenized(text: str, tokenizer: str) -> tuple[Pair, ...]:
    return tuple([match.span() for match in _compiled(tokenizer).finditer(text)])


@cache
def _compiled(tokenizer: str) -> Any:
    import regex

    return regex.compile(_PATTERNS[tokenizer])


def tokens_of(record: Record, tokenizer: str | None, misaligned: Misaligned = "error") -> Sequence[Pair]:
    """The tokens of a record: its own, unless a tokenizer is named; cut at the edges of spans if that is the policy."""
    own = record.segmentation.tokens if record.segmentation and tokenizer is None else None
    tokens: Sequence[Pair] = own or tokenized(record.text, tokenizer or "words")
    return list(_cut(tokens, _edges(record))) if misaligned == "split-token" else tokens


def sentences_of(record: Record) -> list[Pair]:
    """The sentences of a record: its own, or else the lines of its text."""
    if record.segmentation and record.segmentation.sentences:
        return [(start, end) for start, end in record.segmentation.sentences]
    return list(lines_of(record.text))


def lines_of(text: str) -> Iterator[Pair]:
    """The lines of a text that are not empty."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def sentence_by_sentence(tokens: Sequence[Pair], sentences: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Tokens by the sentence they begin in; those between sentences go with the one before."""
    cuts = sorted(bisect_left(tokens, (start,)) for start, _ in sentences)
    for first, end in pairwise([0, *cuts, len(tokens)]):
        if first < end:
            yield list(tokens[first:end])


def _spans(record: Record) -> Iterator[Span]:
    for layer in record.layers:
        for part in annotations_of(layer):
            for name in changes.SPANS[type(part)]:
                yield from getattr(part, name) or ()
            if isinstance(part, Event):
                yield from (span for one in part.arguments or () for span in one.spans or ())


def _edges(record: Record) -> list[int]:
    return sorted({edge for span in _spans(record) for edge in (span.start, span.end)})


def _cut(tokens: Iterable[Pair], edges: Sequence[int]) -> Iterator[Pair]:
    for start, end in tokens:
        inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        yield from zip([start, *inside], [*inside, end], strict=True)


def first_and_last(span: Span | Pair, tokens: Sequence[Pair]) -> tuple[int, int]:
    """The indexes of the first and the last token that a stretch touches; the last is smaller where it touches none."""
    start, end = (span.start, span.end) if isinstance(span, Span) else span
    first = bisect_left(tokens, (start + 1,)) - 1
    first += first < 0 or tokens[first][1] <= start
    return first, bisect_left(tokens, (end,)) - 1


def aligned(record: Record, tokenizer: str | None, policy: Misaligned) -> Record:
    """The record with every span on token edges: those that are not are stretched, shrunk or taken away by a policy.

    Raises:
        LossyConversion: the policy is `error`, and there are such spans.
    """
    tokens = tokens_of(record, tokenizer, policy)
    if not (off := list(_off_edges(record, tokens))):
        return record
    if policy == "error":
        cases = [f"{span.start}-{span.end} {quoted(span.text)}" for span in off]
        raise LossyConversion(record.id, "spans do not fall on tokens", cases, "see --misaligned and --tokenizer")
    move = _MOVES.get(policy, _dropped)
    return changes.each_annotation(record, lambda part: _moved(part, lambda span: move(span, tokens, record.text)))


def _off_edges(record: Record, tokens: Sequence[Pair]) -> Iterator[Span]:
    """The spans that do not begin and end where tokens do."""
    starts, ends = {start for start, _ in tokens}, {end for _, end in tokens}
    return (span for span in _spans(record) if span.start not in starts or span.end not in ends)


def _moved(part: Any, move: Callable[[Span], Span | None]) -> Any:
    """An annotation with its spans moved; None where nothing is left of its place."""
    new = changes.each_span_list(part, lambda spans: _joined(moved for span in spans if (moved := move(span))))
    if any(getattr(new, field, None) == [] for field in PLACES.values()):
        return None
    gone = [field for field in ("head", "cue") if getattr(new, field, None) == []]
    new = changes.without(new, *gone)
    return new if new != part else part


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in text order, without those that a longer one before holds."""
    found: list[Span] = []
    for span in spans:
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _on_edges(span: Span, tokens: Sequence[Pair]) -> bool:
    first, last = first_and_last(span, tokens)
    return first <= last and tokens[first][0] == span.start and tokens[last][1] == span.end


def _dropped(span: Span, tokens: Sequence[Pair], text: str) -> Span | None:
    return span if _on_edges(span, tokens) else None


def _expanded(span: Span, tokens: Sequence[Pair], text: str) -> Span | None:
    first, last = first_and_last(span, tokens)
    return _span(tokens[first][0], tokens[last][1], text) if first <= last else None


def _contracted(span: Span, tokens: Sequence[Pair], text: str) -> Span | None:
    first, last = first_and_last(span, tokens)
    first += first <= last and tokens[first][0] < span.start
    last -= first <= last and tokens[last][1] > span.end
    return _span(tokens[first][0], tokens[last][1], text) if first <= last else None


def _span(start: int, end: int, text: str) -> Span:
    return Span(start, end, text[start:end])


_MOVES: dict[str, Callable[[Span, Sequence[Pair], str], Span | None]] = {
    "expand": _expanded,
    "contract": _contracted,
}
