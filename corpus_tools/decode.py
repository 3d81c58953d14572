"""The accept path: bytes to a typed record, at little more than the price of parsing, or None at the first doubt.

A record that this accepts fits the schema and has no doubled key; what it refuses is read again, slowly: by
`rules`, which tell everything that is wrong, or by `parse`, which raises the first fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from . import fit, jsontext, schema
from .columns import Columns
from .errors import FormatError
from .model import Record
from .text import line_and_column

_decoder = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()
_FLAT = 50
"""Containers in what stands below one extension key; more, and the whole source is parsed to see how deep they lie."""


class Accepted(Struct, frozen=True):
    """A record that fits the schema, and the columns of its layers, made on the way."""

    record: Record
    columns: list[Columns]


def decode(data: bytes) -> Record | None:
    """The record in `data`, or None where it may not be one that fits the schema."""
    accepted = accept(data)
    return accepted.record if accepted else None


def accept(data: bytes) -> Accepted | None:
    """The record in `data` with its columns, or None where it may not be one that fits the schema."""
    try:
        record = _decoder.decode(data)
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        return None
    columns = fit.columns(record)
    if columns is None or not _is_single(data, record, columns):
        return None
    return Accepted(record, columns)


def _is_single(data: bytes, record: Record, columns: list[Columns]) -> bool:
    """Whether the source has no doubled key, nor anything else that decoding passes over."""
    if any(layer.conflicts or layer.unanchored for layer in record.layers) or _hides_marks(data):
        return _is_strict(data)
    pieces = list(_pieces(record, columns))
    if any(piece.count(b"[") + piece.count(b"{") > _FLAT for piece in pieces):
        return _is_strict(data)
    return _keys_are_single(data, record) and all(map(_is_strict, pieces))


def _keys_are_single(data: bytes, record: Record) -> bool:
    """Whether no object has a key twice, proved by counting quotation marks.

    A key that is given twice is dropped by decoding, so the source has more `"` than the record written anew: every
    key and string of the record stands in the source, a `"` inside a string is one `"` byte in both (`\\"`), unless
    the source hides it as `\\u0022`, and nothing is added, since absent fields are not written.
    """
    again = bytearray(len(data))
    _encoder.encode_into(record, again)
    return data.count(b'"') == again.count(b'"')


def _hides_marks(data: bytes) -> bool:
    """Whether a quotation mark may be spelled `\\u0022`, looked for from the end, which takes a third of the time."""
    return data.rfind(rb"\u0022") >= 0


def _is_strict(source: bytes) -> bool:
    """Whether some JSON is without any fault, found out by parsing it once more."""
    try:
        return not jsontext.parse(source.decode("utf-8"))[1]
    except UnicodeDecodeError:
        return False


def _pieces(record: Record, columns: list[Columns]) -> Iterator[bytes]:
    """The sources of what stands below `extensions`, which decoding leaves as they are."""
    for part in (
        record,
        record.metadata,
        record.segmentation,
        *record.layers,
        *(record.sections or ()),
        *(record.annotators or ()),
    ):
        if part and part.extensions:
            yield from map(bytes, part.extensions.values())
    for column in columns:
        for extensions in column.extensions:
            yield from map(bytes, extensions.values())


def parse(data: bytes, file: str, first_line: int = 1) -> Record:
    """The record in `data`, which begins on the given line of a file.

    Raises:
        FormatError: it is not a record that fits the schema; the place of the first fault is given.
    """
    record = decode(data)
    return record if record is not None else _slowly(tree_of(data, file, first_line), data, file, first_line)


def tree_of(data: bytes, file: str, first_line: int = 1) -> Any:
    """The JSON document in `data` as plain objects.

    Raises:
        FormatError: it is not UTF-8 or not strict JSON.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(file, first_line, None, "UTF-8", f"byte offset {error.start}") from error
    tree, faults = jsontext.parse(text)
    for fault in faults:
        raise _error(text, fault.at, file, first_line, "strict JSON", fault.message)
    return tree


def _slowly(tree: Any, data: bytes, file: str, first_line: int) -> Record:
    text = data.decode("utf-8")
    for broken in schema.errors("article", tree):
        at = jsontext.Locator(text).find(broken.path, key=broken.on_key)
        raise _error(text, at, file, first_line, "a record that fits the schema", broken.message)
    return record_from(tree)


def _error(text: str, at: int, file: str, first_line: int, expected: str, found: str) -> FormatError:
    line, column = line_and_column(text, at)
    return FormatError(file, first_line + line - 1, column, expected, found)


def record_from(tree: Any) -> Record:
    """Make a record of a plain object such as `json.load` gives.

    Raises:
        FormatError: the object does not fit the schema.
    """
    for error in schema.errors("article", tree):
        place = "/".join(map(str, error.path))
        raise FormatError(f"/{place}", None, None, "a record that fits the schema", error.message)
    return msgspec.json.decode(msgspec.json.encode(tree), type=Record, strict=False)
