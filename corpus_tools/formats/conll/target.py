"""Records to CoNLL, and what CoNLL holds only in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from ...model import Entity, Layer, Record
from .. import _changes as changes
from .._format import Chunk, Limit, Settings
from .._names import Names, OneWordNames
from .._overlap import levels, place
from .._token_limits import TEXT, in_sentences, spaced
from .._tokens import Pair, first_and_last, sentence_by_sentence
from .rows import DOCSTART
from .tags import Mention, bio


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """One file of all documents, and one more for each further level of mentions, with the documents that have it."""
    for record in records:
        layer = record.layers[0] if record.layers else None
        found = levels(layer.entities or ()) if layer else []
        names = OneWordNames.of(layer) if layer else OneWordNames()
        for number, level in enumerate(found or [[]], 1):
            suffix = f".level-{number}.conll" if number > 1 else ".conll"
            rows = "".join(_document(record, level, names, tagged=layer is not None))
            yield Chunk(settings.stem + suffix, rows.encode())


def _document(record: Record, entities: Sequence[Entity], names: Names, *, tagged: bool) -> Iterator[str]:
    yield f"{DOCSTART} ({record.id})\tO\n\n"
    assert record.segmentation
    tokens: Sequence[Pair] = record.segmentation.tokens or []
    found = [_mention(entity, tokens, names) for entity in entities]
    tags, text = iter(bio(found, len(tokens)) if tagged else ["_"] * len(tokens)), record.text
    for group in sentence_by_sentence(tokens, record.segmentation.sentences or []):
        yield from [f"{text[start:end]}\t{tag}\n" for (start, end), tag in zip(group, tags, strict=False)]
        yield "\n"


def _mention(entity: Entity, tokens: Sequence[Pair], names: Names) -> Mention:
    first, last = first_and_last(place(entity), tokens)
    return Mention(names.theirs("type", entity.type), first, last + 1)


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("a mention of CoNLL lies in one sentence", partial(in_sentences, settings=settings))
    yield Limit("CoNLL holds the tokens, not what stands between them", partial(spaced, settings=settings), TEXT)
    yield Limit("CoNLL has no ids of mentions", _numbered, frozenset())


def _numbered(record: Record) -> Record:
    """Mentions by level and place, with ids in that order."""
    return changes.each_layer(record, _numbered_layer)


def _numbered_layer(layer: Layer) -> Layer:
    ordered = [entity for level in levels(layer.entities or ()) for entity in level]
    return replace(layer, entities=[replace(one, id=f"t{number}") for number, one in enumerate(ordered, 1)])
