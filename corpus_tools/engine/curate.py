"""Gold layers made in the files of a corpus: every file before and after, and what is open. Nothing is written here."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..align.contents import KINDS
from ..canonical import Writer
from ..decode import decode
from ..diff.curate import Answer, Ask, Curation, OpenCase, curate
from ..diff.curate_parts import Parts, decided
from ..errors import FormatError, UnknownName
from ..findings import Finding
from ..jsontext import Locator
from ..model import Record
from ..store.source import Source
from ..tagset import TagSets
from ..text import line_and_column
from .project import Project, project
from .single import refused


class Curated(Struct, frozen=True):
    """A file before and after, and what is open in it; or why it was passed over, and whether that is a fault."""

    file: str
    before: bytes = b""
    after: bytes = b""
    curation: Curation | None = None
    why: str = ""
    is_fault: bool = True

    @property
    def changed(self) -> bool:
        """Whether the file would change."""
        return self.before != self.after


class _Name(Struct, frozen=True):
    id: str = ""
    annotator: str = ""


class _Head(Struct, frozen=True):
    """As much of a record as tells which layers it has."""

    layers: list[_Name]


class Curator:
    """Makes gold layers. `by` tells who decides, `at` when."""

    def __init__(self, paths: Sequence[str], ask: Ask, by: str = "", at: str = "") -> None:
        self._paths, self._ask, self._by, self.at = paths, ask, by, at
        self._project: Project = project(paths)
        self._walked: dict[str, tuple[Parts, Writer]] = {}

    def files(self) -> Iterator[Curated]:
        """Every file under the paths that holds enough of the layers, or cannot be used.

        Raises:
            UnknownName: one of the layers is in no article; nothing was made yet.
        """
        known = self._known()
        missing = next((name for name in self._ask.sources if known and name not in known), None)
        if missing is not None:
            raise UnknownName("layer", missing, known)
        told = set[tuple[str, str]]()
        for source in self._documents():
            found = self._usable(source)
            if isinstance(found, Curated):
                yield from [found] if (found.file, found.why) not in told else []
                told.add((found.file, found.why))
            elif found is not None:
                yield from self._made(source, found)

    def _documents(self) -> Iterator[Source]:
        return self._project.documents(self._paths, "")

    def _known(self) -> set[str]:
        """The names of all layers there are."""
        found = set[str]()
        for source in self._documents():
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                layers = msgspec.json.decode(source.data, type=_Head).layers
                found.update(layer.id or layer.annotator for layer in layers)
        return found

    def _usable(self, source: Source) -> Record | Curated | None:
        """The record in a document; None for a tag set or manifest met in a folder.

        What is wrong with the gold layer may come of changes in the others, and is mended by making it anew.
        """
        if source.error is not None:
            return Curated(source.file, why=source.error)
        found = self._project.survey(source)
        if found.kind in ("tagset", "corpus") and not source.named:
            return None
        if why := refused(source, "curated"):
            return Curated(source.file, why=why)
        errors = [one for one in found.findings if one.severity == "error" and one.layer != self._ask.gold]
        record = decode(source.data)
        if errors or record is None:
            return Curated(source.file, why=f"it does not validate{_first(errors or found.findings)}")
        return record

    def _made(self, source: Source, record: Record) -> Iterator[Curated]:
        names = {layer.name for layer in record.layers}
        there = [name for name in self._ask.sources if name in names]
        if there and (len(there) >= self._ask.min_votes or self._ask.gold in names):
            yield self._curated(source.file, source.data, record)
        elif there:
            yield Curated(source.file, why=f"only {', '.join(there)} annotated it", is_fault=False)

    def _curated(self, file: str, before: bytes, record: Record, answer: Answer | None = None) -> Curated:
        at_hand: TagSets = self._project.surroundings.tagsets(file)
        try:
            curation = curate(record, self._ask, at_hand, answer=answer, by=self._by, at=self.at)
        except FormatError as error:
            if answer is not None:
                raise
            return Curated(file, before, before, why=str(error))
        writer, made = Writer(), curation.record
        if self.at and writer.write(record) != writer.write(made):
            made = _stamped(record, made, self._ask.gold, self.at)
        return Curated(file, before, writer.write(made).encode(), replace(curation, record=made))

    def answered(self, file: Curated, answer: Answer) -> Curated:
        """A file after one more decision, made in the part of it that the decision has to do with.

        Raises:
            FormatError: the gold layer would not validate.
        """
        assert file.curation is not None
        record = file.curation.record
        if file.file not in self._walked:
            self._walked[file.file] = Parts(record, self._ask), Writer()
        parts, writer = self._walked[file.file]
        at_hand = self._project.surroundings.tagsets(file.file)
        found = decided(file.curation, parts, at_hand, answer, self._by, self.at)
        made = _stamped(record, found.record, self._ask.gold, self.at) if self.at else found.record
        return Curated(file.file, file.after, writer.write(made).encode(), replace(found, record=made))


def _first(errors: Sequence[Finding]) -> str:
    return f": line {errors[0].line}, {errors[0].code} {errors[0].message}" if errors else ""


def _stamped(old: Record, new: Record, gold: str, at: str) -> Record:
    """The new record, its gold layer with the time at which it was made, or changed."""
    had = any(layer.name == gold for layer in old.layers)
    field = "modified" if had else "created"
    return replace(new, layers=[replace(one, **{field: at}) if one.name == gold else one for one in new.layers])


class Places:
    """Where the annotations of a record stand in its file."""

    def __init__(self, file: str, data: bytes) -> None:
        self._file, self._text = file, data.decode()
        self._locator = Locator(self._text)
        self._paths = {
            (layer.get("id") or layer.get("annotator"), part["id"]): ("layers", number, array, index)
            for number, layer in enumerate(json.loads(self._text)["layers"])
            for array in KINDS.values()
            for index, part in enumerate(layer.get(array, ()))
        }

    def of(self, case: OpenCase) -> tuple[int, int]:
        """The line and column of the first reading of a case."""
        return line_and_column(self._text, self._offset(case))

    def hold(self, data: bytes, case: OpenCase) -> bool:
        """Whether a case stands where it did in a later version of the file, which is the same up to there."""
        before = self._text[: self._offset(case)].encode()
        return data.startswith(before)

    def _offset(self, case: OpenCase) -> int:
        layer = case.readings[0].voters[0]
        return self._locator.find(self._paths[layer, case.case.members[layer].id])
