"""Conflicts that are stored in files: found, and resolved. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from ..canonical import canonical_record
from ..diff.resolve import Choice, Stored, conflicts, resolve
from ..errors import FormatError, UnknownName, UnreadableFile, WrongChoice
from ..jsontext import Locator
from ..model import Record
from ..store.source import Source, sources
from ..text import line_and_column
from .merge import read


class Open(Struct, frozen=True):
    """An open conflict, and the file and line it is about."""

    source: Source
    record: Record
    stored: Stored
    line: int

    @property
    def name(self) -> str:
        """Its id in its layer."""
        return str(self.stored.conflict["id"])

    @property
    def whole_name(self) -> str:
        """A name that it has alone in a corpus: article, layer and id."""
        return ":".join(filter(None, (self.record.id, self.stored.layer, self.name)))

    def is_called(self, name: str) -> bool:
        """Whether a name means it: its id or that of the annotation, maybe behind a layer or an article and a layer."""
        ids = {self.name, str(self.stored.conflict.get("annotation", self.name))}
        layer = f"{self.stored.layer}:" if self.stored.layer else ""
        return any(name in (one, layer + one, f"{self.record.id}:{layer}{one}") for one in ids)


def opened(paths: Iterable[str]) -> Iterator[Open]:
    """Every open conflict below some paths, file by file; what is no record is passed over if it was not named.

    Raises:
        CorpusToolsError: a file cannot be read, or is no record.
    """
    for source in sources(paths):
        if source.error is None and not source.named and b'"layers"' not in source.data:
            continue
        record = read(source)
        try:
            found = [stored for stored in conflicts(record) if stored.is_open]
        except FormatError as error:
            raise FormatError(source.file, source.line, None, error.expected, error.found) from error
        places = _Places(source) if found else None
        for stored in found:
            yield Open(source, record, stored, places.line(stored) if places else source.line)


class _Places:
    """The lines of a document on which annotations stand."""

    def __init__(self, source: Source) -> None:
        self._text, self._first = source.data.decode(), source.line
        self._locator = Locator(self._text)
        self._tree = msgspec.json.decode(source.data)

    def line(self, stored: Stored) -> int:
        """The line of the annotation that a conflict is about, else of the conflict."""
        for number, layer in enumerate(self._tree["layers"]):
            if (layer.get("id") or layer.get("annotator")) == stored.layer:
                return self._in_layer(number, layer, stored)
        return self._line(("extensions",) if "extensions" in self._tree else ())

    def _in_layer(self, number: int, layer: dict[str, list[dict[str, str]]], stored: Stored) -> int:
        about = {stored.conflict["annotation"]: 0, stored.conflict["id"]: 1}
        arrays = ((array, parts) for array, parts in layer.items() if isinstance(parts, list))
        found = [
            (about[part["id"]], ("layers", number, array, index))
            for array, parts in arrays
            for index, part in enumerate(parts)
            if isinstance(part, dict) and part.get("id") in about
        ]
        return self._line(min(found)[1])

    def _line(self, path: tuple[str | int, ...]) -> int:
        return self._first + line_and_column(self._text, self._locator.find(path))[0] - 1


def chosen(found: Iterable[Open], choices: Iterable[tuple[str, Choice]]) -> list[tuple[Open, Choice]]:
    """The conflicts that are named, each with its choice.

    Raises:
        UnknownName: no open conflict is called so, or several in different places are.
        WrongChoice: two sides are named for one.
    """
    everything = list(found)
    made: list[tuple[Open, Choice]] = []
    for name, choice in choices:
        meant = [one for one in everything if one.is_called(name)]
        places = {(one.source.file, one.source.line, one.stored.layer) for one in meant}
        if len(places) != 1:
            kind = "single open conflict" if places else "open conflict"
            raise UnknownName(kind, name, [one.whole_name for one in meant or everything])
        twice = next((one for one in meant if any(one is other and choice != side for other, side in made)), None)
        if twice is not None:
            raise WrongChoice(twice.name, choice, "another side is named for it as well")
        made += [(one, choice) for one in meant]
    return made


def resolved(choices: Iterable[tuple[Open, Choice]]) -> list[tuple[Source, bytes]]:
    """Every document in which conflicts are resolved, and what it holds then.

    Raises:
        CorpusToolsError: a choice cannot be made, or a file is one that cannot be changed.
    """
    records: dict[tuple[str, int], tuple[Source, Record]] = {}
    for one, choice in choices:
        if not one.source.is_editable or one.source.passing:
            raise UnreadableFile(one.source.file, "it cannot be changed in place: unpack it, or name what it leads to")
        source, record = records.get((one.source.file, one.source.line), (one.source, one.record))
        records[source.file, source.line] = source, resolve(record, one.stored, choice)
    return [(source, _written(source, record)) for source, record in records.values()]


def _written(source: Source, record: Record) -> bytes:
    if source.file.endswith(".jsonl"):
        return msgspec.json.encode(record) + b"\n"
    return canonical_record(record).encode()
