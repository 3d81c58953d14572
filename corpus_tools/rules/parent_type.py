"""The parent of a type in a tag set is unknown, or leads back to the type itself.

A type inherits from its parent, which must be a type of the same kind in the same file, or in the tag set that this one
extends. A tag set whose own base is not at hand is only told so: nothing can be said about its types.

Fails:

    {"entity_types": [{"name": "ORG", "definition": "Use ORG for a body with members."},
                      {"name": "MEDIA", "parent": "ORGS", "definition": "Use MEDIA for a newspaper."}]}

Passes:

    {"entity_types": [{"name": "ORG", "definition": "Use ORG for a body with members."},
                      {"name": "MEDIA", "parent": "ORG", "definition": "Use MEDIA for a newspaper."}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Path
from ..tagset import TagSet
from ..text import quoted
from ._cycles import closed
from ._near import near_name
from ._rule import Problem, Rule
from ._tagsets import Label, circle, is_whole, written


def check(tagset: TagSet) -> Iterator[Problem]:
    if not is_whole(tagset) and tagset.file.extends:
        base = tagset.file.extends
        message = f"the tag set {base.id} {base.version}, which this one extends, is not at hand"
        yield Problem(at=("extends",), message=message, fix="name its file as well")
    told: set[tuple[str, str]] = set()
    for label in written(tagset):
        if (label.kind, label.written.name) not in told:
            around = circle(tagset, label)
            told.update((label.kind, name) for name in around)
            yield from _circular(tagset, label, around) if around else _unknown(tagset, label)


def _circular(tagset: TagSet, label: Label, around: list[str]) -> Iterator[Problem]:
    others = [other for other in written(tagset) if other.kind == label.kind and other.written.name in around[1:]]
    yield Problem(
        at=_place(label),
        message=f"the type is its own ancestor: {' > '.join(closed(around))}",
        related=[(_place(other), "goes on here") for other in others[:3]],
    )


def _place(label: Label) -> Path:
    """Where the parent of a type is given; the type itself, where only the tag set that is extended gives it."""
    return (*label.path, "parent") if label.written.parent else label.path


def _unknown(tagset: TagSet, label: Label) -> Iterator[Problem]:
    types, parent = tagset.types(label.kind), getattr(label.written, "parent", None)
    if parent and parent not in types and is_whole(tagset):
        yield Problem(
            at=(*label.path, "parent"),
            message=f"there is no {label.kind} type {quoted(parent)}{near_name(parent, types, len(types))}",
        )


RULE = Rule(code="TGS001", name="parent-type", severity="error", level=1, subject="tagset", check=check)
