"""Texts of doccano to records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ...errors import FormatError
from ...model import Layer
from .._about import about
from .._format import File, Files, Read, Settings
from .._items import Item
from .._items.source import layer_of
from .._json import Document, Object, documents, find, need_text
from .._loss import Loss
from .._names import article_id, layer_name
from .._offsets import PLAIN, Claim, places
from .._reads import read_of
from .._skipped import Skipped, with_skipped
from .._spots import Spots
from .._text import cleaned, new_record
from .._told import NO_FIELD
from .labels import LABELS, Label, counted_in, labels_of, relations_of

_ELSEWHERE = {"text", "data", "id", "meta", "relations", "annotator", *LABELS}


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        if file.name.lower().endswith((".csv", ".xlsx", ".txt")):
            raise FormatError(
                file.name, None, None, "JSON of sequence labelling", "a table, which holds no labels of words"
            )
        yield from with_skipped(
            _found(document, number, file, settings) for number, document in enumerate(documents(file), 1)
        )


def _found(document: Document, number: int, file: File, settings: Settings) -> Read | Skipped:
    with document.opened() as tree:
        key = "text" if "text" in tree else "data"
        labels = list(labels_of(tree))
        if isinstance(tree.get(key, ""), str) and not tree.get(key, "").strip():
            return _skipped(document, tree, labels)
        name = f"{PurePosixPath(file.name).stem}-{number}"
        return _Article(document, tree, key, labels, settings).read(_name(tree, name))


def _name(tree: Object, fallback: str) -> str:
    own = (find(tree, "meta", dict) or {}).get("id", tree.get("id"))
    return str(own) if isinstance(own, str) else fallback if own is None else f"text-{own}"


def _skipped(document: Document, tree: Object, labels: list[Label]) -> Skipped:
    why = "it has no text"
    losses = [Loss(what="lost", kind="article", id="", article="", where=document.where(tree), why=why)]
    losses += [
        Loss(what="lost", kind="entity", id=label.type, article="", where=document.where(label.part), why=why)
        for label in labels
    ]
    error = FormatError(document.file, *document.place(tree), "a text", "none")
    return Skipped(losses, {"article": 1, "entity": len(labels)}, error)


class _Article:
    """One text while it is read."""

    def __init__(self, document: Document, tree: Object, key: str, labels: list[Label], settings: Settings) -> None:
        self.document, self.tree, self.settings = document, tree, settings
        source = need_text(tree, key)
        self.text = cleaned(source, document.file)
        self.reading = counted_in(source, [label.claim for label in labels])
        found = places(source, [label.claim for label in labels], self.reading)
        plain = self.reading == PLAIN
        self.labels = [
            label if plain else label._replace(claim=Claim(*place, ""))
            for label, place in zip(labels, found, strict=True)
        ]
        self.spots = Spots(source, self.text, [label.claim for label in self.labels], repair=False)

    def read(self, name: str) -> Read:
        """The record."""
        article, losses, seen = article_id(name), list[Loss](), dict[str, int]()
        if self.text.changes:
            losses.append(self._loss("changed", "text", "", article, "; ".join(self.text.changes)))
        if self.reading != PLAIN:
            why = f"its offsets were read as {self.reading.unit}, which puts all its labels on whole words"
            losses.append(self._loss("changed", "layer", "", article, why))
        layers: list[Layer] = []
        for user, items in self._users().items():
            made = layer_of(items, user, article, self.document.where)
            layers.append(made.layer)
            losses += made.losses
            seen = {kind: seen.get(kind, 0) + made.seen[kind] for kind in {*seen, *made.seen}}
        found = about({**self._others(), **(find(self.tree, "meta", dict) or {})} | {"id": None}, names=True)
        losses += [self._loss("lost", "metadata", key, article, NO_FIELD) for key in found.others]
        return read_of(new_record(article, self.text.text, layers, metadata=found.metadata), losses, seen)

    def _others(self) -> Object:
        return {key: value for key, value in self.tree.items() if key not in _ELSEWHERE and value not in ([], {}, "")}

    def _loss(self, what: str, kind: str, name: str, article: str, why: str) -> Loss:
        where = self.document.where(self.tree)
        return Loss(what=what, kind=kind, id=name, article=article, where=where, why=why)  # type: ignore[arg-type]

    def _users(self) -> dict[str, list[Item]]:
        """The items of each annotator; a relation goes with what it leads from."""
        named = find(self.tree, "annotator", str)
        nobody = layer_name(named) if named else self.settings.annotator
        is_labelled = named or any(key in self.tree for key in LABELS)
        found: dict[str, list[Item]] = {nobody: []} if is_labelled and not self.labels else {}
        owner: dict[str, str] = {}
        for label in self.labels:
            user = layer_name(label.user) if label.user else nobody
            span, why = self.spots.find(label.claim)
            item = Item(
                id=label.id, kind="entity", type=label.type, spans=[span] if span else [], why=why, at=label.part
            )
            found.setdefault(user, []).append(item)
            owner.setdefault(label.id, user)
        for part in relations_of(self.tree):
            found.setdefault(owner.get(f"T{part.get('from_id')}", nobody), []).append(_relation(part))
        return found


def _relation(part: Object) -> Item:
    roles = find(part, "from_role", str) or "from", find(part, "to_role", str) or "to"
    links = list(zip(roles, (f"T{part.get('from_id')}", f"T{part.get('to_id')}"), strict=True))
    name = f"R{part['id']}" if "id" in part else ""
    return Item(id=name, kind="relation", type=find(part, "type", str) or "", links=links, at=part)
