"""Records to bdoc JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ...file_names import file_name
from ...model import Record
from .._about import said
from .._format import Chunk, Settings
from .._gate import URL, Annotation
from .._gate.target import sets_of
from .bdoc import Bdoc, Mark, Marks


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A file for each article."""
    for record in records:
        yield Chunk(file_name(record.id, ".bdocjs"), msgspec.json.encode(_document(record)) + b"\n")


def _document(record: Record) -> Bdoc:
    about = {URL if name == "url" else name: value for name, value in said(record.metadata).items()}
    sets = {name: _set(name, found) for name, found in sets_of(record)}
    return Bdoc(annotation_sets=sets, text=record.text, features=about, offset_type="p", name=record.id)


def _set(name: str, found: list[Annotation]) -> Marks:
    marks = [Mark(one.type, *one.place, int(one.id), one.features) for one in found]
    return Marks(name, marks, marks[-1].id + 1 if marks else 0)  # they are numbered in their order
