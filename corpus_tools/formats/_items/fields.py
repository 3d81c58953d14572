"""Fields of items: which are attributes of a record, and which say something else."""

from __future__ import annotations

import re
from typing import Any

from . import CONFIDENCE, LEVEL, NOTE, VALUE

_LEVELS = ("name", "nominal", "pronoun")
_VALUE = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,200}")
_SHARE = re.compile(r"0|1|1\.0|0\.[0-9]+|[0-9](?:\.[0-9]+)?e-[0-9]+")


def field_of(name: str, value: Any, kind: str) -> tuple[str, Any] | None:
    """The field of an annotation that a field of an item is, and its value; None where it is an attribute."""
    if name == NOTE and isinstance(value, str) and 0 < len(value) <= 4000:
        return "note", value
    if name == CONFIDENCE and (share := _share(value)) is not None:
        return "confidence", share
    if kind == "entity" and name == LEVEL and value in _LEVELS:
        return "level", value
    if kind == "entity" and name == VALUE and isinstance(value, str) and _VALUE.fullmatch(value):
        return "value", value
    return None


def _share(value: Any) -> float | None:
    if isinstance(value, str):
        return float(value) if _SHARE.fullmatch(value) else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and 0 <= value <= 1 else None
