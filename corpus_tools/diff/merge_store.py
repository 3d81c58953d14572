"""Conflicts put into a record: those of an annotation into its layer, others into an extension of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

import msgspec
from msgspec import UNSET, Raw
from msgspec.structs import replace

from ..findings import pointer
from ..model import Conflict, Layer, Record
from .changes import Numbering
from .fields import encoded
from .merge_clashes import Clash, conflict
from .numbering import ids_of

EXTENSION = "org.corpus-tools.conflicts"
"""Where conflicts about the article itself stand, its sections, annotators and layers; a layer has no room for them."""
_PLACES = {"article": (), "section": ("sections",), "annotator": ("annotators",), "layer": ("layers",)}


def with_conflicts(
    record: Record, clashes: Iterable[Clash], numbering: Numbering
) -> tuple[Record, list[tuple[str, dict[str, Any]]]]:
    """A record with conflicts in it, and these by the names of their layers, empty for the article's."""
    groups: dict[str, list[Clash]] = defaultdict(list)
    for clash in sorted(clashes, key=_place):
        groups["" if clash.key.kind in _PLACES else clash.key.layer].append(clash)
    if not groups:
        return record, []
    made = {layer.name: _numbered(ids_of(layer), groups[layer.name], numbering) for layer in record.layers}
    layers = [_with(layer, made[layer.name]) for layer in record.layers]
    own = [_of_article(one, f"k{number}") for number, one in enumerate(groups[""], len(stored(record)) + 1)]
    record = store(replace(record, layers=layers), [*stored(record), *own])
    return record, [(name, one) for name, found in {**made, "": own}.items() for one in found]


def _place(clash: Clash) -> Any:
    versions = [None if value is UNSET else value for value in clash.versions]
    return clash.key.layer, clash.path, clash.class_, encoded([versions[0], sorted(map(encoded, versions[1:]))])


def _numbered(used: Sequence[str], clashes: list[Clash], numbering: Numbering) -> list[dict[str, Any]]:
    taken = set(used)
    names = (name for number in count(1) if (name := f"k{number}") not in taken)
    return [conflict(clash, name, numbering) for clash, name in zip(clashes, names, strict=False)]


def _with(layer: Layer, conflicts: list[dict[str, Any]]) -> Layer:
    if not conflicts:
        return layer
    typed = msgspec.json.decode(msgspec.json.encode(conflicts), type=list[Conflict])
    return replace(layer, conflicts=[*(layer.conflicts or ()), *typed])


def _of_article(clash: Clash, name: str) -> dict[str, Any]:
    """A clash about a part of the article; its path starts at the record, and names parts by their ids."""
    sides = {side: value for side, value in clash.versions._asdict().items() if value is not UNSET}
    path = pointer((*_PLACES[clash.key.kind], *([clash.key.id] if clash.key.id else []), *clash.path))
    return {"id": name, "class": clash.class_, "path": path, **sides, "status": "open"}


def stored(record: Record) -> list[dict[str, Any]]:
    """The conflicts about the article itself that are stored in a record."""
    source = (record.extensions or {}).get(EXTENSION)
    found: list[dict[str, Any]] = msgspec.json.decode(source) if source is not None else []
    return found


def store(record: Record, conflicts: list[dict[str, Any]]) -> Record:
    """A record with these conflicts about the article itself, and no others."""
    others = {name: value for name, value in (record.extensions or {}).items() if name != EXTENSION}
    if conflicts:
        others[EXTENSION] = Raw(msgspec.json.encode(conflicts))
    return replace(record, extensions=others or UNSET)
