"""The record schema narrowed to one tag set, so that an editor offers its labels and marks any other.

It says no more than the rules about labels do, and not all of it: what depends on another annotation (who may fill a
role) no schema can say.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import UNSET

from . import schema
from .tagset import ResolvedType, TagSet
from .tagset_file import Attribute

_ANNOTATIONS = {"entity": "entity", "event": "event", "quote": "quote", "relation": "relation"}
_ANY_NAME = {"minProperties": 1, "maxProperties": 32}


def narrow(tagset: TagSet) -> dict[str, Any]:
    """The article schema with the types, roles, attributes and knowledge bases of a tag set.

    Every layer of a record is held to it, so it suits records all of whose layers use this tag set.
    """
    tree = copy.deepcopy(schema.load("article"))
    tree["$id"] = f"{tree['$id']}:{tagset.id}:{tagset.version}"
    tree["title"] = f"{tree['title']}, with the labels of {tagset.id} {tagset.version}"
    parts = tree["$defs"]
    for kind in _ANNOTATIONS:
        types = {name: found for name, found in tagset.types(kind).items() if not found.abstract}
        parts[kind]["properties"]["type"] = _labels(types)
        parts[kind]["allOf"] = [_for_type(name, found, kind, tagset) for name, found in types.items()]
        parts[kind]["properties"]["attributes"] = _attributes(_carried_by(kind, tagset), parts["attributes"])
    parts["chain"]["properties"]["type"] = _labels(_chain_types(tagset))
    parts["chain"]["properties"]["attributes"] = _attributes(_carried_by("chain", tagset), parts["attributes"])
    parts["section"]["properties"]["type"] = _labels(tagset.sections)
    parts["curie"]["pattern"] = f"^({'|'.join(sorted(tagset.kbs)) or '(?!)'}):[!-~]{{1,200}}$(?!\\n)"
    return tree


def _labels(found: Mapping[str, Any]) -> dict[str, Any]:
    """Labels to choose from, each with its meaning, which editors of the VS Code family show."""
    return {"enum": list(found), "enumDescriptions": [_meaning(label) for label in found.values()]}


def _meaning(label: Any) -> str:
    meaning = label.first("definition") if isinstance(label, ResolvedType) else label.definition
    return f"Deprecated. {meaning}" if isinstance(label, ResolvedType) and label.deprecated else str(meaning)


def _chain_types(tagset: TagSet) -> dict[str, ResolvedType]:
    return {**tagset.entities, **tagset.events, **tagset.quotes}


def _for_type(name: str, found: ResolvedType, kind: str, tagset: TagSet) -> dict[str, Any]:
    """What holds for annotations of one type: its roles, its attributes, its levels."""
    then: dict[str, Any] = {"attributes": {"propertyNames": {"enum": _names(_carried_by(kind, tagset, found))}}}
    if kind in ("event", "relation"):
        then["arguments"] = {"items": {"properties": {"role": _labels(found.roles)}}}
    if kind == "entity" and found.first("levels") is not UNSET:
        then["level"] = {"enum": found.first("levels")} if found.first("levels") else False
    return {
        "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
        "then": {"properties": then},
    }


def _carried_by(kind: str, tagset: TagSet, found: ResolvedType | None = None) -> list[Attribute]:
    """The attributes that annotations of a kind may carry, or only those that may stand on one of its types."""
    declared = [attribute for attribute in tagset.attributes.values() if kind in attribute.on]
    return [a for a in declared if found is None or not a.types or set(a.types) & set(found.lineage)]


def _names(attributes: Iterable[Attribute]) -> list[str]:
    return [attribute.name for attribute in attributes]


def _attributes(declared: list[Attribute], general: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": general["description"],
        "additionalProperties": False,
        **_ANY_NAME,
        "properties": {attribute.name: _value(attribute) for attribute in declared},
    }


def _value(attribute: Attribute) -> dict[str, Any]:
    """The values that an attribute takes."""
    if attribute.value_type == "enum":
        one: dict[str, Any] = {"enum": attribute.values or []}
    elif attribute.value_type == "string":
        one = {"type": "string", "minLength": 1, "maxLength": 200}
    else:
        one = {"type": attribute.value_type}
    if attribute.many:
        one = {"type": "array", "items": one, "minItems": 1, "maxItems": 32, "uniqueItems": True}
    return {**one, "description": attribute.definition}
