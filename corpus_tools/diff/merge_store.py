"""Conflicts put into a record: those of an annotation into its layer, others into an extension of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

import msgspec
from msgspec import UNSET, Raw, UnsetType
from msgspec.structs import replace

from ..errors import FormatError
from ..findings import pointer
from ..model import ARTICLE_CONFLICTS, ArticleConflict, Conflict, Layer, Record
from .changes import Numbering
from .fields import encoded
from .merge_clashes import Clash, Versions, conflict
from .numbering import ids_of

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
    there = stored(record)
    own = [_of_article(*one) for one in zip(groups[""], names({one["id"] for one in there}), strict=False)]
    record = store(replace(record, layers=layers), [*there, *own])
    return record, [(name, one) for name, found in {**made, "": own}.items() for one in found]


def _place(clash: Clash) -> Any:
    versions = [None if value is UNSET else value for value in clash.versions]
    return clash.key.layer, clash.path, clash.class_, encoded([versions[0], sorted(map(encoded, versions[1:]))])


def _numbered(used: Sequence[str], clashes: list[Clash], numbering: Numbering) -> list[dict[str, Any]]:
    return [conflict(clash, name, numbering) for clash, name in zip(clashes, names({*used}), strict=False)]


def names(taken: set[str]) -> Iterator[str]:
    """Ids for new conflicts."""
    return (name for number in count(1) if (name := f"k{number}") not in taken)


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
    """The conflicts about the article itself that are stored in a record.

    Raises:
        FormatError: the extension holds something else.
    """
    return _read((record.extensions or {}).get(ARTICLE_CONFLICTS, UNSET), record.id)


def _read(source: Raw | UnsetType, article: str = "the article") -> list[dict[str, Any]]:
    if source is UNSET:
        return []
    try:
        msgspec.json.decode(source, type=list[ArticleConflict])
    except msgspec.DecodeError as error:
        what = f"conflicts below {ARTICLE_CONFLICTS}"
        raise FormatError(article, None, None, what, "something else") from error
    found: list[dict[str, Any]] = msgspec.json.decode(source)
    return found


def combined(versions: Versions) -> Raw | UnsetType:
    """The conflicts about the article itself of two sides: those of both, less what one has dropped.

    What one side has resolved is resolved.

    Raises:
        FormatError: the extension holds something else.
    """
    base, *sides = ({_about(one): one for one in _read(source)} for source in versions)
    found = []
    for about in dict.fromkeys([*sides[0], *sides[1]]):
        there = [side[about] for side in sides if about in side]
        if about not in base or len(there) == len(sides):
            found.append(max(there, key=lambda one: bool(one["status"] == "resolved")))
    named = [{**one, "id": name} for one, name in zip(found, names(set()), strict=False)]
    return Raw(msgspec.json.encode(named)) if named else UNSET


def _about(conflict: dict[str, Any]) -> bytes:
    """What a conflict is about, from whichever side it is looked at."""
    sides = sorted(encoded([conflict.get(side)]) for side in ("ours", "theirs"))
    return encoded([conflict["class"], conflict["path"], conflict.get("base"), *map(bytes.decode, sides)])


def store(record: Record, conflicts: list[dict[str, Any]]) -> Record:
    """A record with these conflicts about the article itself, and no others."""
    others = {name: value for name, value in (record.extensions or {}).items() if name != ARTICLE_CONFLICTS}
    if conflicts:
        others[ARTICLE_CONFLICTS] = Raw(msgspec.json.encode(conflicts))
    return replace(record, extensions=others or UNSET)
