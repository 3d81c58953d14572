"""What comments of CoNLL-U say of the article, as metadata, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import UnsetType

from ...model import Metadata
from .._about import said

PREFIX = "meta::"
"""What the names of comments begin with that say something of the document."""
_NAMES = {
    "author": "byline",
    "sourceURL": "url",
    "dateCreated": "date_published",
    "dateModified": "date_modified",
}
"""What GUM calls fields of the metadata."""
_PLAIN = re.compile(r"(?![\[{\"\s])[^\x00-\x1f\x7f-\x9f\u2028\u2029]*(?<!\s)")


def metadata(comments: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """The fields that comments give, by name."""
    for key, value in comments.items():
        if key.startswith(PREFIX):
            name = key.removeprefix(PREFIX)
            field, found = _NAMES.get(name, name), _value(value)
            yield field, [found] if field == "byline" and isinstance(found, str) else found


def _value(said: str) -> Any:
    try:
        return json.loads(said) if said[:1] in ("[", "{", '"') else said
    except (ValueError, RecursionError):
        return said


def comments(found: Metadata | UnsetType) -> Iterator[str]:
    """Metadata as comments."""
    for name, value in said(found).items():
        is_plain = isinstance(value, str) and _PLAIN.fullmatch(value)
        yield f"# {PREFIX}{name} = {value if is_plain else json.dumps(value)}"
