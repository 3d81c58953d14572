"""CoNLL to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from ...model import Entity, Layer, Segmentation, Span
from .._format import File, Files, Read, Settings
from .._loss import Loss
from .._names import Names, article_id, layer_name
from .._text import Cleaned, cleaned, new_record
from .rows import Columns, Document, Sentence, documents
from .tags import mentions

Pair = tuple[int, int]


class Found(NamedTuple):
    """One mention: whose it is, its type, and the stretch of the record's text."""

    layer: str
    type: str
    place: Pair


class Laid(NamedTuple):
    """The text of a document as put together from its tokens, and where each token of each sentence stands in it."""

    text: str
    sentences: list[list[Pair]]


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The documents of a file, with the mentions of further levels from the files beside it."""
    first, *rest = files
    levels = [_Level(file) for file in rest]
    stem = PurePosixPath(first.name).stem
    for number, (document, columns) in enumerate(documents(first), 1):
        name = document.name or (stem if number == 1 else f"{stem}-{number}")
        more = [found for level in levels if (found := level.take(document.name))]
        yield _record([document, *more], columns, article_id(name), first.name, settings)


class _Level:
    """The documents of a file that holds mentions of a further level; it has some of those of the first."""

    def __init__(self, file: File) -> None:
        self._documents = documents(file)
        self._next = next(self._documents, None)

    def take(self, name: str) -> Document | None:
        """The next document if it has that name."""
        if self._next is None or self._next[0].name != name:
            return None
        found, self._next = self._next[0], next(self._documents, None)
        return found


def _record(found: Sequence[Document], columns: Columns, article: str, file: str, settings: Settings) -> Read:
    document = found[0]
    laid = lay_out(document.sentences)
    text = cleaned(laid.text, file)
    names = {layer: layer_name(layer) if layer else settings.annotator for layer in _layers(document, columns)}
    entities = [one for level in found for one in _mentions(level.sentences, laid, columns)]
    placed = [(one, place) for one in entities if (place := text.place(*one.place))]
    layers = [_layer(name, [pair for pair in placed if pair[0].layer == key], text.text) for key, name in names.items()]
    losses = [*_of_columns(columns, article, file), *_of_text(text, article, file)]
    losses += [_nowhere(one, article, file) for one in entities if not text.place(*one.place)]
    record = new_record(article, text.text, layers, segmentation=_segmentation(laid, text))
    return Read(record, losses, Counter(entity=len(entities)))


def lay_out(sentences: Sequence[Sentence]) -> Laid:
    """Tokens put together: as the text of their sentence or their offsets say, else with one space between.

    Sentences are set apart by a line end, or by a space where offsets leave no more room.
    """
    text, places = "", list[list[Pair]]()
    origin = next((row.start for row in sentences[0].rows if row.start is not None), None) if sentences else None
    for sentence in sentences:
        start = sentence.rows[0].start
        gap = len(text) if start is None or origin is None else max(start - origin, len(text))
        text += ("\n" if places else "") if start is None else "\n" * (gap > len(text)) + " " * (gap - len(text) - 1)
        places.append(_in_text(sentence, len(text)) or _side_by_side(sentence, len(text), origin))
        text += sentence.text if sentence.text and _in_text(sentence, 0) else _joined(sentence, places[-1], len(text))
    return Laid(text, places)


def _in_text(sentence: Sentence, start: int) -> list[Pair]:
    """Where the tokens of a sentence stand in the text it gives; empty where they do not."""
    found, at = list[Pair](), 0
    for row in sentence.rows:
        at = (sentence.text or "").find(row.token, at)
        if at < 0 or not sentence.text:
            return []
        found.append((start + at, start + at + len(row.token)))
        at += len(row.token)
    return found


def _side_by_side(sentence: Sentence, start: int, origin: int | None) -> list[Pair]:
    found, at = list[Pair](), start
    for row in sentence.rows:
        at = max(at, row.start - origin) if row.start is not None and origin is not None else at
        found.append((at, at + len(row.token)))
        at += len(row.token) + (row.start is None)
    return found


def _joined(sentence: Sentence, places: Sequence[Pair], start: int) -> str:
    pieces, at = [], start
    for row, (first, end) in zip(sentence.rows, places, strict=True):
        pieces += [" " * (first - at), row.token]
        at = end
    return "".join(pieces)


def _layers(document: Document, columns: Columns) -> list[str]:
    """Whose work there is: by columns, or else by the names of annotators; nobody's where no token has a tag."""
    rows = [row for sentence in document.sentences for row in sentence.rows]
    named = list(dict.fromkeys(row.annotator for row in rows if row.annotator)) if columns.annotator is not None else []
    kept = [name for at, name in enumerate(columns.tags) if any(row.tags[at] != "_" for row in rows)]
    return (named or kept) if len(columns.tags) == 1 else kept


def _mentions(sentences: Sequence[Sentence], laid: Laid, columns: Columns) -> Iterator[Found]:
    for sentence, places in zip(sentences, laid.sentences, strict=False):
        for at, layer in enumerate(columns.tags):
            for found in mentions(row.tags[at].removeprefix("_") or "O" for row in sentence.rows):
                annotator = sentence.rows[found.first].annotator or layer
                yield Found(annotator, found.type, (places[found.first][0], places[found.end - 1][1]))


def _layer(name: str, found: Sequence[tuple[Found, Pair]], text: str) -> Layer:
    names = Names()
    entities = [
        Entity(id=f"t{number}", type=names.ours("type", one.type), spans=[Span(*place, text[slice(*place)])])
        for number, (one, place) in enumerate(found, 1)
    ]
    return Layer(annotator=name, extensions=names.extensions, entities=entities)


def _segmentation(laid: Laid, text: Cleaned) -> Segmentation:
    groups = [[place for pair in pairs if (place := text.place(*pair))] for pairs in laid.sentences]
    groups = [group for group in groups if group]
    tokens = [pair for group in groups for pair in group]
    return Segmentation(
        tokenizer="imported", tokens=tokens, sentences=[(group[0][0], group[-1][1]) for group in groups]
    )


def _of_columns(columns: Columns, article: str, file: str) -> Iterator[Loss]:
    if columns.others:
        which = "column " + ", ".join(str(at + 1) for at in columns.others)
        why = "a record holds tokens, but nothing that is said of each of them"
        yield Loss(what="changed", kind="tokens", id=which, article=article, where=file, why=why)


def _of_text(text: Cleaned, article: str, file: str) -> Iterator[Loss]:
    if text.changes:
        yield Loss(what="changed", kind="text", id="", article=article, where=file, why="; ".join(text.changes))


def _nowhere(one: Found, article: str, file: str) -> Loss:
    why = "nothing is left of its words in the text"
    return Loss(what="lost", kind="entity", id=one.type, article=article, where=file, why=why)
