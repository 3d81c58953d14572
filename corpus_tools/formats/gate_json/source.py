"""bdoc JSON to records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ...errors import FormatError
from ...findings import Path
from .._about import about
from .._format import File, Files, Read, Settings
from .._gate import URL, Annotation
from .._gate.source import Place, bare_set, read_sets
from .._items.bare import Bare
from .._loss import Loss
from .._names import article_id
from .._offsets import PLAIN, Reading, places
from .._reads import is_sound, read_of
from .._text import Cleaned, cleaned, new_record
from .bdoc import Found, Mark, bdocs

_UNITS = {"p": PLAIN, "j": Reading("UTF-16 units", 0)}
_OTHERS = {".bdocym": "YAML", ".bdocmp": "MessagePack"}


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        _refuse(file)
        for found in bdocs(file):
            yield _Article(found, file.name, settings).read()


def _refuse(file: File) -> None:
    name = file.name.rpartition("/")[2]
    for suffix, form in _OTHERS.items():
        if f"{suffix}." in f"{name}.":
            raise FormatError(file.name, None, None, "bdoc JSON, saved as .bdocjs", f"bdoc {form}")


class _Article:
    """One document while it is read."""

    def __init__(self, found: Found, file: str, settings: Settings) -> None:
        self.found, self.bdoc, self.settings = found, found.bdoc, settings
        self.id = article_id(PurePosixPath(file).stem)
        self.text: Cleaned = cleaned(self.bdoc.text, file)
        self.losses: list[Loss] = []

    def _tell(self, what: str, kind: str, name: str, why: str) -> None:
        where = self.found.where(())
        self.losses.append(Loss(what=what, kind=kind, id=name, article=self.id, where=where, why=why))  # type: ignore[arg-type]

    def read(self) -> Read:
        """The record."""
        if self.text.changes:
            self._tell("changed", "text", "", "; ".join(self.text.changes))
        sets = {name: self._annotations(name, part.annotations) for name, part in self.bdoc.annotation_sets.items()}
        made = read_sets(sets, self.text, self.settings.annotator, Place(self.id, self.found.where))
        self.losses += made.losses
        facts = about({"url" if name == URL else name: value for name, value in self.bdoc.features.items()})
        for name in [*facts.others, *self.found.unknown]:
            self._tell("lost", "extension", name, "a record has nothing of that name, or it has another form")
        layers = [one.layer for one in made.layers]
        record = new_record(self.id, self.text.text, layers, metadata=facts.metadata, segmentation=made.segmentation)
        return read_of(record, self.losses, {}, sound=is_sound(record, made.layers))

    def _annotations(self, name: str, marks: list[Mark]) -> Bare | list[Annotation]:
        stretches = places(self.bdoc.text, marks, _UNITS[self.bdoc.offset_type])
        if all(not one.features for one in marks):
            ids, types = [str(one.id) for one in marks], [one.type for one in marks]
            if bare := bare_set(ids, types, stretches, self.text):
                return bare
        at: Path = ("annotation_sets", name, "annotations")
        return [
            Annotation(str(one.id), one.type, place, one.features, (*at, number))
            for number, (one, place) in enumerate(zip(marks, stretches, strict=True))
        ]
