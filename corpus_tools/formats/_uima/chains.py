"""Chains of a CAS: coreference chains, and mentions that lead to the same entry of a knowledge base."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .._items import LINKS, MEMBER, OF, Item
from . import Structure

FIRST, NEXT = "first", "next"
OF_LINKS = ("referenceType", "referenceRelation")
"""Features of the links of a chain."""
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(\w+)")
_LINK = re.compile(r"[A-Za-z][A-Za-z0-9_.+-]*:[!-~]{1,200}")


def coreference(structures: Iterable[Structure]) -> Iterator[list[Structure]]:
    """The links of each coreference chain, in its order; a chain that runs into itself ends there."""
    for one in structures:
        if isinstance(link := one.features.get(FIRST), Structure):
            links = dict[Structure, None]()
            while isinstance(link, Structure) and link.place and link not in links:
                links[link] = None
                link = link.features.get(NEXT)
            yield list(links)


def chain_item(name: str, members: Iterable[str], at: Any) -> Item:
    """A chain of entities as an item."""
    links = [(MEMBER, one) for one in dict.fromkeys(members)]
    return Item(id=name, kind="chain", fields={OF: "entity"}, links=links, at=at)


def identified(mentions: Sequence[tuple[Item, str]], chains: Sequence[Item]) -> Iterator[Item]:
    """New chains of mentions that lead to the same entry; chains that have such a mention already get the link."""
    chain_of = {ref: chain for chain in chains for _, ref in chain.links}
    new: dict[str, Item] = {}
    for mention, link in mentions:
        chain = chain_of.get(mention.id)
        if chain is None:
            chain = new.setdefault(link, chain_item(f"{mention.id} identifier", (), mention.at))
            chain.links.append((MEMBER, mention.id))
        links = chain.fields.setdefault(LINKS, [])
        if link not in links:
            links.append(link)
    yield from new.values()


def link_of(identifier: object) -> str | None:
    """The link that an identifier is, if it can be one.

    >>> link_of("http://www.wikidata.org/entity/Q42"), link_of("a name")
    ('wikidata:Q42', None)
    """
    if not isinstance(identifier, str):
        return None
    if match := _WIKIDATA.fullmatch(identifier):
        return f"wikidata:{match[1]}"
    return identifier if _LINK.fullmatch(identifier) else None


def identifier_of(link: str) -> str:
    """A link as INCEpTION has it.

    >>> identifier_of("wikidata:Q42"), identifier_of("geonames:1")
    ('http://www.wikidata.org/entity/Q42', 'geonames:1')
    """
    base, _, key = link.partition(":")
    return f"http://www.wikidata.org/entity/{key}" if base == "wikidata" and re.fullmatch(r"\w+", key) else link
