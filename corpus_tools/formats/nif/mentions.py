"""What is said of a stretch of a text, as a mention; and chains of those that are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._attributes import single
from .._items import LINKS, MEMBER, Item
from .._spots import Spot
from .graph import Address, Resource
from .terms import (
    ANNOTATOR,
    BEGIN,
    CLASS,
    CLASSES,
    CONTEXT,
    END,
    FIELDS,
    IDENTITY,
    LAYERS,
    NIF,
    PARTS,
    TEXT,
    UNIT,
    WORDS,
    A,
    is_address,
    link_to,
    name_in,
    tail,
)

OF_STRINGS = {A, BEGIN, END, WORDS, CONTEXT, TEXT, UNIT, LAYERS}
_OF_MENTIONS = {*OF_STRINGS, CLASS, IDENTITY, ANNOTATOR}
BETWEEN = frozenset(
    NIF + name
    for name in (
        *("sentence", "word", "firstWord", "lastWord", "nextWord", "previousWord", "nextSentence"),
        *("previousSentence", "subString", "superString"),
    )
)
"""Properties by which words and sentences lead to each other."""
_FIELD_OF = {address: name for name, address in FIELDS.items()}


def is_mention(own: Resource) -> bool:
    """Whether something is said of a stretch beside that it is a part of the text."""
    return bool({CLASS, IDENTITY} & own.keys()) or not PARTS.intersection(map(str, own.get(A, ())))


def item_of(own: Resource, identifier: str, node: str, spot: Spot) -> Item:
    """A mention at a place, of which a resource says what it is."""
    type_, classes = _type(own)
    fields: dict[str, Any] = {CLASSES: classes} if classes else {}
    for name in sorted(own.keys() - _OF_MENTIONS - BETWEEN):
        field = _FIELD_OF.get(name) or name_in("attribute", name) or tail(name)
        found = [str(one) if isinstance(one, Address) else one for one in own[name]]
        fields[field] = sorted([*fields.get(field, ()), *found], key=str)
    return Item(
        id=identifier,
        kind="entity",
        type=type_,
        spans=[spot.span] if spot.span else [],
        why=spot.why,
        fields={name: single(found) for name, found in fields.items()},
        links=[("", str(one)) for one in own.get(IDENTITY, ())],
        at=node,
    )


def maker(own: Resource) -> str:
    """Whose mention a resource is; empty where nobody is named."""
    found = own.get(ANNOTATOR, [""])[0]
    return name_in("annotator", found) or tail(str(found))


def _type(own: Resource) -> tuple[str, list[str]]:
    """The type of a mention, and its other classes."""
    classes = [str(one) for one in own.get(CLASS, ())]
    ours = [name for one in classes if (name := name_in("type", one)) is not None]
    others = [one for one in classes if name_in("type", one) is None]
    return ours[0] if ours else tail(others[0]) if others else "", [one for one in others if is_address(one)]


def chains(items: Sequence[Item]) -> list[Item]:
    """A chain for all mentions that are the same; what they are leaves their links."""
    found: dict[tuple[str, ...], Item] = {}
    for item in items:
        addresses = tuple(address for _, address in item.links)
        item.links = []
        if addresses and item.spans:
            links = [link_to(one) for one in addresses if name_in("chain", one) is None]
            fields = {LINKS: sorted(links)} if links else {}
            chain = found.setdefault(addresses, Item(id=f"#{len(found)}", kind="chain", fields=fields, at=item.at))
            chain.links.append((MEMBER, item.id))
    return list(found.values())
