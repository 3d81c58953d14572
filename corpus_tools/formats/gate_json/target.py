"""Records to bdoc JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ...file_names import file_name
from ...model import Record
from .._about import said
from .._format import Chunk, Settings
from .._gate import URL, Annotation
from .._gate.target import sets_of


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A file for each article."""
    for record in records:
        yield Chunk(file_name(record.id, ".bdocjs"), msgspec.json.encode(_document(record)) + b"\n")


def _document(record: Record) -> dict[str, Any]:
    about = {URL if name == "url" else name: value for name, value in said(record.metadata).items()}
    return {
        "annotation_sets": {name: _set(name, found) for name, found in sets_of(record)},
        "text": record.text,
        "features": about,
        "offset_type": "p",
        "name": record.id,
    }


def _set(name: str, found: list[Annotation]) -> dict[str, Any]:
    annotations: list[dict[str, Any]] = [
        {"type": one.type, "start": one.place[0], "end": one.place[1], "id": int(one.id), "features": one.features}
        for one in found
    ]
    return {"name": name, "annotations": annotations, "next_annid": max((int(one.id) for one in found), default=-1) + 1}
