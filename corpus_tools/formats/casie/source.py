"""Files of CASIE to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ...model import Span
from .._about import about
from .._format import File, Files, Read, Settings
from .._items import LINKS, MEMBER, OF, Item
from .._items.source import layer_of
from .._json import Document, Object, documents, each, find, need, need_text, value_at
from .._names import article_of
from .._offsets import Claim
from .._spots import Spots
from .._text import cleaned, new_record
from .._told import of_text, unknown
from .said import links_of, said_of

_KNOWN = ("content", "cyberevent", "info", "sourcefile")


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The article of each file."""
    for file in files:
        for number, document in enumerate(documents(file), 1):
            with document.opened() as tree:
                yield _record(document, tree, file, number, settings)


def _record(document: Document, tree: Object, file: File, number: int, settings: Settings) -> Read:
    source, article = need_text(tree, "content"), article_of(None, file.name, number)
    text = cleaned(source, file.name)
    hoppers = each(find(tree, "cyberevent", dict) or {}, "hopper", dict)
    events = [event for hopper in hoppers for event in each(hopper, "events", dict)]
    parts = [part for event in events for part in (need(event, "nugget", dict), *each(event, "argument", dict))]
    spots = Spots(source, text, [_claim(part) for part in parts], repair=settings.repair)
    made = layer_of(list(_Items(spots).all(hoppers)), settings.annotator, article, document.where)
    known = about(said_of(find(tree, "info", dict) or {}))
    others = [
        *(f"info {key}" for key in known.others),
        *(key for key, value in tree.items() if key not in _KNOWN and value),
    ]
    where = document.where(tree)
    losses = [*made.losses, *of_text(text.changes, article, where), *unknown(others, article, where)]
    layers = [made.layer] if "cyberevent" in tree else []
    record = new_record(article, text.text, layers, metadata=known.metadata)
    return Read(record, losses, made.seen + Counter(extension=len(others)))


def _claim(part: Object) -> Claim:
    return Claim(need(part, "startOffset", int), need(part, "endOffset", int), find(part, "text", str) or "")


class _Items:
    """The items of an article while they are made: mentions that are known already, by words and type."""

    def __init__(self, spots: Spots) -> None:
        self._spots = spots
        self._known: dict[tuple[Claim, str], Item] = {}
        self._linked: dict[tuple[str, ...], dict[str, Item]] = {}
        self._names: set[str] = set()
        self._last = Counter[str]()

    def all(self, hoppers: Sequence[Object]) -> Iterator[Item]:
        """Every mention, event and chain."""
        for hopper in hoppers:
            events = []
            for part in each(hopper, "events", dict):
                events.append(self._event(part))
                yield from self._arguments(part, events[-1])
                yield events[-1]
            if len(events) > 1:
                members = [(MEMBER, event.id) for event in events if event.spans]
                yield Item(id=self._new("c"), kind="chain", fields={OF: "event"}, links=members, at=hopper)
        for links, mentions in self._linked.items():
            members, at = [(MEMBER, name) for name in mentions], next(iter(mentions.values())).at
            yield Item(id=self._new("c"), kind="chain", fields={LINKS: list(links)}, links=members, at=at)

    def _name(self, part: Object, letter: str) -> str:
        """The id that the source gives, if it gives one and to nothing before."""
        name = value_at(part, "index")
        if not isinstance(name, str) or not name or name in self._names:
            return self._new(letter)
        self._names.add(name)
        return name

    def _new(self, letter: str) -> str:
        self._last[letter] += 1
        name = f"{letter}{self._last[letter]}"
        if name in self._names:
            return self._new(letter)
        self._names.add(name)
        return name

    def _event(self, part: Object) -> Item:
        nugget, names = need(part, "nugget", dict), (find(part, "type", str), find(part, "subtype", str))
        span, why = self._spots.find(_claim(nugget))
        realis = find(part, "realis", str)
        kind = ".".join(name for name in names if name)
        fields = {"realis": realis} if realis else {}
        name = self._name(part, "e")
        return Item(id=name, kind="event", type=kind, spans=_spans(span), why=why, fields=fields, at=part)

    def _arguments(self, part: Object, event: Item) -> Iterator[Item]:
        """The mentions that fill roles of an event, those that are new."""
        for argument in each(part, "argument", dict):
            claim, kind = _claim(argument), find(argument, "type", str) or ""
            if (claim, kind) not in self._known:
                self._known[claim, kind] = self._mention(argument, claim, kind)
                yield self._known[claim, kind]
            item = self._known[claim, kind]
            event.links.append((_role(argument), item.id))
            self._link(argument, item)

    def _mention(self, argument: Object, claim: Claim, kind: str) -> Item:
        span, why = self._spots.find(claim)
        name = self._name(argument, "t")
        return Item(id=name, kind="entity", type=kind, spans=_spans(span), why=why, at=argument)

    def _link(self, argument: Object, item: Item) -> None:
        links = links_of(find(argument, "external_reference", dict) or {})
        if links and item.spans:
            self._linked.setdefault(links, {})[item.id] = item


def _spans(span: Span | None) -> list[Span]:
    return [span] if span else []


def _role(argument: Object) -> str:
    """The role, which is an object with a type, or a word."""
    role: Any = value_at(argument, "role")
    return need(role, "type", str) if isinstance(role, dict) else need(argument, "role", str)
