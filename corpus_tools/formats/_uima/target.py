"""Items as the annotations of a CAS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from ...model import Layer
from .._items import LINKS, Item
from .._items.target import items_of
from .._names import Names
from . import Structure, types
from .chains import FIRST, NEXT, OF_LINKS, identifier_of
from .forms import Forms, place
from .order import ordered
from .types import ARGUMENTS, PARTS, SLOTS, TYPE

_LABELS = {types.NAMED_ENTITY: "value", types.RELATION: "value", types.PREDICATE: "category"}
"""The features of INCEpTION's layers that name the type."""
_ENDS = (types.GOVERNOR, types.DEPENDENT)


def structures_of(layer: Layer) -> list[Structure]:
    """The annotations of a layer and the heads of its chains; slots are reached from what has them."""
    names = Names.of(layer)
    return list(_Writing(list(items_of(layer, names)), names).all())


class _Writing:
    """Items while they are written: the layers that are taken, and the annotations made so far."""

    def __init__(self, items: Sequence[Item], names: Names) -> None:
        self.forms, self.names = Forms(items), names
        self.items = {item.id: item for item in items if item.kind != "chain" or not self.forms.are_coreference}
        self.made = {ref: self._bare(item) for ref, item in self.items.items()}

    def all(self) -> Iterator[Structure]:
        """Every annotation, and the heads of chains."""
        for ref, item in self.items.items():
            if self.forms.layer[ref] != types.ARGUMENT:
                yield from self._whole(item, self.made[ref])
        for chain in self.forms.of["chain"] if self.forms.are_coreference else ():
            yield from self._coreference(chain)

    def _bare(self, item: Item) -> Structure:
        """An annotation without what refers to others."""
        layer = self.forms.layer[item.id]
        where = self.items[item.links[1][1]] if layer == types.RELATION else self._anchor(item)
        label = _LABELS.get(layer) or (TYPE if layer == types.OWN.get(item.kind) and item.type else None)
        features = {label: item.type} if label else {}
        if layer not in (types.NAMED_ENTITY, types.WORDS, types.ARGUMENT):
            features |= {self._feature(name): _said(value) for name, value in item.fields.items()}
        return Structure(type=layer, place=place(where), features=features)

    def _feature(self, field: str) -> str:
        return types.feature_of(field) or self.names.ours("attribute", field)

    def _anchor(self, item: Item) -> Item:
        """Where an item stands: a relation where the first thing does that it relates, a chain at its first mention."""
        if item.spans:
            return item
        linked = [self.forms.items[ref] for _, ref in item.links]
        return self._anchor((ordered(linked) if item.kind == "chain" else linked)[0])

    def _whole(self, item: Item, found: Structure) -> Iterator[Structure]:
        """An annotation with its slots, after those that were made for them."""
        if found.type == types.RELATION:
            found.features |= dict(zip(_ENDS, (self.made[ref] for _, ref in item.links), strict=True))
        elif found.type == types.PREDICATE:
            fillers = [(role, Structure(type=types.ARGUMENT, place=place(self.items[ref]))) for role, ref in item.links]
            yield from (filler for _, filler in fillers)
            _fill(found, "arguments", fillers)
        elif item.links or item.kind == "event":
            _fill(found, ARGUMENTS, [(role, self.made[ref]) for role, ref in item.links])
        if len(item.spans) > 1:
            parts = [Structure(type=types.PART, place=(one.start, one.end)) for one in item.spans[1:]]
            yield from parts
            _fill(found, PARTS, [("part", part) for part in parts])
        yield found

    def _coreference(self, chain: Item) -> Iterator[Structure]:
        """A chain of INCEpTION's: identifiers of mentions, and links, unless it is one mention with an identifier."""
        mentions = [self.items[ref] for _, ref in chain.links]
        for link in chain.fields.get(LINKS, ()):
            for mention in mentions:
                self.made[mention.id].features["identifier"] = identifier_of(link)
        if len(mentions) == 1 and chain.fields.get(LINKS):
            return
        links = [_link(one) for one in mentions]
        for one, following in pairwise(links):
            one.features[NEXT] = following
        yield from links
        yield Structure(type=types.COREFERENCE_CHAIN, features={FIRST: links[0]})


def _link(mention: Item) -> Structure:
    said = {name: _said(value) for name in OF_LINKS if (value := mention.fields.get(name))}
    return Structure(type=types.COREFERENCE_LINK, place=place(mention), features=dict[str, Any](said))


def _fill(owner: Structure, feature: str, fillers: Sequence[tuple[str, Structure]]) -> None:
    owner.features[feature] = [
        Structure(type=SLOTS[feature], features={"role": role, "target": target}) for role, target in fillers
    ]


def _said(value: Any) -> str:
    """A field as text, which is what features of ours hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, list) else str(value)
