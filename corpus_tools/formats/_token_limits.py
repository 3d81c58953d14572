"""What formats hold that have tokens and no text: spans inside sentences, and what stands between tokens left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ..model import Annotation, Layer, Record, Relation, Segmentation, Span
from . import _changes as changes
from ._format import Settings
from ._things import ARRAYS, spans_of
from ._token_text import segmented
from ._tokens import Pair, first_and_last, sentence_by_sentence, sentences_of, tokens_of

TEXT = frozenset({"text"})
"""What is told of `spaced`."""
SEGMENTS = frozenset({"tokens", "sentences"})
"""What is told of a step that makes tokens and sentences."""
_SPACE = re.compile(r"\s+")
_LETTERS = {"entities": "t", "events": "e", "quotes": "q", "relations": "r", "chains": "c"}


def sentences_of_tokens(record: Record, settings: Settings) -> list[list[Pair]]:
    """The tokens of a record, sentence by sentence."""
    tokens = tokens_of(record, settings.tokenizer, settings.misaligned)
    return list(sentence_by_sentence(tokens, sentences_of(record)))


def in_sentences(record: Record, settings: Settings) -> Record:
    """The record without annotations and bare words that run over the end of a sentence."""
    ends = [group[-1][1] for group in sentences_of_tokens(record, settings)]
    ends.append(len(record.text))

    def runs_over(spans: Any) -> bool:
        return bool(spans) and ends[bisect_right(ends, spans[0].start)] < spans[-1].end

    def keep(part: Any) -> Any:
        if runs_over(spans_of(part)):
            return None
        arguments = getattr(part, "arguments", UNSET) or []
        kept = [one for one in arguments if not runs_over(getattr(one, "spans", UNSET))]
        return replace(part, arguments=kept or UNSET) if len(kept) < len(arguments) else part

    return changes.each_annotation(record, keep)


def related_in_sentences(record: Record, settings: Settings) -> Record:
    """The record without relations and arguments that lead from one sentence to another."""
    starts = [group[0][0] for group in sentences_of_tokens(record, settings)]
    return changes.each_layer(record, lambda layer: _related(layer, starts))


def _related(layer: Layer, starts: Sequence[int]) -> Layer:
    parts = [part for array in ARRAYS for part in getattr(layer, array) or ()]
    sentence = {part.id: bisect_right(starts, spans[0].start) for part in parts if (spans := spans_of(part))}

    def of(argument: Any) -> int:
        return sentence.get(argument.filler, -1) if argument.filler else bisect_right(starts, argument.spans[0].start)

    def change(part: Any) -> Any:
        if isinstance(part, Relation):
            return part if len({of(one) for one in part.arguments}) == 1 else None
        arguments = getattr(part, "arguments", UNSET) or []
        kept = [one for one in arguments if of(one) in (sentence[part.id], -1)]
        return replace(part, arguments=kept or UNSET) if len(kept) < len(arguments) else part

    return changes.in_layer(layer, change)


def spaced(record: Record, settings: Settings) -> Record:
    """The record with one space between tokens and a line for each sentence, as it will be read again."""
    groups, start, pieces = sentences_of_tokens(record, settings), 0, []
    moved: list[list[Pair]] = []
    for group in groups:
        words = [record.text[first:end] for first, end in group]
        if _SPACE.search("".join(words)):
            words = [_SPACE.sub("_", word) for word in words]
        ends = accumulate(map(len, words), lambda end, length: end + 1 + length, initial=start - 1)
        moved.append([(before + 1, end) for before, end in pairwise(ends)])
        pieces.append(" ".join(words))
        start += len(pieces[-1]) + 1
    return _with_text(record, "\n".join(pieces), groups, moved)


def in_lines(record: Record, settings: Settings) -> Record:
    """The record with a line for each sentence, whose text is as it was, and nothing between."""
    groups, start, pieces = sentences_of_tokens(record, settings), 0, []
    moved: list[list[Pair]] = []
    for group in groups:
        shift = start - group[0][0]
        moved.append([(first + shift, end + shift) for first, end in group])
        pieces.append(record.text[group[0][0] : group[-1][1]])
        start += len(pieces[-1]) + 1
    return _with_text(record, "\n".join(pieces), groups, moved)


def _with_text(record: Record, text: str, old: list[list[Pair]], new: list[list[Pair]]) -> Record:
    tokens, moved_tokens = list(chain.from_iterable(old)), list(chain.from_iterable(new))

    def move(spans: list[Span]) -> list[Span]:
        indexes = [first_and_last(span, tokens) for span in spans]
        places = [(moved_tokens[first][0], moved_tokens[last][1]) for first, last in indexes]
        return [Span(start, end, text[start:end]) for start, end in places]

    moved = changes.each_annotation(record, lambda part: changes.each_span_list(part, move))
    return replace(moved, text=text, text_length=UNSET, text_sha256=UNSET, segmentation=segmented(new))


def covered(record: Record, settings: Settings, *, by_sentence: bool = False) -> Record:
    """The record with a token for everything but white space, and every token in a sentence if there are any.

    With `by_sentence` there always are: the lines of the text, where nobody looked for sentences.
    """
    tokens = list(_covering(record.text, sorted(tokens_of(record, settings.tokenizer, settings.misaligned))))
    found = sentences_of(record) if by_sentence or (record.segmentation and record.segmentation.sentences) else []
    groups = sentence_by_sentence(tokens, sorted(found)) if found else ()
    sentences = [(group[0][0], group[-1][1]) for group in groups] or UNSET
    made = Segmentation(tokenizer="imported", tokens=tokens, sentences=sentences)
    return replace(record, segmentation=made) if made != record.segmentation else record


def _covering(text: str, tokens: Sequence[Pair]) -> Iterator[Pair]:
    """Tokens that do not overlap, with what is between them, as far as it is not white space."""
    at = 0
    for start, end in [*tokens, (len(text), len(text))]:
        if start > at and not text[at:start].isspace():
            yield from _words(text, at, min(start, len(text)))
        start, end = max(start, at), min(end, len(text))
        words = text[start:end]
        if "\n" in words:
            yield from _words(text, start, end)
        elif words and not words.isspace():
            yield start, end
        at = max(at, end)


def _words(text: str, start: int, end: int) -> Iterator[Pair]:
    for word in text[start:end].split():
        start = text.index(word, start)
        yield start, start + len(word)
        start += len(word)


def numbered(record: Record) -> Record:
    """Annotations in the order of the text, with ids of a letter and a number in that order."""
    return changes.each_layer(record, _numbered)


def _numbered(layer: Layer) -> Layer:
    by_id = {part.id: part for array in ARRAYS for part in getattr(layer, array) or ()}
    ordered = {
        array: sorted(parts, key=lambda part: _start(part, by_id))
        for array in ARRAYS
        if (parts := getattr(layer, array))
    }
    new = {part.id: f"{_LETTERS[array]}{number}" for array in ordered for number, part in enumerate(ordered[array], 1)}
    return changes.renamed(replace(layer, **ordered), new)


def _start(part: Annotation, by_id: dict[str, Annotation]) -> int:
    """Where an annotation stands; for a relation, where the first thing it relates does. Chains stay in their order."""
    if isinstance(part, Relation) and part.arguments[0].filler in by_id:
        return _start(by_id[part.arguments[0].filler], by_id)
    return min((span.start for span in spans_of(part)), default=0)
