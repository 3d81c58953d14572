"""What chains stand for: the things that mentions are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import UnsetType

from ..findings import Fix
from ..model import Argument, Chain, Entity, Event, Quote, Relation, RelationArgument
from ..text import quoted
from ._merging import merged
from ._once import once
from ._roles import words
from ._rule import Change, Problem
from ._view import LayerView, View

_NIL = ":NIL"
Filled = Argument | RelationArgument


@once
def chain_of(view: View) -> list[dict[str, str]]:
    """The chain of each mention that is in one, by the ids of both, for each layer."""
    return [_chain_of(layer) for layer in view.layers]


def _chain_of(layer: LayerView) -> dict[str, str]:
    columns = layer.all_columns
    found = {name: chain for name, chain in zip(columns.entity_ids, columns.entity_chains, strict=True) if chain}
    if columns.event_chain_refs or columns.quote_chain_refs:
        found |= {part.id: part.chain for part in columns.events if part.chain}
        found |= {part.id: part.chain for part in columns.quotes if part.chain}
    return found


@once
def may_repeat(view: View) -> list[bool]:
    """Whether an event of each layer may be given one thing twice: the same mention, or several of one chain."""
    return [_may_repeat(layer, chains) for layer, chains in zip(view.layers, chain_of(view), strict=True)]


def _may_repeat(layer: LayerView, chains: Mapping[Any, str]) -> bool:
    columns = layer.columns
    given = set(zip(columns.owner_ids, [chains.get(filler, filler) for filler in columns.fillers], strict=True))
    return len(given) < len(columns.fillers)


def thing(chains: Mapping[str, str], identifier: str | UnsetType) -> str:
    """What an id stands for: its chain where it is in one, else itself."""
    return chains.get(identifier or "", identifier or "")


def same_thing(layer: LayerView, owner: Event | Relation, first: Filled, second: Filled) -> Iterator[Problem]:
    """What to say where two arguments that must differ are filled by one thing.

    Two mentions of one chain whose types differ are told where types are held against those of chains.
    """
    if _are_alike(layer, first.filler or "", second.filler or ""):
        same = "the same" if first.filler == second.filler else "one by their chain"
        both = f"{first.role} {quoted(first.filler or '')} and {second.role} {quoted(second.filler or '')}"
        yield Problem(
            on=second,
            at=("filler",),
            message=f"{both} of {quoted(owner.type)} are {same}",
            span=words(layer.by_id.get(second.filler or "")) or words(owner),
            related=[(first, f"the {first.role}")],
        )


def _are_alike(layer: LayerView, one: str, other: str) -> bool:
    """Whether two mentions are of one type, or of a type and its subtype; what is no entity has none."""
    names = {layer.entity_types[name] for name in (one, other) if name in layer.entity_types}
    types = layer.tagset.entities if layer.tagset else {}
    return len(names) < 2 or any(names <= set(types[name].lineage) for name in names if name in types)


def _mentions(layer: LayerView) -> list[Entity | Event | Quote]:
    return [*layer.all_columns.entities, *layer.all_columns.events, *layer.all_columns.quotes]


@once
def _first_mentions(view: View) -> list[dict[Any, Entity | Event | Quote]]:
    return [{part.chain: part for part in reversed(_mentions(layer))} for layer in view.layers]


def first_words(view: View, layer: LayerView, chain: Chain) -> tuple[int, int] | None:
    """The stretch of the article at which a chain is first mentioned, to be shown."""
    return words(_first_mentions(view)[layer.index].get(chain.id))


def entries(chain: Chain) -> list[str]:
    """The entries of knowledge bases that a chain is linked to; NIL says that there is none."""
    return [link for link in chain.links or () if not link.endswith(_NIL)]


def bases(links: Iterable[str]) -> set[str]:
    """The prefixes of links."""
    return {link.partition(":")[0] for link in links}


def _denies(chain: Chain, other: Chain) -> bool:
    """Whether a chain says that a knowledge base has no entry where another one has."""
    missing = [link for link in chain.links or () if link.endswith(_NIL)]
    return not bases(missing).isdisjoint(bases(entries(other)))


def joined(view: View, layer: LayerView, first: Chain, other: Chain) -> tuple[Fix, list[Change]]:
    """The proposal to make two chains one; without changes where they say different things."""
    words = f"make them one: let what refers to {quoted(other.id)} refer to {quoted(first.id)}"
    one = merged(view, layer, first, other, words, ["name"] if first.name else [])
    if any(_denies(*pair) for pair in ((first, other), (other, first))):
        one = None
    return Fix("propose", one[0].message if one else words), one[1] if one else []
