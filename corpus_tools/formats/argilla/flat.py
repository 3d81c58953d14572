"""Records of Argilla that were exported flat: what belongs together stands under keys with dots, `spans.suggestion`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from .._json import Object, find

_KEY = re.compile(r"(.+)\.(suggestion|responses)(?:\.(score|agent|users|status))?")
_VALUE = "value"
_PASSED_OVER = frozenset({"id", "_server_id", "status"})
"""Keys that are no fields, metadata or vectors, which nothing tells apart."""


def is_flat(keys: Iterable[str]) -> bool:
    """Whether a record with these keys was exported flat."""
    return any(map(_KEY.fullmatch, keys))


def nested(record: Object) -> Object:
    """A flat record as other exports have it; fields, metadata and vectors are all fields."""
    asked: dict[str, dict[str, Object]] = {"suggestion": {}, "responses": {}}
    for key in record:
        if match := _KEY.fullmatch(key):
            asked[match[2]].setdefault(match[1], {})[match[3] or _VALUE] = key
    fields = {key: record[key] for key in record if key not in _PASSED_OVER and not _KEY.fullmatch(key)}
    suggestions = {question: _suggestion(record, keys) for question, keys in asked["suggestion"].items()}
    return {
        **{key: record[key] for key in ("id", "status") if key in record},
        "fields": fields,
        "suggestions": {question: one for question, one in suggestions.items() if one.get(_VALUE) is not None},
        "responses": {question: _responses(record, keys) for question, keys in asked["responses"].items()},
    }


def _suggestion(record: Object, keys: Object) -> Object:
    return {name: record[key] for name, key in keys.items()}


def _responses(record: Object, keys: Object) -> list[Object]:
    columns: list[list[Any]] = [find(record, keys[name], list) or [] if name in keys else [] for name in _COLUMNS]
    return [{_VALUE: value, "user_id": user, "status": status} for value, user, status in zip_longest(*columns)]


_COLUMNS = (_VALUE, "users", "status")
"""Lists in which each response has an item."""
