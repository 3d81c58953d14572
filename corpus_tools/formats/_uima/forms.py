"""Which layer holds each item.

INCEpTION's own layers are taken where they hold all annotations of a type: NamedEntity, SemPred with SemArg, and for
chains coreference. What has attributes too gets a layer with the name of its type, as projects have them. Where neither
holds everything, a layer of ours does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from .._items import CONFIDENCE, LEVEL, LINKS, MEMBER, NOTE, OF, VALUE, Item
from . import Place, types
from .chains import OF_LINKS, identifier_of, link_of
from .types import LABELS

_NOT_IN_LAYERS = frozenset({LEVEL, VALUE, CONFIDENCE, NOTE, *LABELS})
"""Fields that would be read as something else in a layer that is named by a type."""


class Forms:
    """The layers taken for items: `layer` is that of each item by its id; chains are of coreference or all of ours."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = {item.id: item for item in items}
        self.of = {kind: [item for item in items if item.kind == kind] for kind in ("words", *types.OWN)}
        alone = _alone(self.of["entity"])
        self._alone, self._places = set(alone.values()), alone.keys()
        self.members = {ref for chain in self.of["chain"] for _, ref in chain.links}
        is_coreference = self._are_coreference()
        named = _types(self.of["entity"], lambda item: self._is_named(item, chained=is_coreference))
        self.are_coreference = is_coreference and all(item.type in named for item in self._linked())
        if self.are_coreference != is_coreference:
            named = _types(self.of["entity"], lambda item: self._is_named(item, chained=False))
        self.layer = dict(self._layers(named, _types(self.of["event"], self._is_predicate)))

    def _layers(self, named: set[str], predicates: set[str]) -> Iterator[tuple[str, str]]:
        events, entities = ({item.type for item in self.of[kind]} for kind in ("event", "entity"))
        yield from _of_kind(self.of["entity"], dict.fromkeys(named, types.NAMED_ENTITY), events)
        yield from _of_kind(self.of["event"], dict.fromkeys(predicates, types.PREDICATE), entities)
        bare = {ref for event in self.of["event"] if event.type in predicates for _, ref in event.links}
        yield from ((one.id, types.ARGUMENT if one.id in bare else types.WORDS) for one in self.of["words"])
        is_binary = all(map(self._is_binary, self.of["relation"]))
        yield from ((one.id, types.RELATION if is_binary else types.OWN["relation"]) for one in self.of["relation"])
        yield from ((one.id, types.OWN[one.kind]) for one in (*self.of["quote"], *self.of["chain"]))

    def _linked(self) -> Iterator[Item]:
        """The mentions of chains that have a link."""
        return (self.items[ref] for chain in self.of["chain"] if chain.fields.get(LINKS) for _, ref in chain.links)

    def _is_named(self, item: Item, *, chained: bool) -> bool:
        """Whether NamedEntity holds an entity; what is said of a link in a chain stands there."""
        if len(item.spans) != 1 or not item.fields:
            return len(item.spans) == 1
        held = OF_LINKS if chained and item.id in self.members else ()
        return item.fields.keys() <= set(held)

    def _are_coreference(self) -> bool:
        """Whether all chains are of entities that stand alone, have a link at most, each its own, and fill no role."""
        chains, filling = self.of["chain"], {ref for item in self.items.values() for _, ref in item.links}
        links = [link for chain in chains for link in chain.fields.get(LINKS, ())]
        sound = all(link_of(identifier_of(link)) == link for link in links) and len(set(links)) == len(links)
        return sound and all(self._is_coreference(chain) and chain.id not in filling for chain in chains)

    def _is_coreference(self, chain: Item) -> bool:
        more = chain.type or chain.fields.keys() - {OF, LINKS} or len(chain.fields.get(LINKS, ())) > 1
        of_entities = all(role == MEMBER and ref in self._alone for role, ref in chain.links)
        return not more and of_entities and chain.fields[OF] == "entity"

    def _is_predicate(self, event: Item) -> bool:
        return len(event.spans) == 1 and not event.fields and all(self._is_argument(ref) for _, ref in event.links)

    def _is_argument(self, ref: str) -> bool:
        """Whether a SemArg stands for what fills a role: an entity that stands alone, or words that no entity is."""
        item = self.items[ref]
        return ref in self._alone or (item.kind == "words" and len(item.spans) == 1 and place(item) not in self._places)

    def _is_binary(self, relation: Item) -> bool:
        is_binary = [role for role, _ in relation.links] == ["governor", "dependent"] and not relation.fields
        return is_binary and all(self.items[ref].kind == "entity" for _, ref in relation.links)


def _of_kind(items: Sequence[Item], default: Mapping[str, str], others: set[str]) -> Iterator[tuple[str, str]]:
    """The layers of entities or events, type by type; a type of both has no layer of its name."""
    rest = [item for item in items if item.type not in default]
    fitting = _types(rest, lambda item: len(item.spans) == 1 and item.fields.keys().isdisjoint(_NOT_IN_LAYERS))
    named = {name: layer for name in fitting - others if (layer := types.layer_of(name))}
    layers = {**named, **default}
    return ((item.id, layers.get(item.type, types.OWN[item.kind])) for item in items)


def _types(items: Iterable[Item], fits: Callable[[Item], bool]) -> set[str]:
    """The types of which all items fit."""
    by_fit: dict[bool, set[str]] = {True: set(), False: set()}
    for item in items:
        by_fit[fits(item)].add(item.type)
    return by_fit[True] - by_fit[False]


def place(item: Item) -> Place:
    """The place of the first span."""
    return item.spans[0].start, item.spans[0].end


def _alone(entities: Iterable[Item]) -> dict[Place, str]:
    """Entities that share their words with no other one, and have no other words, by their place."""
    found = [(place(item), item) for item in entities]
    at = Counter(where for where, _ in found)
    return {where: item.id for where, item in found if at[where] == 1 and len(item.spans) == 1}
