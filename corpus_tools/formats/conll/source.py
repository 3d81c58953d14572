"""CoNLL to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...errors import FormatError
from ...model import Entity, Layer, Span
from .._format import File, Files, Read, Settings
from .._loss import Loss
from .._names import OneWordNames, article_of, layer_name
from .._text import new_record
from .._token_text import Laid, TokenText, Words, lay_out
from .._tokens import Pair
from .._told import of_text, of_tokens
from .rows import Columns, Document, Sentence, documents
from .tags import mentions


class Found(NamedTuple):
    """One mention: whose it is, its type, and the stretch of the record's text."""

    layer: str
    type: str
    place: Pair


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The documents of a file, with the mentions of further levels from the files beside it."""
    first, *rest = files
    levels = [_Level(file) for file in rest]
    for number, (document, columns) in enumerate(documents(first), 1):
        more = [found for level in levels if (found := level.take(document))]
        yield _record([document, *more], columns, article_of(document.name, first.name, number), first.name, settings)


class _Level:
    """The documents of a file that holds mentions of a further level; it has some of those of the first."""

    def __init__(self, file: File) -> None:
        self._file, self._documents = file.name, documents(file)
        self._next = next(self._documents, None)

    def take(self, first: Document) -> Document | None:
        """The next document if it has the name of that of the first level.

        Raises:
            FormatError: it has other tokens.
        """
        if self._next is None or self._next[0].name != first.name:
            return None
        found, self._next = self._next[0], next(self._documents, None)
        if [_tokens(one) for one in found.sentences] != [_tokens(one) for one in first.sentences]:
            line = found.sentences[0].rows[0].number
            raise FormatError(self._file, line, 1, f"the tokens that {first.name} has on the first level", "other ones")
        return found


def _tokens(sentence: Sentence) -> list[str]:
    return [row.token for row in sentence.rows]


def _record(found: Sequence[Document], columns: Columns, article: str, file: str, settings: Settings) -> Read:
    document = found[0]
    laid = lay_out([_words(sentence) for sentence in document.sentences])
    words = TokenText(laid, file)
    text = words.cleaned
    names = {layer: layer_name(layer) if layer else settings.annotator for layer in _layers(document, columns)}
    entities = [one for level in found for one in _mentions(level.sentences, laid, columns)]
    placed = [(one, place) for one in entities if (place := text.place(*one.place))]
    layers = [_layer(name, [pair for pair in placed if pair[0].layer == key], text.text) for key, name in names.items()]
    losses = [*of_tokens(_others(columns), article, file), *of_text(text.changes, article, file)]
    losses += [_nowhere(one, article, file) for one in entities if not text.place(*one.place)]
    record = new_record(article, text.text, layers, segmentation=words.segmentation)
    return Read(record, losses, Counter(entity=len(entities)))


def _words(sentence: Sentence) -> Words:
    rows = sentence.rows
    return Words(_tokens(sentence), sentence.text, [row.start for row in rows])


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
    names = OneWordNames()
    entities = [
        Entity(id=f"t{number}", type=names.ours("type", one.type), spans=[Span(*place, text[slice(*place)])])
        for number, (one, place) in enumerate(found, 1)
    ]
    return Layer(annotator=name, extensions=names.extensions, entities=entities)


def _others(columns: Columns) -> str:
    """The columns that say something else of each token."""
    return "column " + ", ".join(str(at + 1) for at in columns.others) if columns.others else ""


def _nowhere(one: Found, article: str, file: str) -> Loss:
    why = "nothing is left of its words in the text"
    return Loss(what="lost", kind="entity", id=one.type, article=article, where=file, why=why)
