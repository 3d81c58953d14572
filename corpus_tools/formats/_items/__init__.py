"""Annotations as flat items with fields and links, for formats that have nothing else.

An item with a place is an entity, one with a place and links an event, one with links alone a relation. What is of
another kind says so: a quote, whose links are its source, addressee and cue; a chain, whose links are its members; and
bare words, which are linked to by what they belong to.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

from ...model import Span

Kind = Literal["entity", "event", "quote", "relation", "chain", "words"]
KINDS = ("entity", "event", "quote", "relation", "chain", "words")
LEVEL, VALUE, CONFIDENCE, NOTE = "Level", "Value", "Confidence", "Note"
"""Fields that are no attributes; those of ours begin with a small letter."""
NAME, LINKS, OF = "Name", "Links", "Of"
"""Fields of chains: the last one tells the kind of the members."""
CUE, MEMBER, GROUP = "cue", "member", "group"
"""Roles of links: of the cue of a quote, and of the mentions and the chains that belong to a chain."""
DEFAULT = "Annotation"
"""The type of what has none."""


class Item(Struct, kw_only=True, gc=False):
    """One annotation as others have it: `fields` may be attributes, and `links` are roles with the ids they lead to.

    `why` tells what is wrong with its place; `at` is whatever the format tells the place in the source from.
    """

    id: str = ""
    kind: Kind
    type: str = ""
    spans: list[Span] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    why: str = ""
    at: Any = None


def kind_of(named: object, *, placed: bool, linked: bool) -> Kind:
    """The kind of an item: the one that it names itself if there is such a one, else told by what it has."""
    if named in KINDS:
        return named  # type: ignore[return-value]
    return ("event" if linked else "entity") if placed else "relation"
