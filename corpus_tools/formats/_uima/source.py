"""The annotations of a CAS as items, and those as a layer: one mapping for all formats of UIMA's.

A span of a layer with slots is an event, and so is a SemPred; other spans are entities. The type is what the first
feature of `types.LABELS` says that the layer has, else the name of the layer; other features are attributes. The
identifier of a NamedEntity is the link of its chain. A mention of a coreference chain, and an argument of a SemPred, is
the entity that stands alone on its very words, if there is one. Tokens that are related become entities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from ...model import Span
from .._items import LINKS, NAME, NOTE, VALUE, Item, Kind
from .._items.bare import Made
from .._items.source import layer_of
from .._loss import Loss
from .._text import Cleaned
from . import Cas, Place, Structure, types
from .chains import OF_LINKS, chain_item, coreference, identified, link_of
from .order import ordered
from .places import by_place, placed
from .types import ARGUMENTS, LABELS, PARTS, TYPE

_TEXTS = frozenset({NAME, NOTE, VALUE})
"""Features of ours that are text, even if they look like a flag."""
_FLAGS = {"true": True, "false": False}


def read_layer(cas: Cas, text: Cleaned, name: str, article: str, file: str) -> Made:
    """The layer that a CAS from a file holds."""
    reading = _Reading(cas, text, article, file)
    made = layer_of(ordered(reading.items), name, article, cas.where)
    return Made(made.layer, [*reading.losses, *made.losses], made.seen + reading.seen)


class _Reading:
    """A CAS while it is read: items by structure, and what was lost."""

    def __init__(self, cas: Cas, text: Cleaned, article: str, file: str) -> None:
        self.text, self.article, self.file, self.where = text, article, file, cas.where
        self.losses: list[Loss] = []
        self.seen = Counter[str]()
        found = list(coreference(cas.structures))
        self.kinds = dict(_kinds(cas, {link for links in found for link in links}))
        self.labels = _labels(self.kinds)
        self.alone = _alone(one for one, kind in self.kinds.items() if kind == "entity")
        mentions = [one for links in found for one in links if one.place not in self.alone]
        self.kinds |= dict.fromkeys([*mentions, *_related_tokens(self.kinds)], "entity")
        filling = {target for one, kind in self.kinds.items() for _, target in _links(one, kind)}
        for one in filling.intersection(self.kinds):
            if one and self._stands_for(one) is not one:
                del self.kinds[one]
        self.ids = _unique(self.kinds)
        self.made = {one: self._item(one, kind) for one, kind in self.kinds.items()}
        self.items = [*self.made.values(), *self._chains(found)]
        self._tell_rest(cas)

    def tell(self, what: Literal["lost", "changed"], kind: str, name: str, at: str, why: str) -> None:
        """Note that something is lost, or otherwise not as it is in the source."""
        self.losses.append(Loss(what=what, kind=kind, id=name, article=self.article, where=at, why=why))

    def _item(self, one: Structure, kind: Kind) -> Item:
        spans, why = ([], "") if kind in ("relation", "chain") else self._spans(one, kind)
        fields = {
            types.field_of(name): _value(name, value)
            for name, value in one.features.items()
            if self._is_field(one, name, value)
        }
        links = [(role, self._target(target)) for role, target in _links(one, kind)]
        return Item(
            id=self.ids[one], kind=kind, type=self._type(one, kind), spans=spans, fields=fields, links=links,
            why=why, at=one.at,
        )  # fmt: skip

    def _spans(self, one: Structure, kind: str) -> tuple[list[Span], str]:
        """The spans of an annotation in text order, or what is wrong with its place."""
        places = [one.place, *(part.place for _, part in _slots(one, PARTS) if part)]
        found = [placed(place, self.text) for place in places if place]
        if not found or not found[0].span:
            return [], found[0].why if found else ""
        for _, why in found:
            if why:
                said = "entity" if kind == "words" else kind
                self.tell("changed", said, self.ids[one], self.where(one.at), why)
        return sorted((span for span, _ in found if span), key=lambda span: span.start), ""

    def _is_field(self, one: Structure, name: str, value: Any) -> bool:
        """Whether a feature is a field of the item; those that are not but lead to other structures are told."""
        if name in (TYPE, PARTS) or name == self.labels.get(one.type) or value is None:
            return False
        if one.type == types.NAMED_ENTITY and name == "identifier" and link_of(value):
            return False
        leads_on = (
            isinstance(value, Structure) or value == [] or (isinstance(value, list) and any(map(_is_structure, value)))
        )
        if leads_on and not _is_told(one, name, value):
            self.seen["attribute"] += 1
            why = "it leads to another annotation"
            self.tell("lost", "attribute", f"{self.ids[one]} {name}", self.where(one.at), why)
        return not leads_on

    def _type(self, one: Structure, kind: str) -> str:
        if one.type in types.OWN_KINDS:
            return _text(one.features.get(TYPE))
        return _text(one.features.get(self.labels.get(one.type, ""))) or one.short

    def _stands_for(self, target: Structure) -> Structure:
        """What fills a slot: in the place of a bare argument the entity that stands alone on its words."""
        return self.alone.get(target.place or (0, 0), target) if target.type == types.ARGUMENT else target

    def _target(self, target: Structure | None) -> str:
        """The id of what fills a slot."""
        filler = self._stands_for(target) if target else None
        return self.ids.get(filler, filler.name) if filler else ""

    def _chains(self, found: Iterable[list[Structure]]) -> Iterator[Item]:
        chains = []
        for links in found:
            mentions = [self.alone.get(one.place or (0, 0), one) for one in links]
            chains.append(chain_item(f"{links[0].name} chain", map(self.ids.__getitem__, mentions), links[0].at))
            for one, mention in zip(links, mentions, strict=True):
                said = {name: one.features[name] for name in OF_LINKS if one.features.get(name)}
                self.made[mention].fields |= said
        named = [
            (self.made[one], link)
            for one in self.kinds
            if one.type == types.NAMED_ENTITY and (link := link_of(one.features.get("identifier")))
        ]
        yield from chains
        yield from identified(named, chains)

    def _tell_rest(self, cas: Cas) -> None:
        """Tell of what says something of tokens, or stands nowhere, and of layers whose names are not kept."""
        told = Counter(one.short for one in cas.structures if types.says_of_tokens(one.type) and not _is_segment(one))
        if told:
            which = ", ".join(f"{name} {number}" for name, number in sorted(told.items()))
            self.tell(
                "changed", "tokens", which, self.file, "a record holds tokens, but nothing that is said of each of them"
            )
        for one in _nowhere(cas, self.kinds):
            self.seen["extension"] += 1
            why = f"a {one.short} stands nowhere in the text"
            self.tell("lost", "extension", one.name, self.where(one.at), why)
        for name, feature in sorted(self.labels.items()):
            if name not in (types.NAMED_ENTITY, types.PREDICATE, types.RELATION):
                why = f"the type is what the feature {feature} says; the name of the layer is not kept"
                self.tell("changed", "layer field", name, self.file, why)


def _kinds(cas: Cas, links: set[Structure]) -> Iterator[tuple[Structure, Kind]]:
    """What each annotation becomes; what is none, or says something of others, is left out."""
    for one in cas.structures:
        if one.type in types.OWN_KINDS:
            yield one, types.OWN_KINDS[one.type]
        elif one.type in (types.WORDS, types.ARGUMENT):
            yield one, "words"
        elif types.GOVERNOR in one.features or types.DEPENDENT in one.features:
            if not types.says_of_tokens(one.type):
                yield one, "relation"
        elif one.place and one not in links and not types.says_of_others(one.type):
            has_slots = one.type in cas.slots or one.type == types.PREDICATE or any(_all_slots(one))
            yield one, "event" if has_slots else "entity"


def _related_tokens(kinds: Mapping[Structure, str]) -> Iterator[Structure]:
    """Tokens that relations of other layers than those of syntax lead to, which become entities."""
    for one, kind in kinds.items():
        ends = [one.features.get(end) for end in (types.GOVERNOR, types.DEPENDENT)] if kind == "relation" else []
        yield from (end for end in ends if isinstance(end, Structure) and _is_segment(end))


def _is_segment(one: Structure) -> bool:
    return types.is_segment(one.type, "Token") or types.is_segment(one.type, "Sentence")


def _nowhere(cas: Cas, kinds: Mapping[Structure, str]) -> Iterator[Structure]:
    """Structures that are neither annotations, nor slots, nor heads of chains, nor about tokens or the document."""
    for one in cas.structures:
        helps = "target" in one.features or "first" in one.features or types.says_of_others(one.type)
        if one not in kinds and not one.place and not helps:
            yield one


def _labels(kinds: Mapping[Structure, str]) -> dict[str, str]:
    """The feature that names the type, by layer."""
    found: dict[str, str] = {}
    for one in kinds:
        if one.type not in types.OWN_KINDS:
            ranks = [LABELS.index(name) for name, value in one.features.items() if name in LABELS and _text(value)]
            best = min([*ranks, LABELS.index(found.get(one.type, LABELS[-1]))])
            if ranks:
                found[one.type] = LABELS[best]
    return found


def _alone(entities: Iterable[Structure]) -> dict[Place, Structure]:
    """Entities that share their words with no other one, and have no other words."""
    return {
        place: found[0]
        for place, found in by_place(entities).items()
        if len(found) == 1 and not found[0].features.get(PARTS)
    }


def _unique(structures: Iterable[Structure]) -> dict[Structure, str]:
    """Names as the source has them, with a number behind those that occur before."""
    seen = Counter[str]()
    names: dict[Structure, str] = {}
    for one in structures:
        seen[one.name] += 1
        names[one] = one.name if seen[one.name] == 1 else f"{one.name} #{seen[one.name]}"
    return names


def _links(one: Structure, kind: Kind) -> Iterator[tuple[str, Structure | None]]:
    """Roles, and what fills them."""
    if one.type in types.OWN_KINDS:
        yield from _slots(one, ARGUMENTS)
    elif kind == "relation":
        for role in (types.GOVERNOR, types.DEPENDENT):
            target = one.features.get(role)
            yield role.lower(), target if isinstance(target, Structure) else None
    elif kind == "event":
        yield from _all_slots(one)


def _all_slots(one: Structure) -> Iterator[tuple[str, Structure | None]]:
    for name in one.features:
        if name != PARTS:
            yield from ((role or name, target) for role, target in _slots(one, name))


def _slots(one: Structure, name: str) -> Iterator[tuple[str, Structure | None]]:
    """What fills the slots of a feature; an empty role where none is named."""
    found = one.features.get(name)
    for slot in found if isinstance(found, list) else ():
        if isinstance(slot, Structure) and "target" in slot.features:
            target = slot.features["target"]
            yield _text(slot.features.get("role")), target if isinstance(target, Structure) else None


def _is_told(one: Structure, name: str, value: Any) -> bool:
    """Whether a feature that leads to other structures is told elsewhere: as slots, or as the ends of a relation."""
    return name in (types.GOVERNOR, types.DEPENDENT, "next") or any(_slots(one, name)) or value == []


def _is_structure(value: object) -> bool:
    return isinstance(value, Structure)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _value(name: str, value: Any) -> Any:
    if name == LINKS:
        return _text(value).split(" ")
    return _FLAGS.get(value, value) if isinstance(value, str) and name not in _TEXTS else value
