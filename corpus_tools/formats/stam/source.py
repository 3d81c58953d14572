"""STAM stores to records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from ...errors import FormatError
from .._about import about
from .._format import File, Files, Read, Settings
from .._items import Item, kind_of
from .._items.source import layer_of
from .._json import Document, Object, Wrong, documents, each, find, need, need_text
from .._loss import Loss
from .._names import article_id, layer_name
from .._reads import read_of
from .._spans import placed
from .._text import cleaned, new_record
from .._told import NO_FIELD
from .data import ANNOTATOR, KIND, LAYER, ROLE, TYPE, Data, Sets
from .selectors import Selectors, Target

_TYPES = (TYPE, "type", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_MAKERS = (ANNOTATOR, "annotator", "creator", "http://purl.org/dc/terms/creator")


def read(files: Files, settings: Settings) -> Iterator[Read]:
    texts = {PurePosixPath(file.name).name: file for file in files[1:]}
    for document in documents(files[0]):
        with document.opened() as store:
            if store.get("@type") != "AnnotationStore":
                raise Wrong(store, "@type", "an AnnotationStore")
            yield from _Store(document, store, texts, settings).read()


class _Store:
    """One store while it is read."""

    def __init__(self, document: Document, store: Object, texts: dict[str, File], settings: Settings) -> None:
        self.document, self.store, self.settings = document, store, settings
        self.texts = dict(self._resource(one, texts) for one in each(store, "resources", dict))
        self.sets = Sets(store)
        annotations = each(store, "annotations", dict)
        by_id = {find(one, "@id", str) or "": one for one in annotations}
        lengths = {name: len(text) for name, text in self.texts.items()}
        selectors = Selectors(by_id, lengths)
        self.found = [(one, selectors.target(need(one, "target", dict)), self.sets.data_of(one)) for one in annotations]

    def _resource(self, resource: Object, texts: dict[str, File]) -> tuple[str, str]:
        """The id of a text and the text itself."""
        included = find(resource, "@include", str)
        name = find(resource, "@id", str) or included or ""
        if "text" in resource or included is None:
            return name, need_text(resource, "text")
        if included.removeprefix("./") not in texts:
            raise Wrong(resource, "@include", "the name of a text that lies beside the store")
        return name, texts[included.removeprefix("./")].text()

    def read(self) -> Iterator[Read]:
        """A record for each text."""
        if not self.texts:
            place = self.document.place(self.store)
            raise FormatError(self.document.file, *place, "a store with a text", "one without")
        first = next(iter(self.texts))
        for name, source in self.texts.items():
            mine = [one for one in self.found if one[1].resource == name or (name == first and not one[1].resource)]
            yield self._record(name, source, mine)

    def _record(self, name: str, source: str, found: list[tuple[Object, Target, Data]]) -> Read:
        text = cleaned(source, self.document.file)
        article = article_id(PurePosixPath(name).name.removesuffix(".txt"))
        layers: dict[str, list[Item]] = {}
        said: dict[str, Any] = {}
        losses = [self._loss("changed", "text", "", article, self.store, why) for why in text.changes]
        seen = Counter[str]()
        for part, target, data in found:
            values = dict(data)
            if target.whole and LAYER in values:
                layers.setdefault(layer_name(str(values[LAYER])), [])
            elif target.whole:
                said |= values
            else:
                item = self._item(part, data)
                if item.kind not in ("relation", "chain"):
                    item.spans, item.why = placed(target.places, text)
                layers.setdefault(self._maker(values), []).append(item)
        made = [layer_of(items, layer, article, self.document.where) for layer, items in layers.items()]
        for one in made:
            losses += one.losses
            seen.update(one.seen)
        facts = about(said)
        losses += [self._loss("lost", "metadata", key, article, self.store, NO_FIELD) for key in facts.others]
        record = new_record(article, text.text, [one.layer for one in made], metadata=facts.metadata)
        return read_of(record, losses, seen)

    def _maker(self, values: dict[str, Any]) -> str:
        key = _first(_MAKERS, values)
        return layer_name(str(values[key])) if key else self.settings.annotator

    def _item(self, part: Object, data: Data) -> Item:
        values: dict[str, Any] = {}
        for key, value in data:
            earlier = values.get(key)
            values[key] = value if earlier is None else [*(earlier if isinstance(earlier, list) else [earlier]), value]
        kind, links = kind_of(values.get(KIND), placed=True, linked=False), _links(data)
        of_type, of_maker = _first(_TYPES, values), _first(_MAKERS, values)
        type_ = str(values[of_type]) if of_type else ""
        passed_over = {of_type, of_maker, *([KIND] if values.get(KIND) == kind else [])}
        fields = {key: value for key, value in values.items() if key not in passed_over and not key.startswith(ROLE)}
        return Item(
            id=_tail(find(part, "@id", str) or ""),
            kind=kind,
            type=type_ if of_type == TYPE else _named(type_),
            fields=fields,
            links=links,
            at=part,
        )

    def _loss(self, what: str, kind: str, name: str, article: str, part: Object, why: str) -> Loss:
        where = self.document.where(part)
        return Loss(what=what, kind=kind, id=name, article=article, where=where, why=why)  # type: ignore[arg-type]


def _first(keys: Sequence[str], values: dict[str, Any]) -> str:
    """The first of some keys that is there and not empty; an empty one where none is."""
    return next((key for key in keys if values.get(key)), "")


def _links(data: Data) -> list[tuple[str, str]]:
    return [(key.removeprefix(ROLE), _tail(str(value))) for key, value in data if key.startswith(ROLE)]


def _named(type_: str) -> str:
    """The name of a type: of an address, its last part."""
    return _tail(type_) if "://" in type_ else type_


def _tail(name: str) -> str:
    """The last part of an id that may be an address."""
    return re.split(r"[/#]", name.rstrip("/#"))[-1]
