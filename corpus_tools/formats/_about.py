"""What formats say of an article beside its text, as metadata, and back."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ..model import Metadata

_OTHER_NAMES = {"title": "headline", "date": "date_published", "lang": "language", "published": "date_published"}
"""What fields of the metadata are often called elsewhere."""
_KEY = re.compile(r"[a-z][a-z0-9_]{0,47}")
_NAME = re.compile(r"(?=[a-z])(?:[a-z0-9_]{0,37}_)?(?:id|name|source|file|filename|sourcedb|sourceid)")
_SHORT = r"[^\x00-\x1f\x7f-\x9f]{1,300}"


class About(Struct, frozen=True):
    """The metadata that was found, and the keys of what is not metadata."""

    metadata: Metadata | UnsetType
    others: list[str]


def about(found: dict[str, Any], *, names: bool = False) -> About:
    """The metadata among things said of an article; those that are null are passed over.

    With `names`, what is called a name, a source or an id is an identifier of the article.
    """
    fields: dict[str, Any] = {}
    others = []
    for key in [key for key, value in found.items() if value is not None]:
        field = _OTHER_NAMES.get(key, key)
        if field not in fields and _fits(field, found[key]):
            fields[field] = found[key]
        else:
            others.append(key)
    if names:
        known = {key: str(found[key]) for key in others if _is_name(key, found[key])}
        fields |= {"identifiers": known} if known and "identifiers" not in fields else {}
        others = [key for key in others if key not in fields.get("identifiers", {})]
    return About(msgspec.convert(fields, Metadata) if fields else UNSET, others)


def _is_name(key: str, value: Any) -> bool:
    is_short = isinstance(value, str | int) and not isinstance(value, bool) and re.fullmatch(_SHORT, str(value))
    return bool(_NAME.fullmatch(key) and is_short)


def _fits(field: str, value: Any) -> bool:
    try:
        msgspec.convert({field: value}, Metadata)
    except msgspec.ValidationError:
        return False
    return field != "extensions" and (field != "identifiers" or all(map(_KEY.fullmatch, value)))


def said(metadata: Metadata | UnsetType) -> dict[str, Any]:
    """Metadata as plain values."""
    found: dict[str, Any] = json.loads(msgspec.json.encode(metadata)) if metadata else {}
    return found
