"""What a schema says of a place in a document: the keys and values that may stand there, with their meanings.

Of the conditions in a schema only those are looked at that hold a key to one value: a type, a kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from .. import schema
from ..findings import Path
from ..narrow import narrow
from ..tagset import TagSet
from .parts import inside

Schema = Mapping[str, Any]


def schema_for(tree: Any, tagset: TagSet | None) -> Schema | None:
    """The schema of a document, for a record the one narrowed to a tag set; None where it is none of ours."""
    kind = schema.kind_of(tree)
    if kind == "article" and tagset is not None:
        return _narrowed(tagset)
    return None if kind is None else schema.load(kind)


@lru_cache(maxsize=16)
def _narrowed(tagset: TagSet) -> Schema:
    return narrow(tagset)


def keys(whole: Schema, tree: Any, path: Path) -> dict[str, str]:
    """The keys that the object at a path may have, with their meanings."""
    said = list(_saying(whole, whole, tree, path))
    found = {key: _meaning(whole, part) for one in said for key, part in one.get("properties", {}).items() if part}
    for names in (one["propertyNames"]["enum"] for one in said if "enum" in one.get("propertyNames", {})):
        found = {key: meaning for key, meaning in found.items() if key in names}
    return found


def values(whole: Schema, tree: Any, path: Path) -> dict[Any, str]:
    """The values that may stand at a path, where they are few, with their meanings."""
    found: dict[Any, str] | None = None
    for one in _saying(whole, whole, tree, path):
        choices = _choices(one)
        if choices:
            found = {value: meaning for value, meaning in choices.items() if found is None or value in found}
    return found or {}


def meaning(whole: Schema, tree: Any, path: Path) -> str:
    """What the schema says of the key or item that a path leads to."""
    return next((one["description"] for one in _saying(whole, whole, tree, path) if "description" in one), "")


def _choices(one: Schema) -> dict[Any, str]:
    if "enum" in one:
        return dict(zip(one["enum"], one.get("enumDescriptions", [""] * len(one["enum"])), strict=True))
    if "const" in one:
        return {one["const"]: ""}
    return {True: "", False: ""} if one.get("type") == "boolean" else {}


def _meaning(whole: Schema, part: Any) -> str:
    return str(next((one["description"] for one in _saying(whole, part, None, ()) if "description" in one), ""))


def _saying(whole: Schema, here: Any, value: Any, path: Path) -> Iterator[Schema]:
    """Every part of a schema that says something of what stands at a path in a value, the nearest first."""
    if not isinstance(here, Mapping):
        return
    if not path:
        yield here
    else:
        yield from _saying(whole, _below(here, path[0]), inside(value, path[:1]), path[1:])
    for part in _same_place(whole, here, value):
        yield from _saying(whole, part, value, path)


def _same_place(whole: Schema, here: Schema, value: Any) -> Iterator[Any]:
    """The parts of a schema that are about the same value."""
    if "$ref" in here:
        yield inside(whole, tuple(here["$ref"].split("/")[1:]))
    yield from here.get("allOf", ())
    if "if" in here:
        yield here.get("then" if _holds(here["if"], value) else "else")


def _holds(condition: Schema, value: Any) -> bool:
    wanted = {key: part["const"] for key, part in condition.get("properties", {}).items() if "const" in part}
    return bool(wanted) and all(inside(value, (key,)) == const for key, const in wanted.items())


def _below(here: Schema, key: str | int) -> Any:
    return here.get("items") if isinstance(key, int) else here.get("properties", {}).get(key)
