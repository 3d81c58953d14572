"""Web annotations to records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from ...errors import FormatError
from ...model import Layer, Span
from .._about import about
from .._format import File, Files, Read, Settings
from .._items import Item, kind_of
from .._items.source import layer_of
from .._json import Document, Object, documents, find
from .._loss import Loss
from .._names import article_id, layer_name
from .._reads import read_of
from .._spans import joined
from .._spots import Spots
from .._text import Cleaned, cleaned, new_record
from .._told import NO_FIELD
from .annotation import ARTICLE, KIND, METADATA, annotations_in, check_context, objects, several
from .bodies import Said, said_by
from .selectors import Places, places_of

TEXT = ".txt"
"""The ending of the file with the text."""
_TOLD = ("created", "modified", "generated", "generator", "rights", "via", "canonical", "audience", "stylesheet")
_UNITS = ("UTF-16 units",)


class Part(NamedTuple):
    """An annotation, and the document it is in."""

    document: Document
    tree: Object

    @property
    def where(self) -> str:
        """Its place, for messages."""
        return self.document.where(self.tree)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    file, texts = files[0], files[1:]
    parts, pages = [], []
    for document in documents(file):
        with document.opened() as tree:
            check_context(tree)
            pages.append(tree)
            parts += [Part(document, one) for one in annotations_in(tree)]
    if not texts:
        beside = PurePosixPath(file.name).with_suffix(TEXT).name
        found = f"none (annotations: {len(parts)}, of {_kinds(parts)})"
        raise FormatError(file.name, 1, 1, f"the text beside it, {beside}", found)
    yield _Article(file, texts[0], pages, parts, settings).read()


def _kinds(parts: list[Part]) -> str:
    """What annotations are about, in words."""
    found = Counter[str]()
    for part in parts:
        selectors = [one for target in objects(part.tree, "target") for one in objects(target, "selector")]
        found.update(str(one.get("type")) for one in selectors)
        found["a whole resource"] += not selectors
    return ", ".join(f"{name} {n}" for name, n in sorted(found.items()) if n) or "nothing"


class _Article:
    """The annotations of one text while they are read."""

    def __init__(self, file: File, text: File, pages: list[Object], parts: list[Part], settings: Settings) -> None:
        self.file, self.settings, self.parts = file, settings, parts
        self.source = text.text()
        self.text: Cleaned = cleaned(self.source, text.name)
        self.page = pages[0] if pages else {}
        named = self.page.get(ARTICLE)
        self.id = article_id(named if isinstance(named, str) else PurePosixPath(file.name).stem)
        self.losses: list[Loss] = []
        self.seen = Counter[str]()
        if self.text.changes:
            self._tell("changed", "text", "", text.name, "; ".join(self.text.changes))

    def _tell(self, what: str, kind: str, name: str, where: str, why: str) -> None:
        self.losses.append(Loss(what=what, kind=kind, id=name, article=self.id, where=where, why=why))  # type: ignore[arg-type]

    def read(self) -> Read:
        """The record."""
        found = []
        for part in self.parts:
            with part.document.opened():
                found.append((part, places_of(part.tree, self.source), said_by(part.tree)))
        claims = [claim for _, places, _ in found for claim in places.claims]
        spots = Spots(self.source, self.text, claims, repair=self.settings.repair, units=_UNITS)
        layers: dict[str, list[Item]] = {layer_name(name): [] for name in self._creators()}
        for part, places, said in found:
            layers.setdefault(self._creator(part.tree), []).append(self._item(part, places, said, spots))
            self._others(part)
        made = [self._layer(name, items) for name, items in layers.items()]
        metadata = about(find(self.page, METADATA, dict) or {}).metadata
        return read_of(new_record(self.id, self.text.text, made, metadata=metadata), self.losses, self.seen)

    def _creators(self) -> list[str]:
        """Those who are named as having made a page, also if nothing on it is theirs."""
        collection = self.page.get("partOf")
        creators = several(collection.get("creator")) if isinstance(collection, dict) else []
        return [_name(creator) for creator in creators]

    def _creator(self, tree: Object) -> str:
        creators = several(tree.get("creator"))
        return layer_name(_name(creators[0])) if creators else self.settings.annotator

    def _layer(self, name: str, items: list[Item]) -> Layer:
        made = layer_of(items, name, self.id, lambda part: part.where)
        self.losses += made.losses
        self.seen.update(made.seen)
        return made.layer

    def _item(self, part: Part, places: Places, said: Said, spots: Spots) -> Item:
        links = [(role, _tail(ref)) for role, ref in said.links]
        kind = kind_of(said.ours.get(KIND), placed=True, linked=False)
        item = Item(
            id=_tail(find(part.tree, "id", str) or ""),
            kind=kind,
            type=said.type,
            fields=said.fields,
            links=links,
            at=part,
        )
        if kind not in ("relation", "chain"):
            item.spans, item.why = self._spans(places, spots)
        return item

    def _spans(self, places: Places, spots: Spots) -> tuple[list[Span], str]:
        """The spans of an annotation, all or none, and what is wrong with them."""
        found = [spots.find(claim) for claim in places.claims]
        spans = [span for span, _ in found if span]
        why = places.why or next((why for _, why in found if why), "")
        if len(spans) < len(found) or len(spans) < 2:
            return (spans if len(spans) == len(found) else []), why
        pairs = joined([(span.start, span.end) for span in spans])
        return [Span(start, end, self.text.text[start:end]) for start, end in pairs], why

    def _others(self, part: Part) -> None:
        for key in _TOLD:
            if key in part.tree:
                name = f"{_tail(str(part.tree.get('id', '')))} {key}".strip()
                self._tell("lost", "extension", name, part.where, NO_FIELD)


def _name(creator: Any) -> str:
    """What a creator is called."""
    if not isinstance(creator, dict):
        return _tail(str(creator))
    return str(creator.get("nickname") or creator.get("name") or _tail(str(creator.get("id", ""))))


def _tail(address: str) -> str:
    """The last part of an address."""
    return re.split(r"[:/#]", address.rstrip(":/#"))[-1]
