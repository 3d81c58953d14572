"""CASIE: an article a file, with its text and hoppers of events; only read.

Read are the `content` and, under `cyberevent`, each `hopper`: the events that report the same thing, which become a
chain if there are several. The words of an event are its `nugget`, its type is made of `type` and `subtype`, `realis`
is an attribute. Each `argument` is a mention with a type, which fills a role; those on the same words with the same
type are one mention, and a `wikidataid` is a link. Offsets are code points, the end not included; where the words at a
place are not those that are given with it, that is told, with the shift that would make them right, which
`--repair-offsets` puts right. `info` becomes metadata, as far as it fits. Other keys are told as lost.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..model import Span
from ._about import about
from ._format import File, Files, Format, Read, Settings
from ._items import LINKS, MEMBER, OF, Item
from ._items.source import layer_of
from ._json import Document, Object, documents, each, find, need, need_text, value_at
from ._names import article_of
from ._offsets import Claim
from ._sniff import json_keys
from ._spots import Spots
from ._text import cleaned, new_record
from ._told import of_text, unknown

_KNOWN = ("content", "cyberevent", "info", "sourcefile")


def sniff(name: str, head: bytes) -> bool:
    return {"content", "cyberevent"} <= {*json_keys(head)}


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
    known = about(find(tree, "info", dict) or {})
    others = [
        *(f"info {key}" for key in known.others),
        *(key for key, value in tree.items() if key not in _KNOWN and value),
    ]
    where = document.where(tree)
    losses = [*made.losses, *of_text(text.changes, article, where), *unknown(others, article, where)]
    record = new_record(article, text.text, [made.layer], metadata=known.metadata)
    return Read(record, losses, made.seen + Counter(extension=len(others)))


def _claim(part: Object) -> Claim:
    return Claim(need(part, "startOffset", int), need(part, "endOffset", int), find(part, "text", str) or "")


class _Items:
    """The items of an article while they are made: mentions that are known already, by words and type."""

    def __init__(self, spots: Spots) -> None:
        self._spots = spots
        self._known: dict[tuple[Claim, str], Item] = {}
        self._links: dict[str, list[Item]] = {}
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
        for link, mentions in self._links.items():
            members = [(MEMBER, mention.id) for mention in mentions]
            yield Item(id=self._new("c"), kind="chain", fields={LINKS: [link]}, links=members, at=mentions[0].at)

    def _new(self, letter: str) -> str:
        self._last[letter] += 1
        return f"{letter}{self._last[letter]}"

    def _event(self, part: Object) -> Item:
        nugget, names = need(part, "nugget", dict), (find(part, "type", str), find(part, "subtype", str))
        span, why = self._spots.find(_claim(nugget))
        realis = find(part, "realis", str)
        kind = ".".join(name for name in names if name)
        fields = {"realis": realis} if realis else {}
        return Item(id=self._new("e"), kind="event", type=kind, spans=_spans(span), why=why, fields=fields, at=part)

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
        return Item(id=self._new("t"), kind="entity", type=kind, spans=_spans(span), why=why, at=argument)

    def _link(self, argument: Object, item: Item) -> None:
        found = value_at(find(argument, "external_reference", dict) or {}, "wikidataid")
        linked = {mention.id for mentions in self._links.values() for mention in mentions}
        if isinstance(found, str) and found and item.spans and item.id not in linked:
            self._links.setdefault(f"wikidata:{found}", []).append(item)


def _spans(span: Span | None) -> list[Span]:
    return [span] if span else []


def _role(argument: Object) -> str:
    """The role, which is an object with a type, or a word."""
    role: Any = value_at(argument, "role")
    return need(role, "type", str) if isinstance(role, dict) else need(argument, "role", str)


FORMAT = Format(
    name="casie",
    title="CASIE",
    suffixes=(".json",),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "event", "argument", "chain", "chain member", "link"),
            *("attribute", "metadata", "text", "article"),
        }
    ),
    sniff=sniff,
    read=read,
)
