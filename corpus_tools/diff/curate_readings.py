"""What one annotator says of something, in words that mean the same for all: ids left out, references translated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Any

from msgspec import UNSET

from ..align.contents import everything, references
from ..model import Annotation, Chain, Entity, Event, Layer, Quote, Relation, Span, Task
from .fields import encoded, tree

KINDS: dict[type, str] = {Entity: "entity", Quote: "quote", Event: "event", Relation: "relation", Chain: "chain"}
ASIDE = ("note", "confidence", "extensions")
"""Fields that are each annotator's own, and say nothing about the article."""
_APART = ("id", "from", "decision", "anchor", "chain", "name", *ASIDE)
OPTIONAL: dict[str, Task] = {"attributes": "attributes", "links": "links", "arguments": "arguments"}
"""Fields that are only held against each other where all looked for them."""
Names = Callable[[str], object]
"""What an id of a layer is called among all of them."""


def kind_of(part: Annotation) -> str:
    """The kind of an annotation."""
    return KINDS[type(part)]


def own_spans(part: Annotation) -> list[Span]:
    """The words that an annotation as a whole stands on; relations and chains have none."""
    match part:
        case Entity():
            return part.spans
        case Event():
            return part.trigger
        case Quote():
            return part.content
        case _:
            return []


def roles(part: Annotation) -> list[str]:
    """The ids that an annotation cannot do without; the chain that a mention belongs to is not among them."""
    found = [ref for _, ref in references(part)]
    return found[:-1] if not isinstance(part, Relation | Chain) and part.chain else found


def content(part: Annotation, names: Names, group: list[Any] | None = None, apart: tuple[str, ...] = ()) -> bytes:
    """What an annotation says, as bytes that only the same content has; `group` are the mentions of a chain.

    Notes, confidence, the names of chains and the fields in `apart` do not count. What is called None is left out.
    """
    said = {key: value for key, value in tree(part).items() if key not in (*_APART, *apart)}
    for field in ("source", "addressee", "members"):
        if field in said:
            said[field] = _sorted(name for ref in said[field] if (name := names(ref)) is not None)
    if "arguments" in said:
        said["arguments"] = _sorted(_arguments(said["arguments"], names))
    if group is not None:
        said["mentions"] = _sorted(group)
    return encoded({"kind": kind_of(part), **{key: value for key, value in said.items() if value != []}})


def _arguments(arguments: list[dict[str, Any]], names: Names) -> Iterator[dict[str, Any]]:
    for argument in arguments:
        filled = names(argument["filler"]) if "filler" in argument else UNSET
        if filled is not None:
            told = {key: value for key, value in argument.items() if key not in ("filler", "note", "confidence")}
            yield told if filled is UNSET else {**told, "filler": filled}


def _sorted(values: Any) -> list[Any]:
    return sorted(values, key=encoded)


class Words:
    """The annotations of a layer by digests of what they say, what they refer to being known by its words.

    Such a digest outlives new ids, and is the same in whatever layer the same is said.
    """

    def __init__(self, layer: Layer) -> None:
        self.parts = {part.id: part for part in everything(layer)}
        self.mentions: dict[str, list[str]] = {}
        self._digests: dict[str, str] = {}
        for part in self.parts.values():
            if not isinstance(part, Relation | Chain) and part.chain:
                self.mentions.setdefault(part.chain, []).append(part.id)

    def digest(self, identifier: str) -> str:
        """The digest of an annotation."""
        if identifier not in self._digests:
            said = content(self.parts[identifier], self._name, self._group(identifier))
            self._digests[identifier] = blake2b(said, digest_size=6).hexdigest()
        return self._digests[identifier]

    def _group(self, identifier: str) -> list[object] | None:
        """What a chain holds; None for what is no chain."""
        is_chain = isinstance(self.parts[identifier], Chain)
        return [self._name(name) for name in self.mentions.get(identifier, ())] if is_chain else None

    def _name(self, identifier: str) -> object:
        part = self.parts.get(identifier)
        return [[span.start, span.end] for span in own_spans(part)] if part else identifier
