"""What CoNLL-U holds only in part; the rest is taken away before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Chain, Entity, Layer, Record, Relation
from .. import _changes as changes
from .._format import Limit, Settings
from .._names import Names
from .._overlap import place
from .._token_limits import SEGMENTS, covered, in_sentences
from .brackets import RESERVED
from .mentions import BRIDGE, ROLES


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("an attribute of CoNLL-U is a word, and no field of a mention", words_only)
    yield Limit("a mention of CoNLL-U lies in one sentence", partial(in_sentences, settings=settings))
    yield Limit("mentions of one entity do not cross in CoNLL-U", uncrossed_chains)
    yield Limit(
        "CoNLL-U has chains of several mentions, with a link or in a group, and knows no more of them", bare_chains
    )
    yield Limit(f"CoNLL-U has no relations but {BRIDGE}, from an entity to a mention", bridges_only)
    why = "every word of CoNLL-U is a token, and every token in a sentence"
    yield Limit(why, partial(covered, settings=settings, by_sentence=True), SEGMENTS)
    yield Limit("CoNLL-U has ids of entities only", numbered, frozenset())


def words_only(record: Record) -> Record:
    """Attributes whose values are words, and whose names are no fields of a mention."""
    return changes.each_layer(record, _words_only)


def _words_only(layer: Layer) -> Layer:
    names = Names.of(layer)

    def change(part: Any) -> Any:
        kept = {name: value for name, value in (part.attributes or {}).items() if _is_free(names, name)}
        new = {name: _word(value) for name, value in kept.items()}
        same = not part.attributes or (
            len(new) == len(part.attributes) and all(isinstance(one, str) for one in kept.values())
        )
        return part if same else replace(part, attributes=new or UNSET)

    return changes.in_layer(layer, change)


def _is_free(names: Names, name: str) -> bool:
    return names.theirs("attribute", name) not in RESERVED


def _word(value: Any) -> str:
    return ", ".join(map(str, value))[:200] if isinstance(value, list) else str(value)


def uncrossed_chains(record: Record) -> Record:
    """The record without a chain for mentions that cross one of the same chain."""
    return changes.each_layer(record, _uncrossed)


def _uncrossed(layer: Layer) -> Layer:
    by_chain: dict[str, list[Entity]] = {}
    crossing: set[str] = set()
    for entity in sorted(layer.entities or (), key=place):
        if entity.chain:
            others = by_chain.setdefault(entity.chain, [])
            crossing |= {entity.id} if any(_cross(other, entity) for other in others) else set()
            others += [] if entity.id in crossing else [entity]
    return changes.in_layer(layer, lambda part: changes.without(part, "chain") if part.id in crossing else part)


def _cross(first: Entity, second: Entity) -> bool:
    """Whether brackets of two mentions, the first of which does not start later, would be taken for each other's."""
    (start, end), (other_start, other_end) = place(first), place(second)
    in_parts = len(first.spans) > 1 or len(second.spans) > 1
    return other_start < end and (in_parts or (start < other_start and end < other_end))


def bare_chains(record: Record) -> Record:
    """Chains of entities that can be told from their mentions, with a link at most."""
    return changes.each_layer(record, _bare_chains)


def _bare_chains(layer: Layer) -> Layer:
    found = [one for one in layer.chains or () if one.kind == "entity"]
    sizes = {one.id: sum(entity.chain == one.id for entity in layer.entities or ()) for one in found}
    grouped = {member for one in found if sizes[one.id] for member in one.members or ()}
    kept = {
        one.id
        for one in found
        if sizes[one.id] > 1 or (sizes[one.id] and (one.links or one.members or one.id in grouped))
    }

    def change(part: Any) -> Any:
        if not isinstance(part, Chain):
            return part
        members = [one for one in part.members or () if one in kept]
        bare = Chain(
            id=part.id,
            kind=part.kind,
            links=part.links and part.links[:1],
            members=members if len(members) > 1 else UNSET,
        )
        return (part if part == bare else bare) if part.id in kept else None

    changed = changes.in_layer(layer, change)
    return changed if changed == layer else _bare_chains(changed)


def bridges_only(record: Record) -> Record:
    """Relations that lead to a mention from the last one before it of another entity."""
    return changes.each_layer(record, _bridges_only)


def _bridges_only(layer: Layer) -> Layer:
    names = Names.of(layer)
    ordered = in_order(layer)
    at = {entity.id: number for number, entity in enumerate(ordered)}

    def change(part: Any) -> Any:
        if not isinstance(part, Relation):
            return part
        roles = tuple(names.theirs("role", one.role) for one in part.arguments)
        first, second = (at.get(one.filler, -1) for one in part.arguments) if roles == ROLES else (-1, -1)
        is_bridge = names.theirs("type", part.type).partition(":")[0] == BRIDGE and not part.attributes
        return part if is_bridge and 0 <= first < second and _is_last(ordered, first, second) else None

    return changes.in_layer(layer, change)


def _is_last(ordered: list[Entity], first: int, second: int) -> bool:
    """Whether a mention is the last of its chain before another."""
    chain = ordered[first].chain
    return chain != ordered[second].chain or (
        not chain and not any(one.chain == chain for one in ordered[first + 1 : second] if chain)
    )


def in_order(layer: Layer) -> list[Entity]:
    """Mentions in the order of their first words, as their brackets open."""
    return sorted(layer.entities or (), key=lambda one: one.spans[0].start)


def numbered(record: Record) -> Record:
    """Annotations in the order in which they are read again, with ids in that order."""
    return changes.each_layer(record, _numbered)


def _numbered(layer: Layer) -> Layer:
    entities = in_order(layer)
    at = {entity.id: number for number, entity in enumerate(entities)}
    first = {entity.chain: at[entity.id] for entity in reversed(entities) if entity.chain}
    chains = sorted(layer.chains or (), key=lambda chain: first[chain.id])
    relations = sorted(layer.relations or (), key=lambda one: at[one.arguments[1].filler])
    lists: dict[str, Sequence[Any]] = {"t": entities, "c": chains, "r": relations}
    new = {part.id: f"{letter}{number}" for letter, parts in lists.items() for number, part in enumerate(parts, 1)}
    ordered = replace(layer, entities=entities, chains=chains or UNSET, relations=relations or UNSET)
    return changes.renamed(ordered, new)
