"""Types and features that no type system describes, as a file shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from .._uima import types
from .._uima.chains import FIRST, NEXT
from .._uima.declared import ANNOTATION, ARRAY, BASE, TOP, Feature, Type
from .._xml import local
from .shapes import Shape, shapes

if TYPE_CHECKING:
    from lxml.etree import _Element

ID = "{http://www.omg.org/XMI}id"
_PLACE = frozenset({ID, "begin", "end", "sofa"})
_LEADS_ON = frozenset({types.GOVERNOR, types.DEPENDENT, FIRST, NEXT, "target"})
"""Features that lead to another structure, by the custom of all layers."""
_SLOTS = ("links", "link", "arguments", "roles", "slots")
"""How the names of features end that are slots by custom."""


def missing(parts: Sequence[tuple[str, _Element]], described: bytes | None, ids: Collection[str]) -> Iterator[Type]:
    """What is to be added to a type system for the elements of some types; `ids` are the numbers of structures."""
    known = shapes(described, ())
    for name in dict.fromkeys(name for name, part in parts if not _is_described(part, known.get(name))):
        found = [part for other, part in parts if other == name]
        there = known[name].readers if name in known else {}
        features = [feature for feature in _features(found, ids) if feature.name not in there]
        yield Type(name, _parent(found), tuple(features))


def _is_described(part: _Element, shape: Shape | None) -> bool:
    if shape is None:
        return False
    names = {str(name) for name in part.keys()} - _PLACE  # noqa: SIM118  an element is no mapping
    return shape.readers.keys() >= names and (not len(part) or all(local(child) in shape.readers for child in part))


def _parent(found: Sequence[_Element]) -> str:
    """What sort of structure elements of one type are."""
    if any("begin" in part.attrib for part in found):
        return ANNOTATION
    return BASE if any("sofa" in part.attrib for part in found) else TOP


def _features(found: Sequence[_Element], ids: Collection[str]) -> Iterator[Feature]:
    """The features of elements of one type: texts, unless custom has it that they lead to other structures."""
    values: dict[str, list[str]] = {}
    for part in found:
        for name, value in part.attrib.items():
            values.setdefault(str(name), []).append(str(value))
    for name in sorted(values.keys() - _PLACE):
        if name in _LEADS_ON and _are_ids(values[name], ids):
            yield Feature(name, TOP)
        elif name.lower().endswith(_SLOTS) and _are_ids(" ".join(values[name]).split(), ids):
            yield Feature(name, ARRAY)
        else:
            yield Feature(name)
    for name in sorted({local(child) for part in found for child in part} - values.keys()):
        yield Feature(name, "uima.cas.StringArray")


def _are_ids(words: Sequence[str], ids: Collection[str]) -> bool:
    return all(word in ids for word in words)
