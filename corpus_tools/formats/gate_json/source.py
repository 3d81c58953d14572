"""bdoc JSON to records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from ...errors import FormatError
from .._about import about
from .._format import File, Files, Read, Settings
from .._gate import URL, Annotation
from .._gate.source import Place, read_sets
from .._json import Document, Object, Wrong, each, elements, find, need, need_text
from .._loss import Loss
from .._names import article_id
from .._offsets import PLAIN, Claim, Reading, places
from .._reads import read_of
from .._text import Cleaned, cleaned, new_record

_UNITS = {"p": PLAIN, "j": Reading("UTF-16 units", 0)}
_OTHERS = {".bdocym": "YAML", ".bdocmp": "MessagePack"}
_KNOWN = {"text", "features", "annotation_sets", "offset_type", "name"}


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        _refuse(file)
        for document in elements(file):
            with document.opened() as tree:
                yield _Article(document, tree, settings).read()


def _refuse(file: File) -> None:
    for suffix, form in _OTHERS.items():
        if suffix in PurePosixPath(file.name).suffixes:
            raise FormatError(file.name, None, None, "bdoc JSON, saved as .bdocjs", f"bdoc {form}")


class _Article:
    """One document while it is read."""

    def __init__(self, document: Document, tree: Object, settings: Settings) -> None:
        self.document, self.tree, self.settings = document, tree, settings
        self.id = article_id(PurePosixPath(document.file).stem)
        self.source = need_text(tree, "text")
        self.text: Cleaned = cleaned(self.source, document.file)
        unit = find(tree, "offset_type", str) or "p"
        if unit not in _UNITS:
            raise Wrong(tree, "offset_type", '"p" or "j"')
        self.reading = _UNITS[unit]
        self.losses: list[Loss] = []

    def _tell(self, what: str, kind: str, name: str, part: Any, why: str) -> None:
        where = self.document.where(part)
        self.losses.append(Loss(what=what, kind=kind, id=name, article=self.id, where=where, why=why))  # type: ignore[arg-type]

    def read(self) -> Read:
        """The record."""
        if self.text.changes:
            self._tell("changed", "text", "", self.tree, "; ".join(self.text.changes))
        sets = {name: self._annotations(part) for name, part in self._sets()}
        made = read_sets(sets, self.text, self.settings.annotator, Place(self.id, self.document.where))
        self.losses += made.losses
        features = find(self.tree, "features", dict) or {}
        facts = about({"url" if name == URL else name: value for name, value in features.items()})
        for name in [*facts.others, *(self.tree.keys() - _KNOWN)]:
            self._tell(
                "lost", "extension", name, self.tree, "a record has nothing of that name, or it has another form"
            )
        record = new_record(
            self.id, self.text.text, made.layers, metadata=facts.metadata, segmentation=made.segmentation
        )
        return read_of(record, self.losses, {})

    def _sets(self) -> Iterator[tuple[str, Object]]:
        sets = find(self.tree, "annotation_sets", dict) or {}
        return ((name, need(sets, name, dict)) for name in sets)

    def _annotations(self, part: Object) -> list[Annotation]:
        found = each(part, "annotations", dict)
        claims = [Claim(need(one, "start", int), need(one, "end", int), "") for one in found]
        stretches = places(self.source, claims, self.reading)
        return [
            Annotation(str(need(one, "id", int)), need(one, "type", str), place, find(one, "features", dict) or {}, one)
            for one, place in zip(found, stretches, strict=True)
        ]
