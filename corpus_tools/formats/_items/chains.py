"""Chains as fields of the mentions that belong to them, for formats that have no groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import UNSET

from ...model import Chain, Layer, Record
from .. import _changes as changes
from . import LINKS, MEMBER, NAME, OF, Item

CHAIN, CHAIN_NAME, LINK = "Chain", "ChainName", "Link"
"""Fields of a mention: the id of its chain; of the first one also what the chain is called and linked to."""


def spread(items: Iterable[Item]) -> list[Item]:
    """Items without chains; what they say is said by the fields of their mentions."""
    every = list(items)
    rest = [item for item in every if item.kind != "chain"]
    by_id = {item.id: item for item in rest}
    for chain in every:
        members = [by_id[ref] for role, ref in chain.links if role == MEMBER] if chain.kind == "chain" else []
        for member in members:
            member.fields[CHAIN] = chain.id
        for field, name in ((NAME, CHAIN_NAME), (LINKS, LINK)):
            if members and field in chain.fields:
                members[0].fields[name] = chain.fields[field]
    return rest


def gathered(items: Sequence[Item]) -> list[Item]:
    """Items with a chain for each that their fields name."""
    chains: dict[str, Item] = {}
    for item in items:
        own = item.fields.pop(CHAIN, None)
        said = {
            field: item.fields.pop(name) for field, name in ((NAME, CHAIN_NAME), (LINKS, LINK)) if name in item.fields
        }
        if isinstance(own, str) and own:
            chain = chains.setdefault(own, Item(id=own, kind="chain", fields={OF: item.kind}, at=item.at))
            chain.links.append((MEMBER, item.id))
            chain.fields |= said
    return [*items, *chains.values()]


def known_by_mentions(record: Record) -> Record:
    """Chains with a mention of their kind, and of these only name and links."""
    return changes.each_layer(record, lambda layer: _known(layer) if layer.chains else layer)


def _known(layer: Layer) -> Layer:
    first = dict(reversed(list(_chained(layer))))
    return changes.in_layer(layer, lambda part: _known_chain(part, first) if isinstance(part, Chain) else part)


def _chained(layer: Layer) -> Iterator[tuple[str, str]]:
    """The chain of each mention, and the kind of the mention."""
    for kind, parts in (("entity", layer.entities), ("event", layer.events), ("quote", layer.quotes)):
        yield from ((one.chain, kind) for one in parts or () if one.chain is not UNSET)


def _known_chain(chain: Chain, first: dict[str, str]) -> Chain | None:
    return (
        changes.without(chain, "attributes", "confidence", "note", "members")
        if first.get(chain.id) == chain.kind
        else None
    )
