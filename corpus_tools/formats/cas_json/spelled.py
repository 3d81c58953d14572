"""The structures of a view as a JSON CAS, with the types that it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from .._uima import Structure
from .._uima.declared import ARRAY, Feature, Type, features_of, type_system
from .._uima.numbered import INITIAL_VIEW, NUMBERED_FROM, SOFA, numbered, slots_of
from .._uima.wire import wire_offsets
from . import keys

_encode = msgspec.json.Encoder().encode


def spelled(text: str, structures: Sequence[Structure]) -> bytes:
    """A file with one view of a text. Structures that lead to each other, slots excepted, are all in the list."""
    arrays = list(slots_of(structures))
    members, slots = numbered(structures, between=len(arrays))
    lists = {id(found): number for number, found in enumerate(arrays, NUMBERED_FROM + len(members))}
    known, wire = {**members, **slots}, wire_offsets(text)
    sofa = {"sofaNum": 1, "sofaID": INITIAL_VIEW, "mimeType": "text", "sofaString": text}
    found = [
        {keys.ID: SOFA, keys.TYPE: keys.SOFA, **sofa},
        *(_spelled(one, number, {"@sofa": SOFA}, known, lists, wire) for one, number in members.items()),
        *({keys.ID: lists[id(one)], keys.TYPE: ARRAY, keys.ELEMENTS: [slots[slot] for slot in one]} for one in arrays),
        *(_spelled(one, number, {}, known, lists, wire) for one, number in slots.items()),
    ]
    kinds = _described(frozenset(one.type for one in known), tuple(type_system(features_of(known))))
    views = {INITIAL_VIEW: {keys.TEXT: SOFA, keys.MEMBERS: list(members.values())}}
    return msgspec.json.format(_encode({keys.TYPES: kinds, keys.STRUCTURES: found, keys.VIEWS: views}), indent=0)


def _spelled(
    one: Structure,
    number: int,
    sofa: Mapping[str, int],
    numbers: Mapping[Structure, int],
    lists: Mapping[int, int],
    wire: Sequence[int],
) -> dict[str, Any]:
    place = {"begin": wire[one.place[0]], "end": wire[one.place[1]]} if one.place else {}
    found = {keys.ID: number, keys.TYPE: one.type, **sofa, **place}
    for name, value in one.features.items():
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, Structure):
            found[keys.REFERENCE + name] = numbers[value]
        elif value:
            found[keys.REFERENCE + name] = lists[id(value)]
    return found


@lru_cache(64)
def _described(used: frozenset[str], kinds: tuple[Type, ...]) -> msgspec.Raw:
    """The types of this name, and those that they lead to."""
    return msgspec.Raw(_encode({one.name: dict(_type(one)) for one in _needed(used, kinds)}))


def _needed(used: frozenset[str], kinds: Sequence[Type]) -> list[Type]:
    by_name = {one.name: one for one in kinds}
    found, waiting = dict[str, Type](), [*used & by_name.keys()]
    while waiting:
        one = by_name[waiting.pop()]
        found[one.name] = one
        leads = {one.parent, *(feature.element or feature.range for feature in one.features)}
        waiting += (leads & by_name.keys()) - found.keys()
    return [found[name] for name in sorted(found)]


def _type(one: Type) -> Iterator[tuple[str, Any]]:
    yield from ((keys.NAME, one.name), (keys.PARENT, one.parent))
    yield from ((feature.name, {keys.NAME: feature.name, keys.RANGE: _range(feature)}) for feature in one.features)


def _range(feature: Feature) -> str:
    return f"{feature.element}[]" if feature.element else feature.range
