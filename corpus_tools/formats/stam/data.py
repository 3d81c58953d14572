"""Values of STAM as plain ones, and back; and the data of annotations, which may stand in a set."""

from __future__ import annotations

from typing import Any

from .._json import Object, Wrong, as_kind, each, find, need

SET = "corpus-tools"
"""The set of our own keys."""
TYPE, KIND, ROLE, ANNOTATOR, LAYER = "Type", "Kind", "role:", "Annotator", "Layer"
"""Keys that no attribute of ours has: those begin with a small letter and have no colon."""
_TYPES = {bool: "Bool", int: "Int", float: "Float", str: "String"}

Data = list[tuple[str, Any]]


def spelled(value: Any) -> Object:
    """A plain value as STAM has it."""
    if isinstance(value, list):
        return {"@type": "List", "value": [spelled(one) for one in value]}
    if isinstance(value, dict):
        return {"@type": "Map", "value": {key: spelled(one) for key, one in value.items()}}
    return {"@type": _TYPES[type(value)], "value": value}


def plain(value: Any) -> Any:
    """A value of STAM as a plain one; None where it has no type."""
    if not isinstance(value, dict):
        return value
    inner = value.get("value")
    if isinstance(inner, list):
        return [plain(one) for one in inner]
    if isinstance(inner, dict):
        return {key: plain(one) for key, one in inner.items()}
    return as_kind(inner, float) if value.get("@type") == "Float" else inner


class Sets:
    """The data that stand in the sets of a store, by set and id."""

    def __init__(self, store: Object) -> None:
        self._known: dict[tuple[str, str], tuple[str, Any]] = {}
        for part in each(store, "annotationsets", dict):
            name = find(part, "@id", str) or ""
            for one in each(part, "data", dict):
                self._known[name, find(one, "@id", str) or ""] = _key(one), plain(one.get("value"))

    def data_of(self, annotation: Object) -> Data:
        """The data of an annotation.

        Raises:
            Wrong: some are not there.
        """
        found = annotation.get("data")
        return [self._data(one) for one in ([found] if isinstance(found, dict) else each(annotation, "data", dict))]

    def _data(self, one: Object) -> tuple[str, Any]:
        if "key" in one:
            return _key(one), plain(one.get("value"))
        place = find(one, "set", str) or "", need(one, "@id", str)
        if place not in self._known:
            raise Wrong(one, "@id", "data that stand in their set")
        return self._known[place]


def _key(one: Object) -> str:
    """A key: by its id, or as an object with one."""
    key = one.get("key")
    return need(key, "@id", str) if isinstance(key, dict) else need(one, "key", str)
