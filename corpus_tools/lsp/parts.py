"""What a path in a record leads through: the layer, its tag set, the annotation. The tree may be half written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from ..findings import Path
from ..model import TagSetRef
from ..rules import ARRAYS
from ..tagset import TagSet, TagSets

_WORDS = ("spans", "trigger", "content")
"""The fields that hold the words of an annotation, by its kind."""


class Annotation(Struct, frozen=True):
    """An annotation in a tree: its kind, where it is, and what is written of it."""

    kind: str
    path: Path
    fields: dict[str, Any]

    @property
    def id(self) -> str:
        """Its id, empty where it has none yet."""
        return string(self.fields.get("id"))

    @property
    def type(self) -> str:
        """Its type, empty where it has none yet."""
        return string(self.fields.get("type"))

    @property
    def spans(self) -> list[dict[str, Any]]:
        """The spans of its words."""
        found = next((self.fields[field] for field in _WORDS if field in self.fields), None)
        return [span for span in items(found) if isinstance(span, dict)]

    @property
    def words(self) -> str:
        """Its words, or the name of a chain."""
        return " … ".join(string(span.get("text")) for span in self.spans) or string(self.fields.get("name"))


def inside(tree: Any, path: Path) -> Any:
    """The value at a path; None where the path leads nowhere."""
    for key in path:
        try:
            tree = tree[key]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def string(value: Any) -> str:
    """A value that should be a string; empty where it is none."""
    return value if isinstance(value, str) else ""


def items(value: Any) -> list[Any]:
    """A value that should be a list; empty where it is none."""
    return value if isinstance(value, list) else []


def tagset_at(tree: Any, path: Path, at_hand: TagSets) -> TagSet | None:
    """The tag set of the layer that a path leads through, or the one that speaks for the record as a whole."""
    if path[:1] == ("layers",):
        return _tagset(inside(tree, path[:2]), at_hand)
    found = (_tagset(layer, at_hand) for layer in items(inside(tree, ("layers",))))
    return next((tagset for tagset in found if tagset), at_hand.default)


def _tagset(layer: Any, at_hand: TagSets) -> TagSet | None:
    reference = layer.get("tagset", UNSET) if isinstance(layer, dict) else UNSET
    try:
        return at_hand.get(reference if reference is UNSET else msgspec.convert(reference, TagSetRef))
    except msgspec.ValidationError:
        return at_hand.default


def all_annotations(tree: Any, layer: Path) -> Iterator[Annotation]:
    """Every annotation in the arrays of the layer at a path."""
    for array, kind in ARRAYS.items():
        for index, fields in enumerate(items(inside(tree, (*layer, array)))):
            if isinstance(fields, dict):
                yield Annotation(kind, (*layer, array, index), fields)


def annotation_at(tree: Any, path: Path) -> Annotation | None:
    """The annotation that a path leads into, one whose words were lost as well."""
    array, depth = (path[2], 4) if len(path) > 4 else ("", 0)
    kind = ARRAYS.get(str(array))
    if array == "unanchored" and path[4] == "annotation":
        kind, depth = string(inside(tree, (*path[:4], "kind"))), 5
    fields = inside(tree, path[:depth])
    return Annotation(kind, path[:depth], fields) if kind and isinstance(fields, dict) else None
