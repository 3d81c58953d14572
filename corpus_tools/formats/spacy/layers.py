"""Mentions of spaCy made into layers; what several of them are linked to becomes a chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...model import Span
from .._items import LINKS, MEMBER, Item
from .._names import Ids


def mention(label: str, spans: Sequence[Span], why: str = "", *, name: str = "", at: object = None) -> Item:
    """One mention; `why` says why it has no place, or what is wrong with it."""
    if not label:
        spans, why = [], "it has no label"
    return Item(kind="entity", id=name, type=label, spans=list(spans), why=why, at=at)


def with_chains(mentions: Iterable[tuple[Item, str]], relations: Iterable[Item] = ()) -> Iterator[Item]:
    """Mentions with ids, their relations, and for each entry of a knowledge base that some are linked to, a chain."""
    ids, chains = Ids(), dict[str, list[str]]()
    for item, link in mentions:
        item.id = ids.keep(item.id, "t")
        if link and item.spans:
            chains.setdefault(link, []).append(item.id)
        yield item
    for item in relations:
        item.id = ids.keep(item.id, "r")
        yield item
    for link, members in chains.items():
        links = [(MEMBER, member) for member in members]
        yield Item(kind="chain", id=ids.new("c"), fields={LINKS: [link]}, links=links)


def unique(names: Iterable[str]) -> Iterator[str]:
    """Names of layers, no two the same."""
    ids = Ids()
    return (ids.keep(name, "layer") for name in names)
