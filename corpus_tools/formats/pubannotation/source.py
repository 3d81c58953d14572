"""PubAnnotation to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ...model import Layer
from .._about import about
from .._format import File, Files, Read, Settings
from .._items.source import layer_of
from .._json import Document, Object, documents, each, find, need_text
from .._loss import Loss
from .._names import article_id, article_of, layer_name
from .._reads import read_of
from .._text import cleaned, new_record
from .._told import NO_FIELD
from .track import Track

_OF_TRACK = ("project", "denotations", "relations", "attributes", "modifications", "blocks", "namespaces")
_KNOWN = {*_OF_TRACK, "text", "tracks", "sourcedb", "sourceid", "divid", "target", "metadata"}
_FOR_THE_PROGRAM = {"typesettings", "config", "source_url", "section"}


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        for number, document in enumerate(documents(file), 1):
            with document.opened() as tree:
                yield _Article(document, tree, _name(tree, file, number), settings).read()


def _name(tree: Object, file: File, number: int) -> str:
    parts = [str(tree[key]) for key in ("sourcedb", "sourceid") if tree.get(key) not in (None, "")]
    division = [str(tree["divid"])] if tree.get("divid") not in (None, "", 0, "0") else []
    return article_of("-".join([*parts, *division]) if tree.get("sourceid") else "", file.name, number)


class _Article:
    """One text while it is read."""

    def __init__(self, document: Document, tree: Object, name: str, settings: Settings) -> None:
        self.document, self.tree, self.settings, self.id = document, tree, settings, article_id(name)
        self.text = cleaned(need_text(tree, "text"), document.file)
        self.losses: list[Loss] = []
        self.seen = Counter[str]()

    def _lose(self, what: str, kind: str, name: str, part: Any, why: str) -> None:
        where = self.document.where(part)
        self.losses.append(Loss(what=what, kind=kind, id=name, article=self.id, where=where, why=why))  # type: ignore[arg-type]

    def read(self) -> Read:
        """The record."""
        if self.text.changes:
            self._lose("changed", "text", "", self.tree, "; ".join(self.text.changes))
        own = [self.tree] if any(self.tree.get(key) for key in ("project", "denotations")) else []
        tracks = [*own, *each(self.tree, "tracks", dict)] or ([self.tree] if "denotations" in self.tree else [])
        counts = Counter[str]()
        layers = [self._layer(track, counts) for track in tracks]
        found = about({**self._source(), **(find(self.tree, "metadata", dict) or {})}, names=True)
        for key in found.others:
            self._lose("lost", "metadata", key, self.tree, NO_FIELD)
        for key in sorted(self.tree.keys() - _KNOWN - _FOR_THE_PROGRAM):
            self._lose("lost", "extension", key, self.tree, NO_FIELD)
        return read_of(new_record(self.id, self.text.text, layers, metadata=found.metadata), self.losses, self.seen)

    def _source(self) -> dict[str, Any]:
        """What says where the text is from."""
        if not self.tree.get("sourcedb"):
            return {"url": self.tree.get("target")}
        return {
            "sourcedb": self.tree["sourcedb"],
            "sourceid": self.tree.get("sourceid"),
            "url": self.tree.get("target"),
        }

    def _layer(self, tree: Object, counts: Counter[str]) -> Layer:
        name = layer_name(find(tree, "project", str) or self.settings.annotator)
        counts[name] += 1
        name = f"{name[:28]}-{counts[name]}" if counts[name] > 1 else name
        track = Track(tree, self.text)
        for part, attribute, why in track.others:
            self._lose("lost", "attribute", attribute, part, why)
            self.seen["attribute"] += 1
        for key in ("blocks", "namespaces"):
            if tree.get(key):
                self._lose("lost", "extension", f"{name} {key}", tree, NO_FIELD)
        made = layer_of(track.items, name, self.id, self.document.where)
        self.losses += made.losses
        self.seen.update(made.seen)
        return made.layer
