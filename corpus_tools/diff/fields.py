"""Two versions of one annotation, section or other part: what changed, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import UNSET, Raw

from ..findings import pointer
from .arguments import arguments
from .changes import Class

Tree = dict[str, Any]

_BY_FIELD: dict[str, Class] = {
    "type": "relabelled",
    "spans": "boundary",
    "content": "boundary",
    "trigger": "trigger-moved",
    "head": "head",
    "level": "level",
    "value": "value",
    "source": "speaker",
    "cue": "cue",
    "addressee": "addressee",
    "attributes": "attribute",
    "chain": "chain",
    "kind": "chain",
    "name": "chain",
    "members": "chain",
    "links": "link",
    "note": "note",
    "confidence": "confidence",
    "from": "origin",
    "decision": "origin",
    "anchor": "reanchored",
    "extensions": "extension",
}
_BY_KEY = ("attributes", "extensions")
"""Objects of which each key is a change of its own; they are not there while they are empty."""


class Edit(msgspec.Struct, frozen=True):
    """What changed in one field: a pointer to it, and the values on either side, UNSET where there is none."""

    class_: Class
    path: str
    before: Any = UNSET
    after: Any = UNSET


def tree(part: Any) -> Any:
    """A part of a record as plain JSON values; what stands below extensions is kept as it is written."""
    return msgspec.to_builtins(part, builtin_types=(Raw,))


def encoded(value: Any) -> bytes:
    """A value in a form that only the same value has: 1, 1.0 and true differ; the order of keys says nothing."""
    return msgspec.json.encode(value, order="deterministic")


def edits(before: Tree, after: Tree, other: Class | None = None) -> Iterator[Edit]:
    """Every field in which two trees differ; `other` is the class of all but extensions, if it is one."""
    for key in [*before, *(key for key in after if key not in before)]:
        old, new = before.get(key, UNSET), after.get(key, UNSET)
        class_: Class = other if other and key != "extensions" else _BY_FIELD.get(key, "article")
        if key in _BY_KEY:
            yield from _by_key(class_, key, old or {}, new or {})
        elif key == "arguments":
            yield from (Edit(found, "/arguments/-", one, another) for found, one, another in arguments(old, new))
        elif differ(old, new):
            yield Edit(class_, pointer((key,)), old, new)


def _by_key(class_: Class, key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Edit]:
    for name in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(name, UNSET), after.get(name, UNSET)
        if differ(old, new):
            yield Edit(class_, pointer((key, name)), old, new)


def differ(one: Any, other: Any) -> bool:
    """Whether two values are not the same, absent ones included."""
    if one is UNSET or other is UNSET:
        return one is not other
    return encoded(one) != encoded(other)
