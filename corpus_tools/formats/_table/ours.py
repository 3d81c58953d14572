"""Our own table: a row for the article, one for each layer and one for each annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import msgspec
from msgspec import Raw

from ...decode import parse
from ...errors import FormatError
from ...model import FORMAT_VERSION, Record
from ...text import quoted
from .._count import count
from .._format import Read
from .._loss import Loss
from .._things import ARRAYS, PLACES
from .rows import Row

COLUMNS = (
    *("article", "layer", "kind", "id", "type", "start", "end", "text", "spans", "level", "value", "chain"),
    *("arguments", "cue", "source", "addressee", "name", "links", "attributes", "confidence", "note", "more"),
)
NEEDED = {"article", "layer", "kind", "id", "text"}
"""Columns by which our own table is known."""
_KINDS = dict(zip(("entity", "event", "quote", "relation", "chain"), ARRAYS, strict=True))
_WORDS = {"id", "type", "level", "value", "chain", "name", "note"}
"""Fields whose cells are their words; those of others are JSON."""
_PLAIN = {"confidence", *_WORDS}
_FIELDS = {"arguments", "cue", "source", "addressee", "links", "attributes", *_PLAIN}
"""Fields of annotations that have a column of their own."""
_fields = msgspec.json.Decoder(dict[str, Raw])
_spans = msgspec.json.Decoder(list[dict[str, Raw]])
Cells = dict[str, str]


def cells_of(record: Record) -> Iterator[Cells]:
    """The rows of a record."""
    tree = _fields.decode(msgspec.json.encode(record))
    rest = {key: value for key, value in tree.items() if key not in ("format_version", "id", "text", "layers")}
    yield {"article": record.id, "kind": "article", "text": record.text, **_more(rest)}
    for layer in record.layers:
        yield from ({"article": record.id, "layer": layer.name, **cells} for cells in _of_layer(layer, record.text))


def _of_layer(layer: Any, text: str) -> Iterator[Cells]:
    rest = _fields.decode(msgspec.json.encode(layer))
    full = {kind: array for kind, array in _KINDS.items() if getattr(layer, array)}
    yield {"kind": "layer", **_more({key: value for key, value in rest.items() if key not in full.values()})}
    for kind, array in full.items():
        for part in getattr(layer, array):
            yield {"kind": kind, **_of_annotation(part, PLACES.get(array, ""), text)}


def _of_annotation(part: Any, place: str, text: str) -> Cells:
    fields = _fields.decode(msgspec.json.encode(part))
    cells = {key: _cell(key, fields.pop(key)) for key in list(fields) if key in _FIELDS and key != "kind"}
    return {**cells, **(_stretch(fields.pop(place), text) if place else {}), **_more(fields)}


def _cell(key: str, value: Raw) -> str:
    return msgspec.json.decode(value, type=str) if key in _WORDS else bytes(value).decode()


def _stretch(value: Raw, text: str) -> Cells:
    """Where an annotation stands: one span is a start, an end and words; of several these are those of the whole."""
    spans = _spans.decode(value)
    start, end = (bytes(spans[at][key]).decode() for at, key in ((0, "start"), (-1, "end")))
    if len(spans) == 1:
        return {"start": start, "end": end, "text": msgspec.json.decode(spans[0]["text"], type=str)}
    return {"start": start, "end": end, "text": text[int(start) : int(end)], "spans": bytes(value).decode()}


def _more(fields: Mapping[str, Raw]) -> Cells:
    return {"more": msgspec.json.encode(fields).decode()} if fields else {}


def reads(header: Row, rows: Iterator[Row], file: str) -> Iterator[Read]:
    """The records of a table; the rows of an article stand together.

    Raises:
        FormatError: a row is not as it should be; the articles before are yielded first.
    """
    at = header.cells.index("article")
    known: set[str] = set()
    for article, group in groupby(rows, key=lambda row: row.cells[at]):
        found = [(row.line, dict(zip(header.cells, row.cells, strict=True))) for row in group]
        if article in known:
            raise FormatError(file, found[0][0], 1, "the rows of an article together", f"more of {quoted(article)}")
        known.add(article)
        record = _record(article, found, file)
        others = [(name, line) for line, cells in found for name, cell in cells.items() if cell and name not in COLUMNS]
        losses = [_lost(name, article, f"{file}:{line}") for name, line in others]
        yield Read(record, losses, {"extension": count(record)["extension"] + len(others)} if others else {})


def _lost(column: str, article: str, where: str) -> Loss:
    why = "a record has no such field"
    return Loss(what="lost", kind="extension", id=column, article=article, where=where, why=why)


def _record(article: str, found: Sequence[tuple[int, Cells]], file: str) -> Record:
    first = found[0][0]
    tree: dict[str, Any] = {}
    layers: dict[str, dict[str, Any]] = {}
    for line, cells in found:
        fields = _Fields(cells, file, line)
        if cells["kind"] == "article" and not tree:
            tree = {"format_version": FORMAT_VERSION, "id": article, "text": cells["text"], **fields.more()}
        else:
            _add(fields, cells["kind"], layers, cells["layer"])
    if not tree:
        raise FormatError(file, first, 1, "a row with the text of the article", "none")
    try:
        return parse(msgspec.json.encode({**tree, "layers": list(layers.values())}), file)
    except FormatError as error:
        raise FormatError(file, first, 1, error.expected, error.found) from error


def _add(fields: _Fields, kind: str, layers: dict[str, dict[str, Any]], name: str) -> None:
    """Put the row of a layer, or of an annotation, where it belongs."""
    if kind == "layer" and name not in layers:
        layers[name] = fields.more()
    elif kind in _KINDS:
        layer = layers.setdefault(name, {"id": name})
        layer.setdefault(_KINDS[kind], []).append(fields.annotation(PLACES.get(_KINDS[kind], "")))
    else:
        raise fields.wrong(f"one of article, layer (each once), {', '.join(_KINDS)}", "kind")


class _Fields:
    """The cells of one row as fields of a record."""

    def __init__(self, cells: Cells, file: str, line: int) -> None:
        self._cells, self._file, self._line = {name: cell for name, cell in cells.items() if cell}, file, line

    def more(self) -> dict[str, Any]:
        """The fields without a column of their own."""
        found = self._json("more") if "more" in self._cells else {}
        if not isinstance(found, dict):
            raise self.wrong("an object in the column more", "more")
        return found

    def annotation(self, place: str) -> dict[str, Any]:
        """An annotation; `place` is the field for its spans, empty where it has none."""
        fields = {name: cell if name in _WORDS else self._json(name) for name, cell in self._named()}
        if place:
            fields[place] = self._json("spans") if "spans" in self._cells else [self._span()]
        return {**fields, **self.more()}

    def wrong(self, expected: str, name: str) -> FormatError:
        """That a cell is not what it should be."""
        return FormatError(self._file, self._line, 1, expected, quoted(self._cells.get(name, "")))

    def _named(self) -> Iterable[tuple[str, str]]:
        return ((name, cell) for name, cell in self._cells.items() if name in _FIELDS)

    def _span(self) -> dict[str, Any]:
        start, end = (self._json(name) if name in self._cells else None for name in ("start", "end"))
        return {"start": start, "end": end, "text": self._cells.get("text", "")}

    def _json(self, name: str) -> Any:
        try:
            return msgspec.json.decode(self._cells[name])
        except (msgspec.DecodeError, RecursionError) as error:
            raise self.wrong(f"JSON in the column {name}", name) from error
