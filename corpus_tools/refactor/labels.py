"""Labels as they are named on the command line: `PER`, `entity:PER`, `role:Attack.target`, `attribute:polarity`."""

from __future__ import annotations

from msgspec import Struct

from ..errors import CorpusToolsError, UnknownName
from ..tagset import TagSet

TYPES = {"entity": "entities", "event": "events", "quote": "quotes", "relation": "relations"}
"""Kinds of annotation that have a type, and the array each stands in."""
KINDS = (*TYPES, "section", "role", "attribute")


class AmbiguousLabel(CorpusToolsError):
    """A bare name that labels of several kinds have."""

    def __init__(self, name: str, kinds: list[str]) -> None:
        choices = " or ".join(f"{kind}:{name}" for kind in kinds)
        super().__init__(f"{name!r} is the name of several labels: write {choices}")


class Label(Struct, frozen=True):
    """One label: its kind and name; `of` is the type of event or relation that a role belongs to."""

    kind: str
    name: str
    of: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{f'{self.of}.' if self.of else ''}{self.name}"


def label(written: str, tagset: TagSet) -> Label:
    """The label of a tag set that a word stands for; the kind may be left out where only one kind has that name.

    Raises:
        UnknownName: the tag set has no such label.
        AmbiguousLabel: labels of several kinds have that name.
    """
    kind, _, name = written.rpartition(":")
    if kind and kind not in KINDS:
        raise UnknownName("kind of label", kind, KINDS)
    kinds = [one for one in ([kind] if kind else KINDS) if name in _names(one, tagset)]
    if not kinds:
        raise UnknownName("label", written, [n for one in ([kind] if kind else KINDS) for n in _names(one, tagset)])
    if len(kinds) > 1:
        raise AmbiguousLabel(name, kinds)
    of, _, bare = name.rpartition(".")
    return Label(kinds[0], bare, of)


def _names(kind: str, tagset: TagSet) -> list[str]:
    if kind in TYPES:
        return list(tagset.types(kind))
    if kind == "role":
        owners = [*tagset.events.values(), *tagset.relations.values()]
        return [f"{owner.name}.{role}" for owner in owners for role in owner.roles]
    return list(tagset.sections if kind == "section" else tagset.attributes)
