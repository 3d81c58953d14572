"""The records that take part in a comparison of annotators, from files of any format; what does not is counted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ..agreement import LeftOut
from ..errors import UnreadableFile
from ..findings import Finding
from ..jsontext import Locator
from ..model import Layer, Record
from ..store.source import Source, again
from ..text import line_and_column
from ..validation import validate
from .project import Project, project

ARRAYS = ("entities", "events", "quotes", "relations", "chains")
Met = Record | LeftOut
"""A record, or word of one that cannot take part."""


class Origins:
    """Which files records came from, and where in them their annotations stand."""

    def __init__(self) -> None:
        self._files: dict[str, list[Source]] = {}

    def note(self, article: str, source: Source) -> None:
        """Remember where an article was read; what it says is not kept."""
        self._files.setdefault(article, []).append(replace(source, data=b""))

    def place(self, article: str, annotator: str, annotation: str) -> str:
        """The file, line and column of an annotation; of a foreign format, its article and annotator."""
        for source in self._files.get(article, ()):
            for found in again(source.file, [source.line]):
                place = _place(found, annotator, annotation) if found.error is None else None
                if place:
                    return f"{source.file}:{place[0] + source.line - 1}:{place[1]}"
        return f"{article}, {annotator}"


@lru_cache(16)
def _located(data: bytes) -> tuple[str, Any, Locator]:
    text = data.decode()
    return text, json.loads(text), Locator(text)


def _place(source: Source, annotator: str, annotation: str) -> tuple[int, int] | None:
    """The line and column of an annotation in a record."""
    text, tree, locator = _located(source.data)
    for number, layer in enumerate(tree["layers"]):
        if annotator in (layer.get("id"), layer.get("annotator")):
            for array in ARRAYS:
                for index, part in enumerate(layer.get(array, ())):
                    if part["id"] == annotation:
                        return line_and_column(text, locator.find(("layers", number, array, index)))
    return None


def met(paths: Sequence[str], format: str | None = None, origins: Origins | None = None) -> Iterator[Met]:
    """The records under some paths; those of one article in several places are put together.

    In a foreign format each path holds the work of one annotator, who is called as the folder is, unless the format
    itself names annotators.

    Raises:
        UnreadableFile: a path is not there.
        UnknownName: there is no such format.
    """
    found = _foreign(paths, format) if format else _ours(paths, origins or Origins())
    return found if len(paths) == 1 else iter(_joined(found))


def _ours(paths: Sequence[str], origins: Origins) -> Iterator[Met]:
    chosen = project(paths)
    for source in chosen.documents(paths, ""):
        if source.error is not None:
            if source.named:
                raise UnreadableFile(source.file, source.error)
            yield LeftOut("article", f"{source.file} cannot be read: {source.error}")
        elif (found := _sound(source, chosen)) is not None:
            if isinstance(found, Record):
                origins.note(found.id, source)
            yield found


def _sound(source: Source, chosen: Project) -> Met | None:
    """The record in a document, unless there are errors in it; None where it is a tag set or a manifest."""
    found = chosen.sound(source)
    if isinstance(found, Record):
        return found
    if found.kind in ("tagset", "corpus"):
        return None
    return LeftOut("article", f"{source.file} does not validate{_first(next(iter(found.findings), None))}")


def _first(error: Finding | None) -> str:
    return f": line {error.line}, {error.code}" if error and error.line else f": {error.code}" if error else ""


def _foreign(paths: Sequence[str], format: str) -> Iterator[Met]:
    from ..conversion import read

    for path in paths:
        for found in read(path, format):
            record = _named(found.record, Path(path)) if len(paths) > 1 else found.record
            error = next((one for one in validate(record) if one.severity == "error"), None)
            yield (
                record
                if error is None
                else LeftOut("article", f"{record.id} in {path} does not validate: {error.code}")
            )


def _named(record: Record, path: Path) -> Record:
    """The record with its one layer called as the folder, or file, that it comes from."""
    if len(record.layers) != 1:
        return record
    from ..formats import layer_name

    name = layer_name(path.stem)
    return replace(record, layers=[replace(record.layers[0], id=UNSET, annotator=name)])


def _joined(found: Iterable[Met]) -> Iterator[Met]:
    """Records of one article made one record with the layers of all; those with another text are left out."""
    records: dict[str, Record] = {}
    for one in found:
        if isinstance(one, LeftOut):
            yield one
        elif one.id not in records:
            records[one.id] = one
        elif records[one.id].text != one.text:
            yield LeftOut("article", f"another text of {one.id}")
        else:
            records[one.id] = replace(records[one.id], layers=[*_distinct(records[one.id].layers, one.layers)])
    yield from records.values()


def _distinct(layers: Sequence[Layer], more: Sequence[Layer]) -> Iterator[Layer]:
    """Layers of two records, those that are the same in both once."""
    yield from layers
    yield from (layer for layer in more if layer not in layers)
