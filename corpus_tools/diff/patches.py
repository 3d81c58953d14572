"""Patches as files: what differs between two corpora as JSON, one change a line, after `change.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType
from msgspec.structs import replace

from .. import schema
from ..decode import tree_of
from ..errors import FormatError
from ..model import (
    Annotator,
    Chain,
    Conflict,
    Entity,
    Event,
    Layer,
    Metadata,
    Quote,
    Record,
    Relation,
    Section,
    Segmentation,
    Unanchored,
)
from .changes import Change, Difference
from .fields import tree

FORMAT_VERSION = "1.0"
_WHOLE: dict[str, Any] = {
    "section": Section,
    "annotator": Annotator,
    "layer": Layer,
    "entity": Entity,
    "quote": Quote,
    "event": Event,
    "relation": Relation,
    "chain": Chain,
    "unanchored": Unanchored,
    "conflict": Conflict,
}
_FIELDS: dict[str, Any] = {"/metadata": Metadata, "/segmentation": Segmentation}


class _StoredChange(Change, frozen=True, kw_only=True, omit_defaults=True, rename={"class_": "class"}):
    before: Raw | UnsetType = UNSET
    after: Raw | UnsetType = UNSET


class _StoredDifference(Difference, frozen=True, kw_only=True, omit_defaults=True):
    changes: tuple[_StoredChange, ...] = ()
    record: Raw | UnsetType = UNSET


class _Stored(Struct, frozen=True):
    format_version: str
    differences: tuple[_StoredDifference, ...]


def write(differences: Iterable[Difference]) -> Iterator[str]:
    """A patch as chunks of JSON; articles that do not differ are left out.

    >>> "".join(write([]))
    '{"format_version": "1.0", "differences": [\\n]}\\n'
    """
    yield f'{{"format_version": "{FORMAT_VERSION}", "differences": ['
    lead = "\n"
    for difference in differences:
        if difference or difference.to_ids or difference.from_ids:
            yield lead + _written(difference)
            lead = ",\n"
    yield "\n]}\n"


def _written(difference: Difference) -> str:
    head = msgspec.json.encode(replace(difference, changes=())).decode()
    if not difference.changes:
        return head
    rows = ",\n  ".join(msgspec.json.encode(change).decode() for change in difference.changes)
    return f' {head[:-1]}, "changes": [\n  {rows}\n ]}}'


def read(data: bytes, file: str) -> list[Difference]:
    """The differences in a patch.

    Raises:
        FormatError: it is not a patch; the place of the first fault is given.
    """
    for error in schema.errors("change", tree_of(data, file)):
        place = "/".join(map(str, error.path))
        raise FormatError(f"{file}: /{place}", None, None, "a patch that fits the schema", error.message)
    try:
        stored = msgspec.json.decode(data, type=_Stored)
        return [_difference(difference) for difference in stored.differences]
    except msgspec.ValidationError as error:
        raise FormatError(file, None, None, "a patch of records that fit the schema", str(error)) from error


def _difference(stored: _StoredDifference) -> Difference:
    """A stored difference with values in place of their sources."""
    fields = {name: getattr(stored, name) for name in Difference.__struct_fields__}
    record = UNSET if stored.record is UNSET else tree(msgspec.json.decode(stored.record, type=Record))
    return Difference(**{**fields, "changes": tuple(map(_change, stored.changes)), "record": record})


def _change(stored: _StoredChange) -> Change:
    fields = {name: getattr(stored, name) for name in Change.__struct_fields__}
    values = {side: _value(stored, getattr(stored, side)) for side in ("before", "after")}
    return Change(**{**fields, **values})


def _value(change: _StoredChange, source: Raw | UnsetType) -> Any:
    """A value; what stands below extensions is kept as it is written."""
    if isinstance(source, UnsetType):
        return UNSET
    if "/extensions/" in change.path:
        return source.copy()
    kind = _FIELDS.get(change.path) if change.path else _WHOLE.get(change.kind)
    if kind is None or (change.path and change.kind != "article"):
        return json.loads(bytes(source))
    return tree(msgspec.json.decode(source, type=kind))
