"""Records to CoNLL, and what CoNLL holds only in part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Entity, Layer, Record, Segmentation, Span
from .. import _changes as changes
from .._format import Chunk, Limit, Settings
from .._names import Names
from .._overlap import levels, place
from .._tokens import Pair, first_and_last, sentence_by_sentence, sentences_of, tokens_of
from .rows import DOCSTART
from .tags import Mention, bio

_SPACE = re.compile(r"\s+")


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """One file of all documents, and one more for each further level of mentions, with the documents that have it."""
    for record in records:
        layer = record.layers[0] if record.layers else None
        found = levels(layer.entities or ()) if layer else []
        names = Names.of(layer) if layer else Names()
        for number, level in enumerate(found or [[]], 1):
            suffix = f".level-{number}.conll" if number > 1 else ".conll"
            rows = "".join(_document(record, level, names, tagged=layer is not None))
            yield Chunk(settings.stem + suffix, rows.encode())


def _document(record: Record, entities: Sequence[Entity], names: Names, *, tagged: bool) -> Iterator[str]:
    yield f"{DOCSTART} ({record.id})\tO\n\n"
    assert record.segmentation
    tokens: Sequence[Pair] = record.segmentation.tokens or []
    found = [_mention(entity, tokens, names) for entity in entities]
    tags = bio(found, len(tokens)) if tagged else ["_"] * len(tokens)
    at = 0
    for group in sentence_by_sentence(tokens, record.segmentation.sentences or []):
        for start, end in group:
            yield f"{record.text[start:end]}\t{tags[at]}\n"
            at += 1
        yield "\n"


def _mention(entity: Entity, tokens: Sequence[Pair], names: Names) -> Mention:
    first, last = first_and_last(place(entity), tokens)
    return Mention(names.theirs("type", entity.type), first, last + 1)


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("a mention of CoNLL lies in one sentence", partial(_in_sentences, settings=settings))
    yield Limit("CoNLL holds the tokens, not what stands between them", partial(_spaced, settings=settings), _TEXT)
    yield Limit("CoNLL has no ids of mentions", _numbered, frozenset())


_TEXT = frozenset({"text"})


def _groups(record: Record, settings: Settings) -> list[list[Pair]]:
    tokens = tokens_of(record, settings.tokenizer, settings.misaligned)
    return list(sentence_by_sentence(tokens, sentences_of(record)))


def _in_sentences(record: Record, settings: Settings) -> Record:
    """The record without mentions that run over the end of a sentence."""
    ends = [group[-1][1] for group in _groups(record, settings)]

    def keep(part: Any) -> Any:
        start, end = place(part)
        return None if any(start < edge < end for edge in ends) else part

    return changes.each_annotation(record, keep)


def _spaced(record: Record, settings: Settings) -> Record:
    """The record with one space between tokens and a line for each sentence, as it will be read again."""
    groups, start, pieces = _groups(record, settings), 0, []
    moved: list[list[Pair]] = []
    for group in groups:
        words = [_SPACE.sub("_", record.text[first:end]) for first, end in group]
        starts = [start]
        for word in words:
            starts.append(starts[-1] + len(word) + 1)
        moved.append([(at, at + len(word)) for at, word in zip(starts, words, strict=False)])
        pieces.append(" ".join(words))
        start += len(pieces[-1]) + 1
    return _with_text(record, "\n".join(pieces), groups, moved)


def _with_text(record: Record, text: str, old: list[list[Pair]], new: list[list[Pair]]) -> Record:
    starts = {
        was[0]: now[0] for before, after in zip(old, new, strict=True) for was, now in zip(before, after, strict=True)
    }
    ends = {
        was[1]: now[1] for before, after in zip(old, new, strict=True) for was, now in zip(before, after, strict=True)
    }

    def move(spans: list[Span]) -> list[Span]:
        places = [(starts[span.start], ends[span.end]) for span in spans]
        return [Span(start, end, text[start:end]) for start, end in places]

    tokens = [pair for group in new for pair in group]
    sentences = [(group[0][0], group[-1][1]) for group in new]
    moved = changes.each_annotation(record, lambda part: changes.each_span_list(part, move))
    segmentation = Segmentation(tokenizer="imported", tokens=tokens, sentences=sentences)
    return replace(moved, text=text, text_length=UNSET, text_sha256=UNSET, segmentation=segmentation)


def _numbered(record: Record) -> Record:
    """Mentions by level and place, with ids in that order."""
    return changes.each_layer(record, _numbered_layer)


def _numbered_layer(layer: Layer) -> Layer:
    ordered = [entity for level in levels(layer.entities or ()) for entity in level]
    return replace(layer, entities=[replace(one, id=f"t{number}") for number, one in enumerate(ordered, 1)])
