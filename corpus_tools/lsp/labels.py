"""The label of the tag set that stands at the cursor: a type, a role, an attribute, a section type."""

from __future__ import annotations

from typing import Any

from ..tagset import TagSet
from .cursor import Cursor
from .parts import annotation_at, string

_TYPED = ("entity", "event", "quote", "relation")


def label_at(cursor: Cursor, tagset: TagSet) -> tuple[str, Any] | None:
    """The name of the label at the cursor, and what the tag set says of it; None where none stands there."""
    labels, name = _labels(cursor, tagset)
    return (name, labels[name]) if name in labels else None


def _labels(cursor: Cursor, tagset: TagSet) -> tuple[dict[str, Any], str]:
    """The labels that may stand at the cursor, by name, and the name that does."""
    path, owner, word = cursor.path, annotation_at(cursor.tree, cursor.path), string(cursor.word)
    if owner is None:
        is_section = path[:1] == ("sections",) and path[2:] == ("type",)
        return (tagset.sections, word) if is_section else ({}, "")
    kind = string(owner.fields.get("kind")) if owner.kind == "chain" else owner.kind
    types = tagset.types(kind) if kind in _TYPED else {}
    match path[len(owner.path) :]:
        case ("type",):
            return types, word
        case ("arguments", int(), "role") if kind in ("event", "relation") and owner.type in types:
            return types[owner.type].roles, word
        case ("attributes", str(name), *_):
            return tagset.attributes, name
    return {}, ""
