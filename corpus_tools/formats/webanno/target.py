"""Records to WebAnno TSV 3, one file for each layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ...model import Record
from .._format import Chunk, Limit, Settings
from .._token_limits import SEGMENTS
from .._token_text import segmented
from .._tokens import Pair, sentence_by_sentence, sentences_of, tokens_of
from .._uima.folder import layers_of, path_of
from .._uima.limits import limits as of_uima
from .._uima.target import structures_of
from .._uima.wire import wire_offsets
from . import cells
from .header import declared
from .table import Table


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """Each layer in a file of its annotator's, in the folder of the article."""
    for record in records:
        for layer in layers_of(record):
            table = Table(record, structures_of(layer) if layer else [])
            yield Chunk(path_of(record, layer, ".tsv", settings), "".join(_lines(record, table)).encode())


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield from of_uima()
    why = "all of the text is in tokens, and all tokens are in sentences"
    yield Limit(why, lambda record: _covered(record, settings), SEGMENTS)


def _covered(record: Record, settings: Settings) -> Record:
    """The record with tokens for all that is not white space."""
    tokens = list(_without_gaps(record.text, tokens_of(record, settings.tokenizer)))
    found = segmented(list(sentence_by_sentence(tokens, sentences_of(record))))
    return replace(record, segmentation=found) if found != record.segmentation else record


def _without_gaps(text: str, tokens: Iterable[Pair]) -> Iterator[Pair]:
    at = 0
    for start, end in [*tokens, (len(text), len(text))]:
        for word in text[at:start].split():
            first = text.index(word, at)
            at = first + len(word)
            yield first, at
        if start < end:
            yield start, end
        at = max(at, end)


def _lines(record: Record, table: Table) -> Iterator[str]:
    yield "#FORMAT=WebAnno TSV 3.3\n"
    yield from (declared(table.kinds[name], name, columns) for name, columns in table.columns.items())
    yield "\n"
    wire = wire_offsets(record.text)
    starts = [group[0].start for group in table.sentences]
    for group, end in zip(table.sentences, [*starts[1:], len(record.text)], strict=True):
        text = record.text[group[0].start : end].removesuffix("\n" if end < len(record.text) else "")
        yield "\n"
        yield from (f"#Text={cells.escaped_text(line)}\n" for line in text.split("\n"))
        for unit in group:
            words = record.text[unit.start : unit.end]
            row = (cell for name in table.columns for cell in table.cells(unit, name))
            yield "\t".join((unit.number, f"{wire[unit.start]}-{wire[unit.end]}", words, *row, "\n"))
