"""The accept path: bytes to a typed record, at little more than the price of parsing, or None at the first doubt.

A record that this accepts fits the schema and has no doubled key; what it refuses is read again, slowly, by
`rules`, which knows how to say what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .. import jsontext, schema
from ..model import Record

_decoder = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()
_EXACT = 2**53


def decode(data: bytes) -> Record | None:
    """The record in `data`, or None where it may not be one that fits the schema."""
    try:
        source = data.decode("utf-8")
        record = _decoder.decode(data)
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        return None
    if not schema.fits(record):
        return None
    if _has_open_parts(record):
        return None if jsontext.parse(source)[1] else record
    return record if _keys_are_single(data, record) else None


def _keys_are_single(data: bytes, record: Record) -> bool:
    """Whether no object has a key twice, proved by counting quotation marks.

    A key that is given twice is dropped by decoding, so the source has more `"` than the record written anew: every
    key and string of the record stands in the source, a `"` inside a string is one `"` byte in both (`\\\\"`), unless
    the source spells it `\\\\u0022`, and nothing is added, since absent fields are not written.
    """
    return rb"\u0022" not in data and data.count(b'"') == _encoder.encode(record).count(b'"')


def _has_open_parts(record: Record) -> bool:
    """Whether the record has parts that decoding leaves as they are, so that the source must be parsed strictly."""
    parts: list[object] = [record.extensions, record.metadata and record.metadata.extensions]
    parts += [part.extensions for part in (*(record.sections or ()), *(record.annotators or ()))]
    parts.append(record.segmentation and record.segmentation.extensions)
    for layer in record.layers:
        parts += (layer.extensions, layer.conflicts, layer.unanchored)
        for array in (layer.entities, layer.events, layer.quotes, layer.relations, layer.chains):
            parts += [part.extensions for part in array or () if part.extensions]
            parts += [True for part in array or () if part.attributes and not _exact(part.attributes)]
    return any(parts)


def _exact(attributes: Mapping[str, object]) -> bool:
    """Whether no number among the values is so large that readers of JSON would differ on it."""
    return all(not isinstance(value, int | float) or abs(value) <= _EXACT for value in attributes.values())
