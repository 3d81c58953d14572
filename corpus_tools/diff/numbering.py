"""Records with other ids in place of theirs, and the ids by which two records can be held against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ..align.contents import KINDS, everything
from ..model import Annotation, Chain, Event, Layer, Quote, Record, Relation
from .changes import Numbering

Names = Mapping[str, str]


def renumbered(record: Record, numbering: Numbering) -> Record:
    """A record with other ids for annotations and sections, everywhere they are mentioned."""
    if not any(numbering.values()):
        return record
    sections = numbering.get("", {})
    layers = [_layer(layer, numbering.get(layer.name, {}), sections, numbering) for layer in record.layers]
    parts = [replace(part, id=sections.get(part.id, part.id)) for part in record.sections or ()]
    return replace(record, layers=layers, sections=parts or UNSET)


def _layer(layer: Layer, names: Names, sections: Names, numbering: Numbering) -> Layer:
    changed: dict[str, Any] = {
        array: [_annotation(part, names, numbering) for part in getattr(layer, array)]
        for array in KINDS.values()
        if getattr(layer, array)
    }
    if layer.unanchored:
        changed["unanchored"] = [
            replace(part, annotation=_annotation(part.annotation, names, numbering)) for part in layer.unanchored
        ]
    if layer.conflicts:
        changed["conflicts"] = [
            replace(part, id=_of(part.id, names), annotation=_of(part.annotation, names)) for part in layer.conflicts
        ]
    if layer.scope:
        changed["scope"] = [_of(section, sections) for section in layer.scope]
    return replace(layer, **changed)


def _of(name: str, names: Names) -> str:
    return names.get(name, name)


def _annotation(part: Any, names: Names, numbering: Numbering) -> Any:
    changed: dict[str, Any] = {"id": _of(part.id, names)}
    if isinstance(part, Event | Relation) and part.arguments:
        changed["arguments"] = [_argument(argument, names) for argument in part.arguments]
    for field in _reference_lists(part):
        if refs := getattr(part, field):
            changed[field] = [_of(ref, names) for ref in refs]
    if not isinstance(part, Relation | Chain) and part.chain:
        changed["chain"] = _of(part.chain, names)
    if part.from_:
        changed["from_"] = [_origin(origin, numbering) for origin in part.from_]
    return replace(part, **changed)


def _reference_lists(part: Annotation) -> tuple[str, ...]:
    return ("source", "addressee") if isinstance(part, Quote) else ("members",) if isinstance(part, Chain) else ()


def _argument(argument: Any, names: Names) -> Any:
    return replace(argument, filler=_of(argument.filler, names)) if argument.filler in names else argument


def _origin(origin: str, numbering: Numbering) -> str:
    layer, _, name = origin.rpartition(":")
    return f"{layer}:{_of(name, numbering.get(layer, {}))}"


def common(taken: Collection[str], ids: Collection[str], pairs: Names) -> dict[str, str]:
    """What ids of a second side are called: as on the first side if paired, else as they are, or anew if taken.

    Only those that change are told.

    >>> common(["t1", "t2"], ["t1", "t9"], {"t2": "t1"})
    {'t1': 't2'}
    >>> common(["t1", "t2"], ["t1", "t2"], {"t2": "t1"})
    {'t1': 't2', 't2': 't3'}
    """
    there = {other: one for one, other in pairs.items()}
    occupied = set(taken)
    fresh = Fresh({*occupied, *ids})
    new = {name: fresh.like(name) if name in occupied else name for name in ids if name not in there}
    return {name: called for name, called in {**there, **new}.items() if name != called}


class Fresh:
    """Gives out ids that nothing has."""

    def __init__(self, used: set[str]) -> None:
        self._used, self._numbers = used, dict[str, Iterator[int]]()

    def like(self, name: str) -> str:
        """The next id of the same sort."""
        stem = name.rstrip("0123456789")[:24]
        numbers = self._numbers.setdefault(stem, count(1))
        return next(found for number in numbers if (found := f"{stem}{number}") not in self._used)


def ids_of(layer: Layer) -> list[str]:
    """All ids of a layer, each once: annotations, what is unanchored, and conflicts."""
    lost = (part.annotation.id for part in layer.unanchored or ())
    conflicts = (part.id for part in layer.conflicts or ())
    return list(dict.fromkeys([*(part.id for part in everything(layer)), *lost, *conflicts]))


def mentioned(record: Record) -> Mapping[str, list[str]]:
    """Ids that origins and conflicts name, by their layers, whether there is anything of that id or not."""
    found: dict[str, list[str]] = defaultdict(list)
    for layer in record.layers:
        found[layer.name] += (conflict.annotation for conflict in layer.conflicts or ())
        for origin in (origin for part in everything(layer) for origin in part.from_ or ()):
            name, _, identifier = origin.rpartition(":")
            found[name].append(identifier)
    return found
