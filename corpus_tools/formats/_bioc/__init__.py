"""BioC: one model, which `bioc_xml` and `bioc_json` spell in two ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, NamedTuple

from msgspec import UNSET, Meta, Struct, UnsetType, field

Offset = Annotated[int, Meta(ge=0, lt=10**9)]
Infons = dict[str, Any]
"""What is said of a part, key by key: texts, or lists of texts where a key is given several times."""
TYPE, ANNOTATOR, IDENTIFIER, KIND = "type", "annotator", "identifier", "Kind"
"""Keys of infons that say what an annotation is, whose, what it means, and that it is neither entity nor event."""
NEXT = -1
"""The offset of a passage that begins one behind the one before, in whatever unit."""
TRIGGER, CONTENT = "Trigger", "Content"
"""Roles of the node that holds the words of an event or quote."""


class Location(Struct, forbid_unknown_fields=True, gc=False):
    """A stretch of the document, in code points, UTF-16 units or bytes."""

    offset: Offset
    length: Offset


class Node(Struct, forbid_unknown_fields=True, gc=False):
    """What takes part in a relation, and how."""

    refid: str
    role: str


class Annotation(Struct, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Something said of some words."""

    id: str
    infons: Infons | UnsetType = UNSET
    text: str | UnsetType = UNSET
    locations: list[Location] | UnsetType = UNSET


class Relation(Struct, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Something said of several annotations."""

    id: str
    infons: Infons | UnsetType = UNSET
    nodes: list[Node] | UnsetType = UNSET


class Sentence(Struct, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A sentence with its place in the document."""

    offset: Offset
    infons: Infons | UnsetType = UNSET
    text: str | UnsetType = UNSET
    annotations: list[Annotation] | UnsetType = UNSET
    relations: list[Relation] | UnsetType = UNSET


class Passage(Struct, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A part of a document; its text stands in it or in its sentences."""

    offset: Offset
    infons: Infons | UnsetType = UNSET
    text: str | UnsetType = UNSET
    sentences: list[Sentence] | UnsetType = UNSET
    annotations: list[Annotation] | UnsetType = UNSET
    relations: list[Relation] | UnsetType = UNSET


class Document(Struct, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One article."""

    id: str
    infons: Infons | UnsetType = UNSET
    passages: list[Passage] | UnsetType = UNSET
    annotations: list[Annotation] | UnsetType = UNSET
    relations: list[Relation] | UnsetType = UNSET


class Collection(Struct, kw_only=True):
    """What is said of all documents of a file."""

    source: str = ""
    date: str = ""
    key: str = ""
    infons: Infons = field(default_factory=dict)


Part = Document | Passage | Sentence | Annotation | Relation


class Found(NamedTuple):
    """A document, what tells the places of its parts, and the places and names of what BioC does not have."""

    document: Document
    where: Callable[[Part], str]
    unknown: Sequence[tuple[str, str]] = ()
