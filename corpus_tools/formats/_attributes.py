"""Values of attributes: those a record may have, and those of formats in which a list of one is a single value."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ..model import Record
from . import _changes as changes


def attribute_value(value: Any) -> Any:
    """What an attribute of a record may have for a value; UNSET where it may have none, as for NaN."""
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) <= 2**53):
        return value
    if isinstance(value, float):
        return value if abs(value) < float("inf") else UNSET
    words = value if isinstance(value, list) else [value]
    sound = all(isinstance(word, str) and 0 < len(word) <= 200 for word in words) and 0 < len(words) <= 32
    sound = sound and len(set(words)) == len(words)
    return value if sound and len(set(words)) == len(words) else UNSET


def single_values(record: Record) -> Record:
    """Attributes that are lists of one word as that word."""
    return changes.each_with(record, "attributes", lambda part: _with_single(part) if part.attributes else part)


def _with_single(part: Any) -> Any:
    new = {name: single(value) for name, value in part.attributes.items()}
    return replace(part, attributes=new) if new != part.attributes else part


def single(value: Any) -> Any:
    """The only item of a list of one; any other value itself."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value
