"""References by id inside a layer: what one leads to, and which ids may stand at a place."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..rules import ARRAYS
from ..rules._references import CHAIN, ENTITY_OR_CHAIN, FILLERS, RELATION_FILLERS
from ..tagset import TagSet
from .cursor import Cursor
from .parts import Annotation, all_annotations, annotation_at, inside, string

_KINDS = {"chain": CHAIN, "members": CHAIN, "source": ENTITY_OR_CHAIN, "addressee": ENTITY_OR_CHAIN}
_BY_OWNER = {"event": FILLERS, "relation": RELATION_FILLERS}


class Candidate(Struct, frozen=True):
    """An annotation that may be meant, and whether the tag set lets one of its type stand there."""

    annotation: Annotation
    fits: bool


def target(cursor: Cursor) -> Annotation | None:
    """The annotation that the id at the cursor refers to; None where there is no reference, or it leads nowhere."""
    if cursor.on_key or not _kinds(cursor):
        return None
    found = (other for other in all_annotations(cursor.tree, cursor.path[:2]) if other.id == cursor.word)
    return next(found, None) if cursor.word else None


def candidates(cursor: Cursor, tagset: TagSet | None) -> Iterator[Candidate]:
    """The annotations of the layer whose ids may stand at the cursor."""
    owner = annotation_at(cursor.tree, cursor.path)
    kinds, labels = _kinds(cursor), _labels(cursor, owner, tagset)
    for other in all_annotations(cursor.tree, cursor.path[:2]) if kinds else ():
        if other.id and other.kind in kinds and (owner is None or other.path != owner.path):
            yield Candidate(other, labels is None or _label(other) in labels)


def _kinds(cursor: Cursor) -> frozenset[str]:
    """The kinds of annotations that may be referred to at the cursor; none where no reference stands there."""
    path, owner = cursor.path, annotation_at(cursor.tree, cursor.path)
    if owner is None:
        is_conflict = path[:1] == ("layers",) and path[2:3] == ("conflicts",) and path[4:] == ("annotation",)
        return frozenset(ARRAYS.values()) if is_conflict else frozenset()
    match path[len(owner.path) :]:
        case ("chain",) | ("members" | "source" | "addressee", int()):
            return _KINDS[str(path[len(owner.path)])]
        case ("arguments", int(), "filler"):
            return _BY_OWNER.get(owner.kind, frozenset())
    return frozenset()


def _labels(cursor: Cursor, owner: Annotation | None, tagset: TagSet | None) -> frozenset[str] | None:
    """The labels that may fill the place of the cursor, such as entity:PER; None where any may, or nothing is known."""
    if owner is None or tagset is None:
        return None
    place = cursor.path[len(owner.path) :]
    if place[0] == "arguments":
        role = string(inside(owner.fields, (*place[:2], "role")))
        return tagset.allowed.get(owner.kind, {}).get(owner.type, {}).get(role)
    return tagset.speakers.get(owner.type, {}).get(str(place[0])) if owner.kind == "quote" else None


def _label(other: Annotation) -> str:
    kind = string(other.fields.get("kind")) if other.kind == "chain" else other.kind
    return f"{kind}:{other.type}"
