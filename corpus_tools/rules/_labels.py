"""What a tag set says of types, attributes, values and links, laid out for quick tests; once for each tag set."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from msgspec import UNSET, UnsetType

from ..tagset import ResolvedType, TagSet
from ..tagset_file import Attribute
from ._view import LayerView

KINDS = ("entity", "event", "quote", "relation")
PLURALS = {"entity": "entities", "event": "events", "quote": "quotes", "relation": "relations", "chain": "chains"}
SHOWN = 8
"""Names that a message lists at most."""


class Labels:
    """A tag set, asked the questions that rules about labels ask."""

    def __init__(self, tagset: TagSet) -> None:
        self.tagset = tagset
        self.types = {kind: tagset.types(kind) for kind in KINDS}

    @cached_property
    def abstract(self) -> dict[str, frozenset[str]]:
        """The abstract types of each kind."""
        return {kind: frozenset(t.name for t in types.values() if t.abstract) for kind, types in self.types.items()}

    @cached_property
    def levels(self) -> dict[str, list[str]]:
        """The levels of each entity type that does not have all of them."""
        found = ((t.name, t.first("levels")) for t in self.types["entity"].values())
        return {name: levels for name, levels in found if levels is not UNSET and len(levels) < 3}

    @cached_property
    def value_types(self) -> frozenset[str]:
        """The entity types whose mentions are values."""
        return frozenset(t.name for t in self.types["entity"].values() if t.is_value)

    @cached_property
    def value_patterns(self) -> dict[str, str]:
        """The pattern of the values of each entity type that gives one."""
        found = ((t.name, t.first("value_pattern")) for t in self.types["entity"].values())
        return {name: pattern for name, pattern in found if pattern is not UNSET}

    @cached_property
    def attributes(self) -> dict[str, dict[str, AttributeTest]]:
        """The attributes of each kind of annotation, chains too, by name."""
        every = self.tagset.attributes.values()
        return {
            kind: {attribute.name: AttributeTest(self, kind, attribute) for attribute in every if kind in attribute.on}
            for kind in PLURALS
        }

    @cached_property
    def successors(self) -> dict[str, dict[str, str | None]]:
        """The deprecated types of each kind, with the type that may be used instead, None where none is named."""
        return {
            kind: {name: _successor(types, name) for name, found in types.items() if found.deprecated}
            for kind, types in self.types.items()
        }

    @cached_property
    def required(self) -> dict[str, list[AttributeTest]]:
        """The attributes of each kind that its annotations must carry."""
        tests = {kind: list(found.values()) for kind, found in self.attributes.items()}
        return {kind: [test for test in found if test.attribute.required] for kind, found in tests.items()}

    @cached_property
    def defaults(self) -> dict[str, str | float | bool]:
        """The value that is meant where an attribute is left out, of each that may be left out and has one."""
        every = self.tagset.attributes.values()
        return {one.name: one.default for one in every if one.default is not UNSET and not one.required}

    def subtypes(self, kind: str, name: str) -> list[str]:
        """The types below a type that may be used."""
        return [t.name for t in self.types[kind].values() if name in t.lineage[1:] and not t.abstract]


def _successor(types: dict[str, ResolvedType], name: str) -> str | None:
    """The type that replaces a deprecated one, itself neither deprecated nor abstract."""
    seen: set[str | None] = set()
    here: str | None = name
    while here in types and types[here].deprecated and here not in seen:
        seen.add(here)
        here = types[here].declared[0].replaced_by or None
    return here if here in types and here not in seen and not types[here].abstract else None


class AttributeTest:
    """An attribute on one kind of annotation: the types that may carry it, and the values it takes.

    `types` is None where every type may. `words` are the strings that it lists.
    """

    def __init__(self, labels: Labels, kind: str, attribute: Attribute) -> None:
        self.attribute = attribute
        self.types: frozenset[str] | None = None
        if attribute.types:
            kinds = KINDS if kind == "chain" else (kind,)
            found = (t for one in kinds for t in labels.types[one].values())
            self.types = frozenset(t.name for t in found if not set(attribute.types).isdisjoint(t.lineage))
        self.words = frozenset(attribute.values or ())

    def takes(self, value: Any) -> bool:
        """Whether a value may be given; a list is right where every item is, and the attribute takes several."""
        if isinstance(value, list):
            return bool(self.attribute.many) and all(map(self.takes, value))
        if isinstance(value, str):
            return value in self.words or self.attribute.value_type == "string"
        return self.attribute.value_type == ("boolean" if isinstance(value, bool) else "number")


@lru_cache(maxsize=64)
def labels(tagset: TagSet) -> Labels:
    """The layout of a tag set."""
    return Labels(tagset)


def typed(layer: LayerView) -> Iterator[tuple[str, Sequence[Any], set[str]]]:
    """The sound annotations that must have a type, by kind, with the types that they have."""
    lists = (layer.entities, layer.events, layer.quotes, layer.relations)
    return zip(KINDS, lists, layer.columns.types.values(), strict=True)


def carriers(layer: LayerView) -> tuple[tuple[str, Sequence[Any]], ...]:
    """The sound annotations that may carry attributes, by kind: those that have types, and chains."""
    return (*((kind, parts) for kind, parts, _ in typed(layer)), ("chain", layer.chains))


def listing(names: Collection[str] | UnsetType) -> str:
    """Names in a row, those beyond the first few counted.

    >>> listing(["name", "nominal"])
    'name, nominal'
    """
    shown = list(names or ())
    more = f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    return ", ".join(shown[:SHOWN]) + more
