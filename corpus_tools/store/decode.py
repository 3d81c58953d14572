"""The accept path: bytes to a typed record, at little more than the price of parsing, or None at the first doubt.

A record that this accepts fits the schema and has no doubled key; what it refuses is read again, slowly, by
`rules`, which knows how to say what is wrong.
"""

from __future__ import annotations

from operator import attrgetter

import msgspec

from .. import jsontext, schema
from ..model import Record

_decoder = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()
_extensions = attrgetter("extensions")


def decode(data: bytes) -> Record | None:
    """The record in `data`, or None where it may not be one that fits the schema."""
    try:
        record = _decoder.decode(data)
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        return None
    if not schema.fits(record):
        return None
    if _has_open_parts(record) or _hides_marks(data):
        return record if _is_strict(data) else None
    return record if _keys_are_single(data, record) else None


def _keys_are_single(data: bytes, record: Record) -> bool:
    """Whether no object has a key twice, proved by counting quotation marks.

    A key that is given twice is dropped by decoding, so the source has more `"` than the record written anew: every
    key and string of the record stands in the source, a `"` inside a string is one `"` byte in both (`\\"`), unless
    the source hides it as `\\u0022`, and nothing is added, since absent fields are not written.
    """
    return data.count(b'"') == _encoder.encode(record).count(b'"')


def _hides_marks(data: bytes) -> bool:
    """Whether a quotation mark may be spelled `\\u0022`, looked for from the end, which takes a third of the time."""
    return data.rfind(rb"\u0022") >= 0


def _is_strict(data: bytes) -> bool:
    """Whether the source is JSON without any fault, found out by parsing it once more."""
    try:
        return not jsontext.parse(data.decode("utf-8"))[1]
    except UnicodeDecodeError:
        return False


def _has_open_parts(record: Record) -> bool:
    """Whether the record has parts that decoding leaves as they are, so that the source must be parsed strictly."""
    parts: list[object] = [record, *(record.sections or ()), *(record.annotators or ())]
    parts += [part for part in (record.metadata, record.segmentation) if part]
    for layer in record.layers:
        if layer.conflicts or layer.unanchored:
            return True
        parts.append(layer)
        for array in (layer.entities, layer.events, layer.quotes, layer.relations, layer.chains):
            parts += array or ()
    return any(map(_extensions, parts))
