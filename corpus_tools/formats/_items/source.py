"""Items made into the annotations of a layer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from msgspec import UNSET

from ...model import Argument, Chain, Entity, Event, Layer, Quote, Relation, RelationArgument, Span
from .._attributes import attribute_value
from .._loss import Loss
from .._names import Ids, Names
from . import CUE, DEFAULT, GROUP, LINKS, MEMBER, NAME, OF, Item
from .bare import Bare, Made, bare_layer
from .fields import field_of

_LETTERS = {"entity": "t", "event": "e", "quote": "q", "relation": "r", "chain": "c"}
_MENTIONS = ("entity", "event", "quote")
_LINK = re.compile(r"[!-~]{1,200}")
_BASE = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*):(.+)", re.DOTALL)
_LINE = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,300}")
_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,47}")
_OWN = frozenset({NAME, LINKS, OF})


def layer_of(items: Bare | Sequence[Item], name: str, article: str, where: Callable[[Any], str]) -> Made:
    """The layer that items make; `where` gives the place in the source, for messages, from what an item has as `at`."""
    if isinstance(items, Bare):
        return bare_layer(items, name)
    if all(map(_is_bare, items)):
        return bare_layer(
            Bare([one.id for one in items], [one.type for one in items], [one.spans for one in items]), name
        )
    maker = _Maker(items, article, where)
    return Made(maker.whole(name), maker.losses, maker.seen)


def _is_bare(item: Item) -> bool:
    """Whether an item is a mention with a type, and nothing more."""
    return item.kind == "entity" and bool(item.spans) and not (item.fields or item.why or item.links)


class _Maker:
    """A layer while it is made."""

    def __init__(self, items: Sequence[Item], article: str, where: Callable[[Any], str]) -> None:
        self.article, self.where = article, where
        self.names, self.ids = Names(), Ids()
        self.losses: list[Loss] = []
        self.seen = Counter[str]()
        used = {ref for item in items if item.links for _, ref in item.links}
        words = [item for item in reversed(items) if item.kind == "words" and item.id in used and item.spans]
        self.words = {item.id: item for item in words}
        found = [item for item in items if item.id not in self.words] if words else items
        self.seen.update([_kind(item) for item in found])
        self.items = [item for item in found if (item.spans and not item.why) or self._stands(item)]
        letters = [_LETTERS[_kind(item)] for item in self.items]
        self.new = self.ids.keep_all([item.id for item in self.items], letters)
        known = zip(reversed(self.items), reversed(self.new), strict=True) if used else ()
        self.ours = {item.id: (_kind(item), ours) for item, ours in known}
        """The kind and the id of ours by the id of theirs, of those that something leads to the first."""
        self.chain_of: dict[str, str] = {}

    def whole(self, name: str) -> Layer:
        """The finished layer."""
        pairs = list(zip(self.items, self.new, strict=True))
        chains = [self._chain(item, ours) for item, ours in pairs if item.kind == "chain"]
        marked: dict[type, list[Any]] = {Entity: [], Event: [], Quote: []}
        makers = {"entity": self._entity, "words": self._entity, "event": self._event, "quote": self._quote}
        for item, ours in pairs:
            if make := makers.get(item.kind):
                part = make(item, ours)
                marked[type(part)].append(part)
        relations = [made for item, ours in pairs if item.kind == "relation" and (made := self._relation(item, ours))]
        return Layer(
            annotator=name,
            entities=marked[Entity],
            events=marked[Event] or UNSET,
            quotes=marked[Quote] or UNSET,
            relations=relations or UNSET,
            chains=chains or UNSET,
            extensions=self.names.extensions,
        )

    def lose(
        self, item: Item, kind: str, why: str, detail: str = "", what: Literal["lost", "changed", "wrong"] = "lost"
    ) -> None:
        """Note that something of an item is lost, or otherwise not as the source has it."""
        name = f"{item.id} {detail}".strip()
        loss = Loss(what=what, kind=kind, id=name, article=self.article, where=self.where(item.at), why=why)
        self.losses.append(loss)

    def _stands(self, item: Item) -> bool:
        """Whether an item has the place that its kind needs; it is told if not, or if the place is contradicted."""
        kind = _kind(item)
        if item.spans or item.kind in ("relation", "chain"):
            if item.why:
                self.lose(item, kind, item.why, what="wrong")
            return True
        self.lose(item, kind, item.why or "it has no place in the text")
        self._lose_parts(item, kind)
        return False

    def _lose_parts(self, item: Item, kind: str) -> None:
        """Note that all that a lost item says is lost with it."""
        parts = [(_part(item, role), f"{role}:{ref}") for role, ref in item.links]
        fields = [(field_of(name, value, kind) or ("attribute",), name) for name, value in item.fields.items()]
        for part, detail in [*parts, *((found[0], name) for found, name in fields)]:
            self.seen[part] += 1
            self.lose(item, part, f"its {kind} is lost", detail)

    def _filler(self, ref: str, *kinds: str) -> str | None:
        """The id of ours that a reference leads to, if it is of one of these kinds."""
        kind, ours = self.ours.get(ref, ("", ""))
        return ours if kind in kinds else None

    def _entity(self, item: Item, ours: str) -> Entity:
        kind = self.names.ours("type", item.type or DEFAULT)
        if not item.fields and ours not in self.chain_of:
            return Entity(id=ours, type=kind, spans=item.spans)
        return Entity(id=ours, type=kind, spans=item.spans, **self._fields(item, ours, "entity"))

    def _event(self, item: Item, ours: str) -> Event:
        found = [argument for role, ref in item.links if (argument := self._argument(item, role, ref))]
        kind = self.names.ours("type", item.type or DEFAULT)
        fields = self._fields(item, ours, "event")
        return Event(id=ours, type=kind, trigger=item.spans, arguments=found or UNSET, **fields)

    def _argument(self, item: Item, role: str, ref: str) -> Argument | None:
        self.seen["argument"] += 1
        name = self.names.ours("role", role)
        if ref in self.words:
            return Argument(name, spans=self.words[ref].spans)
        if filler := self._filler(ref, *_MENTIONS, "chain"):
            return Argument(name, filler=filler)
        self.lose(item, "argument", "what fills it is not there", f"{role}:{ref}")
        return None

    def _quote(self, item: Item, ours: str) -> Quote:
        refs: dict[str, list[str]] = {"source": [], "addressee": []}
        cue: list[Span] = []
        for role, ref in item.links:
            part = _part(item, role)
            self.seen[part] += 1
            filler = self._filler(ref, *_MENTIONS, "chain")
            if part == CUE and ref in self.words and not cue:
                cue = self.words[ref].spans
            elif part in refs and filler and filler not in refs[part]:
                refs[part].append(filler)
            else:
                self.lose(item, part, "what fills it is not there, or it is no part of a quote", f"{role}:{ref}")
        kind = self.names.ours("quote", item.type or DEFAULT)
        speakers: dict[str, Any] = {name: found for name, found in refs.items() if found}
        return Quote(
            id=ours, type=kind, content=item.spans, cue=cue or UNSET, **speakers, **self._fields(item, ours, "quote")
        )

    def _relation(self, item: Item, ours: str) -> Relation | None:
        missing = [ref for _, ref in item.links if not self._filler(ref, *_MENTIONS)]
        if missing or not item.links:
            self.lose(item, "relation", f"{', '.join(missing) or 'what it relates'} is not there")
            self._lose_parts(item, "relation")
            return None
        self.seen["argument"] += len(item.links)
        arguments = [RelationArgument(self.names.ours("role", role), self.ours[ref][1]) for role, ref in item.links]
        kind = self.names.ours("type", item.type or DEFAULT)
        return Relation(id=ours, type=kind, arguments=arguments, **self._fields(item, ours, "relation"))

    def _chain(self, item: Item, ours: str) -> Chain:
        kind = item.fields.get(OF) if item.fields.get(OF) in _MENTIONS else "entity"
        groups = [group for role, ref in item.links if (group := self._member(item, ours, role, ref, str(kind)))]
        fields = self._fields(item, ours, "chain")
        if item.type:
            fields["type"] = item.type if _TYPE.fullmatch(item.type) else self.names.ours("type", item.type)
            self.seen["chain type"] += 1
        return Chain(id=ours, kind=kind, members=groups or UNSET, **fields)  # type: ignore[arg-type]

    def _member(self, item: Item, ours: str, role: str, ref: str, kind: str) -> str | None:
        """A chain that belongs to a chain; a mention that does is only noted."""
        self.seen["chain member"] += 1
        mention, group = self._filler(ref, kind), self._filler(ref, "chain")
        if role == GROUP and group:
            return group
        if role == MEMBER and mention and mention not in self.chain_of:
            self.chain_of[mention] = ours
        else:
            self.lose(item, "chain member", "it is not there, of another kind, or in another chain", ref)
        return None

    def _fields(self, item: Item, ours: str, kind: str) -> dict[str, Any]:
        """What an annotation gets from the fields of its item, and its chain."""
        found: dict[str, Any] = {"chain": self.chain_of[ours]} if ours in self.chain_of else {}
        if not item.fields:
            return found
        attributes: dict[str, Any] = {}
        for name, value in item.fields.items():
            if known := field_of(name, value, kind):
                self.seen[known[0]] += 1
                found[known[0]] = known[1]
            elif not (kind == "chain" and name in _OWN):
                self._add(item, attributes, name, value)
        found |= dict(self._of_chain(item)) if kind == "chain" else {}
        return {**found, "attributes": attributes} if attributes else found

    def _add(self, item: Item, attributes: dict[str, Any], name: str, value: Any) -> None:
        self.seen["attribute"] += 1
        made = attribute_value(value)
        if made is UNSET or len(attributes) == 32:
            self.lose(item, "attribute", "it is empty, longer than 200 characters, or no word, number or list", name)
        else:
            attributes[self.names.ours("attribute", name)] = made

    def _of_chain(self, item: Item) -> Iterator[tuple[str, Any]]:
        name, links = item.fields.get(NAME), item.fields.get(LINKS, [])
        if isinstance(name, str) and _LINE.fullmatch(name):
            self.seen["chain name"] += 1
            yield "name", name
        found: list[str] = []
        for one in links if isinstance(links, list) else [links]:
            self.seen["link"] += 1
            if (link := self._link(str(one))) and link not in found and len(found) < 16:
                found.append(link)
            else:
                self.lose(item, "link", "it is there already, one too many, or longer than 200 characters", str(one))
        if found:
            yield "links", found

    def _link(self, link: str) -> str | None:
        match = _BASE.fullmatch(link)
        base, key = (match[1], match[2]) if match else ("", link)
        return f"{self.names.ours('kb', base)}:{key}" if _LINK.fullmatch(key) else None


def _kind(item: Item) -> str:
    """The kind of annotation that an item becomes."""
    return "entity" if item.kind == "words" else item.kind


def _part(item: Item, role: str) -> str:
    """What sort of thing a link of an item is."""
    if item.kind == "chain":
        return "chain member"
    word = role.lower()
    return word if item.kind == "quote" and word in (CUE, "source", "addressee") else "argument"
