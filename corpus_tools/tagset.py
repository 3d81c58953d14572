"""Label inventories with all inheritance worked out.

A subtype has the roles of its parent and may narrow them; a tag set that extends another has its types and may
narrow those. Fillers are written `entity:PER`, `event:*` or `span`, and a type stands for its subtypes as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from . import schema
from .errors import UnknownName
from .model import TagSetRef
from .tagset_file import Kind, Role, TagSetFile


class ResolvedType:
    """A type with what it has from its ancestors.

    `lineage` is the type itself and its ancestors, nearest first; `declared` the same as they are written.
    """

    def __init__(self, name: str, declared: list[Any]) -> None:
        self.name = name
        self.declared = declared
        self.lineage = tuple(dict.fromkeys(label.name for label in declared))
        self.abstract = bool(declared[0].abstract) if hasattr(declared[0], "abstract") else False
        self.deprecated = bool(declared[0].deprecated)
        self.symmetric = bool(self.first("symmetric"))

    def first(self, field: str) -> Any:
        """The value of a field on the type itself, else on its nearest ancestor that has one; else UNSET."""
        values = (getattr(label, field, UNSET) for label in self.declared)
        return next((value for value in values if value is not UNSET), UNSET)

    @property
    def is_value(self) -> bool:
        """Whether mentions of the type are values: dates, money, quantities."""
        return bool(self.first("class_") == "value")

    @cached_property
    def roles(self) -> dict[str, Role]:
        """The roles of the type by name, inherited ones first."""
        roles: dict[str, Role] = {}
        for label in reversed(self.declared):
            for role in label.roles or ():
                above = roles.get(role.name)
                roles[role.name] = role if above is None else _under(role, above)
        return roles


def _under(role: Role, above: Role) -> Role:
    """A role that stands under another of its name: limits it does not give are those of the other."""
    return msgspec.structs.replace(
        role,
        min=above.min if role.min is UNSET else role.min,
        max=above.max if role.max is UNSET else role.max,
    )


class TagSet:
    """A label inventory with inheritance worked out; every lookup is by name."""

    def __init__(self, file: TagSetFile, base: TagSet | None = None, sha256: str = "", path: str = "") -> None:
        self.file, self.base, self.sha256, self.path = file, base, sha256, path
        self.id, self.version = file.id, file.version
        self._declared: dict[Kind, dict[str, list[Any]]] = {
            kind: self._stack(kind, labels) for kind, labels in file.types().items()
        }
        self.entities = self._resolve("entity")
        self.events = self._resolve("event")
        self.quotes = self._resolve("quote")
        self.relations = self._resolve("relation")
        self.sections = self._merged("sections", file.section_types, "name")
        self.attributes = self._merged("attributes", file.attributes, "name")
        self.kbs = self._merged("kbs", file.kbs, "prefix")
        self.language: str | UnsetType = file.language or (base.language if base else UNSET)
        self.problem: str | None = None

    def __repr__(self) -> str:
        return f"<TagSet {self.id} {self.version}>"

    def _stack(self, kind: Kind, labels: Iterable[Any]) -> dict[str, list[Any]]:
        """Each label as written here, then as written in the tag set that this one extends."""
        inherited = self.base._declared[kind] if self.base else {}
        own = {label.name: label for label in labels}
        names = dict.fromkeys([*inherited, *own])
        return {name: [*([own[name]] if name in own else []), *inherited.get(name, [])] for name in names}

    def _resolve(self, kind: Kind) -> dict[str, ResolvedType]:
        return {name: ResolvedType(name, list(self._lineage(kind, name))) for name in self._declared[kind]}

    def _lineage(self, kind: Kind, name: str) -> Iterator[Any]:
        seen: set[str] = set()
        here: str | UnsetType = name
        while here and here not in seen and here in self._declared[kind]:
            seen.add(here)
            stack = self._declared[kind][here]
            yield from stack
            here = next((label.parent for label in stack if getattr(label, "parent", UNSET)), UNSET)

    def _merged(self, field: str, own: Iterable[Any], key: str) -> dict[str, Any]:
        inherited = getattr(self.base, field) if self.base else {}
        return {**inherited, **{getattr(part, key): part for part in own}}

    def types(self, kind: str) -> dict[str, ResolvedType]:
        """The types of one kind of annotation by name."""
        return {"entity": self.entities, "event": self.events, "quote": self.quotes, "relation": self.relations}[kind]

    @cached_property
    def labels(self) -> frozenset[str]:
        """Every label that may fill a role, written with its kind: `entity:PER`."""
        return frozenset(f"{kind}:{name}" for kind in ("entity", "event", "quote") for name in self.types(kind))

    @cached_property
    def _meant(self) -> dict[str, set[str]]:
        """The labels that each filler stands for: a type and its subtypes, all of a kind, or a bare span."""
        meant = defaultdict(set, span={"span"})
        for kind in ("entity", "event", "quote"):
            for resolved in self.types(kind).values():
                for name in ("*", *resolved.lineage):
                    meant[f"{kind}:{name}"].add(f"{kind}:{resolved.name}")
        return dict(meant)

    def expand(self, fillers: Iterable[str]) -> frozenset[str]:
        """The labels that a list of fillers allows: subtypes and `*` written out, `span` kept."""
        return frozenset().union(*(self._meant.get(filler, ()) for filler in fillers))

    @cached_property
    def allowed(self) -> dict[str, dict[str, dict[str, frozenset[str]]]]:
        """Labels that may fill a role: by kind of annotation, its type and the role."""
        return {
            kind: {
                name: {role.name: self.expand(role.fillers) for role in resolved.roles.values()}
                for name, resolved in types.items()
            }
            for kind, types in (("event", self.events), ("relation", self.relations))
        }

    @cached_property
    def speakers(self) -> dict[str, dict[str, frozenset[str]]]:
        """Labels that may be source or addressee, by type of quote and slot; any entity where it has no such slot."""
        anyone = self.expand(["entity:*"])
        return {
            name: {
                field: self.expand(slot.fillers) if (slot := resolved.first(field)) else anyone
                for field in ("source", "addressee")
            }
            for name, resolved in self.quotes.items()
        }


def parse(data: bytes, base: TagSet | None = None, path: str = "") -> TagSet:
    """Build a tag set from the bytes of a file that fits the schema; `base` is the one it extends."""
    import hashlib  # late: slow to load, and most starts of the merge driver need no tag set

    file = msgspec.json.decode(data, type=TagSetFile, strict=False)
    return TagSet(file, base, hashlib.sha256(data).hexdigest(), path)


def reference(tree: dict[str, Any]) -> TagSetRef | None:
    """The tag set that a tag set file, as plain JSON, extends."""
    return msgspec.convert(tree["extends"], TagSetRef) if "extends" in tree else None


@cache
def builtin() -> TagSet:
    """The tag set that comes with the package: political-news."""
    path = schema.folder() / "political-news.tagset.json"
    return parse(path.read_bytes(), path=path.name)


class TagSets:
    """The tag sets at hand, by id and version. `default` serves layers that name none."""

    def __init__(self, given: Iterable[TagSet] = (), default: TagSet | None = None) -> None:
        self._at_hand = {(tagset.id, tagset.version): tagset for tagset in (builtin(), *given)}
        self.default = default

    def __iter__(self) -> Iterator[TagSet]:
        return iter(self._at_hand.values())

    def add(self, tagset: TagSet) -> None:
        """Put one more tag set at hand."""
        self._at_hand[tagset.id, tagset.version] = tagset

    def get(self, ref: TagSetRef | UnsetType) -> TagSet | None:
        """The tag set a layer names, the default where it names none, or None where it is not at hand.

        A patch changes no label, so the newest patch of the same minor version serves where the very version is not
        at hand.
        """
        if not ref:
            return self.default
        exact = self._at_hand.get((ref.id, ref.version))
        if exact or _patch(ref.version) < 0:
            return exact
        return max(self._patches(ref), key=lambda tagset: _patch(tagset.version), default=None)

    def _patches(self, ref: TagSetRef) -> list[TagSet]:
        minor = ref.version.rpartition(".")[0]
        return [t for t in self if t.id == ref.id and t.version.rpartition(".")[0] == minor and _patch(t.version) >= 0]

    def require(self, ref: TagSetRef) -> TagSet:
        """The tag set of that id and version.

        Raises:
            UnknownName: it is not at hand.
        """
        found = self.get(ref)
        if found is None:
            raise UnknownName("tag set", f"{ref.id} {ref.version}", (f"{i} {v}" for i, v in self._at_hand))
        return found


def _patch(version: str) -> int:
    """The patch number of a version, -1 for a pre-release."""
    patch = version.rpartition(".")[2]
    return int(patch) if patch.isdecimal() else -1
