"""NIF to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import UNSET, UnsetType

from ...errors import FormatError
from ...model import Segmentation
from .._about import about
from .._format import File, Files, Read, Settings
from .._items import Item
from .._items.source import layer_of
from .._loss import Loss
from .._names import article_id, layer_name
from .._offsets import Claim
from .._reads import read_of
from .._spots import Spots
from .._text import cleaned, new_record
from .graph import Resource, in_list, resources
from .mentions import BETWEEN, OF_STRINGS, chains, is_mention, item_of, maker
from .terms import (
    BEGIN,
    CONTEXT,
    END,
    LAYERS,
    METADATA,
    OURS,
    SEGMENTS,
    TEXT,
    UNIT,
    WORDS,
    A,
    tail,
)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        known = resources(file)
        contexts = sorted(address for address in known if TEXT in known[address])
        if not contexts:
            raise FormatError(file.name, None, None, "a nif:Context with its text in nif:isString", "none")
        strings: dict[str, list[str]] = {}
        for address in sorted(known):
            for context in known[address].get(CONTEXT, ()):
                strings.setdefault(context, []).append(address)
        for context in contexts:
            yield _Article(context, known, strings.get(context, []), file, settings).read()


class _Article:
    """One context, and the stretches of its text, while they are read."""

    def __init__(
        self, context: str, known: Mapping[str, Resource], strings: Sequence[str], file: File, settings: Settings
    ) -> None:
        self.context, self.known, self.file, self.settings = context, known, file, settings
        self.id = article_id(_name(context))
        source = str(known[context][TEXT][0])
        self.text = cleaned(source, file.name)
        self.claims = {one: self._claim(one) for one in strings if one != context}
        claims = list(self.claims.values())
        self.spots = Spots(source, self.text, claims, repair=settings.repair, units=("UTF-16 units",))
        self.losses = [self._loss("changed", "text", "", context, why) for why in self.text.changes]
        self.seen = Counter[str]()

    def read(self) -> Read:
        """The record, and what was lost on the way."""
        layers = {str(name): list[Item]() for name in self._layers()}
        for address in sorted(self.claims, key=self._order):
            for node in self._nodes(address):
                layers.setdefault(maker(self.known[node]), []).append(self._item(node, address))
        made = [
            layer_of([*items, *chains(items)], self._layer_name(name), self.id, self._where)
            for name, items in layers.items()
        ]
        for one in made:
            self.losses += one.losses
            self.seen.update(one.seen)
        segmentation = self._segmentation()
        text, kept = self.text.text, [one.layer for one in made]
        record = new_record(self.id, text, kept, metadata=self._metadata(), segmentation=segmentation)
        return read_of(record, self.losses, self.seen)

    def _metadata(self) -> Any:
        own = self.known[self.context]
        found = about({name: str(own[address][0]) for name, address in METADATA.items() if address in own})
        others = [tail(name) for name in sorted(own.keys() - OF_STRINGS - set(METADATA.values()))]
        self.losses += [
            self._loss("lost", "extension", name, self.context, "a record has no field for it, or it has another form")
            for name in [*found.others, *others]
        ]
        return found.metadata

    def _layers(self) -> Iterator[Any]:
        for node in self.known[self.context].get(LAYERS, ()):
            yield from in_list(self.known, node)

    def _layer_name(self, name: str) -> str:
        return layer_name(name) if name else self.settings.annotator

    def _where(self, address: Any) -> str:
        return f"{self.file.name} <{address}>"

    def _loss(self, what: Any, kind: str, name: str, address: str, why: str) -> Loss:
        return Loss(what=what, kind=kind, id=name, article=self.id, where=self._where(address), why=why)

    def _claim(self, address: str) -> Claim:
        own = self.known[address]
        start, end = (_number(own.get(name, [""])[0]) for name in (BEGIN, END))
        return Claim(start, end, str(own[WORDS][0]) if WORDS in own else "")

    def _order(self, address: str) -> tuple[int, int, int, str]:
        """The order of mentions: outer ones first, and of those at one place that of their numbers."""
        claim = self.claims[address]
        return claim.start, -claim.end, len(address), address

    def _nodes(self, address: str) -> list[str]:
        """What says something about a stretch, if anything does: itself, or the units that it has for that."""
        own = self.known[address]
        units = [str(unit) for unit in own.get(UNIT, ()) if unit in self.known]
        if not units and not is_mention(own) and not self._segments(own):
            self.seen["section"] += 1
            self.losses.append(self._loss("lost", "section", tail(address), address, "only whole parts are sections"))
        return units or ([address] if is_mention(own) else [])

    def _segments(self, own: Resource) -> bool:
        return not set(SEGMENTS.values()).isdisjoint(map(str, own.get(A, ())))

    def _item(self, node: str, address: str) -> Item:
        identifier = node if node == address else f"{address} {node}"
        return item_of(self.known[node], identifier, node, self.spots.find(self.claims[address]))

    def _segmentation(self) -> Segmentation | UnsetType:
        found: dict[str, Any] = {}
        for kind, address in SEGMENTS.items():
            mine = [one for one in self.claims if address in self.known[one].get(A, ())]
            places = sorted((span.start, span.end) for one in mine if (span := self.spots.find(self.claims[one]).span))
            if mine and (len(places) < len(mine) or any(a[1] > b[0] for a, b in pairwise(places))):
                self.seen[kind] += 1
                self.losses.append(self._loss("lost", kind, "", mine[0], "some share words, or have no place"))
            elif mine:
                found[kind] = places
                self._tell_properties(kind, mine)
        tokenizer = "imported" if "tokens" in found else UNSET
        return Segmentation(**found, tokenizer=tokenizer) if found else UNSET

    def _tell_properties(self, kind: str, mine: Sequence[str]) -> None:
        plain = [one for one in mine if one not in set(self._nodes(one))]
        names = sorted({tail(name) for one in plain for name in self.known[one].keys() - OF_STRINGS - BETWEEN})
        if names:
            why = "a record holds tokens and sentences, but nothing that is said of each of them"
            self.losses.append(self._loss("changed", kind, ", ".join(names), mine[0], why))


def _name(context: str) -> str:
    """What an article is called: the last part of its address, without what only tells that it is a whole text."""
    bare = context.partition("#")[0].partition("?nif=")[0]
    return bare.removeprefix(OURS) if bare.startswith(OURS) else tail(bare)


def _number(value: Any) -> int:
    """An offset; -1 where it is none."""
    word = str(value)
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else -1
