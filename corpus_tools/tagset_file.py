"""A tag set as it is written down: the fields of `schemas/tagset.schema.json`, before inheritance."""

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from .model import TagSetRef

Kind = Literal["entity", "event", "quote", "relation"]
_Mappings = dict[str, list[str]] | UnsetType


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """A role of an event or relation type: who may fill it, and how often."""

    name: str
    definition: str
    fillers: list[str]
    min: int | UnsetType = UNSET
    max: int | UnsetType = UNSET
    mappings: _Mappings = UNSET


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
    """Who may be the source or addressee of a quote, and how often."""

    fillers: list[str]
    min: int | UnsetType = UNSET
    max: int | UnsetType = UNSET


class _Label(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: str
    definition: str
    parent: str | UnsetType = UNSET
    abstract: bool | UnsetType = UNSET
    examples: list[str] | UnsetType = UNSET
    color: str | UnsetType = UNSET
    key: str | UnsetType = UNSET
    mappings: _Mappings = UNSET
    deprecated: bool | UnsetType = UNSET
    replaced_by: str | UnsetType = UNSET


class EntityType(_Label, frozen=True, kw_only=True, rename={"class_": "class"}):
    """A type of entity mention, or of a value such as a date."""

    class_: Literal["entity", "value"] | UnsetType = UNSET
    levels: list[str] | UnsetType = UNSET
    value_pattern: str | UnsetType = UNSET
    value_format: str | UnsetType = UNSET


class EventType(_Label, frozen=True, kw_only=True):
    """A type of event."""

    roles: list[Role] | UnsetType = UNSET


class RelationType(_Label, frozen=True, kw_only=True):
    """A type of relation."""

    roles: list[Role] | UnsetType = UNSET
    symmetric: bool | UnsetType = UNSET


class QuoteType(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A type of quote: how it stands to quotation marks, and what it needs."""

    name: str
    definition: str
    marks: Literal["required", "partial", "forbidden", "any"]
    examples: list[str] | UnsetType = UNSET
    source: Slot | UnsetType = UNSET
    addressee: Slot | UnsetType = UNSET
    cue: Literal["required", "optional", "forbidden"] | UnsetType = UNSET
    mappings: _Mappings = UNSET
    deprecated: bool | UnsetType = UNSET
    replaced_by: str | UnsetType = UNSET


class Attribute(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An attribute: what it may stand on, and the values it takes."""

    name: str
    definition: str
    on: list[str]
    value_type: Literal["enum", "string", "number", "boolean"]
    types: list[str] | UnsetType = UNSET
    values: list[str] | UnsetType = UNSET
    many: bool | UnsetType = UNSET
    required: bool | UnsetType = UNSET
    default: str | float | bool | UnsetType = UNSET
    mappings: _Mappings = UNSET


class SectionType(Struct, frozen=True, forbid_unknown_fields=True):
    """A type of section, and the tasks that look at it."""

    name: str
    definition: str
    tasks: list[str]
    mappings: _Mappings = UNSET


class KnowledgeBase(Struct, frozen=True, forbid_unknown_fields=True):
    """A knowledge base that links may name by its prefix."""

    prefix: str
    pattern: str
    title: str | UnsetType = UNSET
    url: str | UnsetType = UNSET


class TagSetFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"schema": "$schema"}):
    """A tag set as it is written down, before inheritance."""

    schema: str | UnsetType = UNSET
    format_version: str
    id: str
    version: str
    title: str
    description: str | UnsetType = UNSET
    license: str
    language: str | UnsetType = UNSET
    extends: TagSetRef | UnsetType = UNSET
    entity_types: list[EntityType]
    event_types: list[EventType]
    quote_types: list[QuoteType]
    relation_types: list[RelationType]
    attributes: list[Attribute]
    section_types: list[SectionType]
    kbs: list[KnowledgeBase]
    extensions: dict[str, Any] | UnsetType = UNSET

    def types(self) -> dict[Kind, list[Any]]:
        """The labels of each kind of annotation, in the order of the file."""
        return {
            "entity": self.entity_types,
            "event": self.event_types,
            "quote": self.quote_types,
            "relation": self.relation_types,
        }
