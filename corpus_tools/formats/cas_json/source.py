"""JSON CAS to CASes."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from .._format import File
from .._json import Document, Object, Wrong, each, find, need, shown
from .._uima import Cas
from .._uima.linked import ELEMENTS, Given, Ref, View, cas_of, in_order
from . import keys
from .kinds import Kinds, is_list_of_references

_PLACE = frozenset({"begin", "end", "@sofa"})
_NO_NUMBERS = {
    "NaN": float("nan"),
    **dict.fromkeys(("Infinity", "Inf"), float("inf")),
    **dict.fromkeys(("-Infinity", "-Inf"), float("-inf")),
}
"""How numbers are spelled that JSON does not have."""


def load(file: File) -> Iterator[Cas]:
    """The views of a file that have a text.

    Raises:
        FormatError: it is not JSON, or not as such files are.
    """
    document = Document(file.name, file.text())
    with document.opened() as tree:
        structures = dict(_structures(tree))
        kinds = Kinds(find(tree, keys.TYPES, dict) or {})
        views = in_order(list(_views(tree, structures)), file)
        given = {number: _given(one, structures, kinds) for number, one in structures.items()}
    for view in views:
        yield cas_of(view, given, kinds.with_slots, document.where)


def _structures(tree: Object) -> Iterator[tuple[int, Object]]:
    """The structures by their numbers, whether they are in a list or in an object."""
    found = tree.get(keys.STRUCTURES)
    if isinstance(found, dict):
        for key in found:
            if not (key.isascii() and key.isdecimal() and len(key) < 11):
                raise Wrong(found, key, "a whole number as the key of a structure", key)
            yield int(key), _typed(need(found, key, dict))
    else:
        for one in each(tree, keys.STRUCTURES, dict):
            yield need(_typed(one), keys.ID, int), one


def _typed(one: Object) -> Object:
    need(one, keys.TYPE, str)
    return one


def _views(tree: Object, structures: Mapping[int, Object]) -> Iterator[View]:
    """Each text, and what belongs to it."""
    views = need(tree, keys.VIEWS, dict)
    members = {name: each(need(views, name, dict), keys.MEMBERS, int) for name in views}
    for name, found in members.items():
        for index, number in enumerate(found):
            if number not in structures:
                part = views[name][keys.MEMBERS]
                raise Wrong(part, index, "a reference to a structure", f"{number}, which is not there")
    for one in structures.values():
        if one[keys.TYPE] == keys.SOFA:
            name = find(one, "sofaID", str) or ""
            yield View(name, find(one, "sofaString", str) or "", members.get(name, ()))


def _given(one: Object, structures: Mapping[int, Object], kinds: Kinds) -> Given:
    kind = one[keys.TYPE]
    features = dict(_features(one, structures))
    if kind.endswith(("[]", "Array")):
        features[ELEMENTS] = _elements(one, kind, structures)
    begin, end = find(one, "begin", int), find(one, "end", int)
    return Given(kind, begin, end, features, one, begin is not None or kind in kinds.placed)


def _features(one: Object, structures: Mapping[int, Object]) -> Iterator[tuple[str, Any]]:
    """The features that a structure has; one that leads to what is not there has no value."""
    for key, value in one.items():
        sign = key[:1]
        if sign == keys.RESERVED or key in _PLACE or value is None:
            continue
        if sign == keys.REFERENCE:
            if (number := need(one, key, int)) in structures:
                yield key[1:], Ref(number)
        elif sign == keys.NUMBER:
            yield key[1:], _number(one, key)
        elif sign == keys.ANCHOR:
            raise Wrong(one, key, "no feature that is an anchor", shown(key))
        else:
            yield key, value


def _number(part: Any, key: Any) -> float:
    value = part[key]
    return _NO_NUMBERS[value] if isinstance(value, str) and value in _NO_NUMBERS else need(part, key, float)


def _elements(one: Object, kind: str, structures: Mapping[int, Object]) -> list[Any]:
    """The items of an array: structures, as far as they are there, or values."""
    if isinstance(found := one.get(keys.ELEMENTS), str):
        try:
            return list(b64decode(found))
        except ValueError:
            raise Wrong(one, keys.ELEMENTS, "bytes in base 64") from None
    items: list[Any] = find(one, keys.ELEMENTS, list) or []
    if is_list_of_references(kind):
        return [Ref(number) if isinstance(number, int) and number in structures else None for number in items]
    are_numbers = "Float" in kind or "Double" in kind
    return [_number(items, index) for index in range(len(items))] if are_numbers else items
