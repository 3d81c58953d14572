"""The parts of a tag set file, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from ..findings import Path
from ..tagset import ResolvedType, TagSet
from ..tagset_file import Role, Slot

SLOTS = ("source", "addressee")


class Label(Struct, frozen=True, dict=True):
    """A type as it is written in the file, where it stands, and the type with all that it inherits."""

    path: Path
    kind: str
    written: Any
    resolved: ResolvedType

    @cached_property
    def above(self) -> ResolvedType | None:
        """The type as it would be without what is written here, None where nothing is inherited."""
        rest = self.resolved.declared[1:]
        return ResolvedType(rest[0].name, rest) if rest else None


class Place(Struct, frozen=True):
    """A role of an event or relation, or a slot of a quote: what may have fillers."""

    path: Path
    label: Label
    name: str
    written: Role | Slot


def written(tagset: TagSet) -> Iterator[Label]:
    """Every type of annotation that the file holds; of two with one name, only the one that counts."""
    for kind, labels in tagset.file.types().items():
        for index, label in enumerate(labels):
            resolved = tagset.types(kind)[label.name]
            if resolved.declared[0] is label:
                yield Label((f"{kind}_types", index), kind, label, resolved)


def places(tagset: TagSet) -> Iterator[Place]:
    """Everything in the file that may have fillers."""
    for label in written(tagset):
        for index, role in enumerate(getattr(label.written, "roles", None) or ()):
            yield Place((*label.path, "roles", index), label, role.name, role)
        for name in SLOTS if label.kind == "quote" else ():
            slot = getattr(label.written, name)
            if slot:
                yield Place((*label.path, name), label, name, slot)


def is_known(tagset: TagSet, filler: str) -> bool:
    """Whether the type that a filler names is in the tag set."""
    kind, _, name = filler.partition(":")
    return name in ("", "*") or name in tagset.types(kind)


def is_whole(tagset: TagSet) -> bool:
    """Whether all types can be known: a tag set that extends another needs that one at hand."""
    return tagset.base is not None or not tagset.file.extends


def circle(tagset: TagSet, label: Label) -> list[str]:
    """The types, from this one on, that lead back to it as parents; empty where it is not its own ancestor."""
    types, seen = tagset.types(label.kind), [label.written.name]
    parent = label.resolved.first("parent") if hasattr(label.written, "parent") else None
    while parent in types and parent not in seen:
        seen.append(parent)
        parent = types[parent].first("parent")
    return seen if parent == seen[0] else []
