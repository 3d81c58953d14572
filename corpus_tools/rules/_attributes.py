"""Attributes of annotations held against the tag set, once for the rules about their names and their values.

What was found right once is right for ever with the same tag set, so it is remembered by tag set.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from ..model import Annotation
from ..tagset import TagSet
from ..text import quoted
from ._labels import KINDS, AttributeTest, Labels, labels
from ._once import once
from ._view import LayerView, View, kind_of

Carried = tuple[type, Any, bytes]
"""A kind, a type, and all attributes with their values, written down so that true is not 1."""
_REMEMBERED = 20_000
_written = msgspec.json.Encoder().encode


@lru_cache(maxsize=64)
def _right(tagset: TagSet) -> set[Carried]:
    """What was found right with a tag set so far."""
    return set()


class Stray(Struct, frozen=True):
    """`part` carries the attribute `name`, which is not for it, or whose value is not for the attribute.

    `test` is None where the kind of annotation has no such attribute; `is_value` tells that only the value is wrong.
    """

    labels: Labels
    kind: str
    part: Annotation
    name: str
    value: Any
    test: AttributeTest | None
    is_value: bool


def shown(value: Any) -> str:
    """A value of an attribute in a message."""
    if isinstance(value, list):
        return "a list"
    return quoted(value) if isinstance(value, str) else json.dumps(value)


@once
def strays(view: View) -> list[Stray]:
    """Every attribute that is not as the tag set says."""
    return [stray for layer in view.layers if layer.tagset for stray in _strays(layer, labels(layer.tagset))]


def _strays(layer: LayerView, known: Labels) -> Iterator[Stray]:
    bearers, right = [part for part in layer.columns.laden if part.attributes], _right(known.tagset)
    if right.issuperset(map(_carried, bearers)):
        return
    for part in bearers:
        attributes = part.attributes or {}
        found = [_judge(known, kind_of(part), part, name, value) for name, value in attributes.items()]
        yield from (stray for stray in found if stray is not None)
        if not any(found) and len(right) < _REMEMBERED:
            right.add(_carried(part))


def _carried(part: Annotation) -> Carried:
    return type(part), part.type, _written(part.attributes)


def _judge(known: Labels, kind: str, part: Annotation, name: str, value: Any) -> Stray | None:
    test = known.attributes[kind].get(name)
    if test is None or not _may_carry(test, known, kind, part):
        return Stray(known, kind, part, name, value, test, False)
    return None if test.takes(value) else Stray(known, kind, part, name, value, test, True)


def _may_carry(test: AttributeTest, known: Labels, kind: str, part: Annotation) -> bool:
    """Whether the type is one of those the attribute is for; an unknown type is told elsewhere."""
    if test.types is None or not part.type or part.type in test.types:
        return True
    return not any(part.type in known.types[one] for one in (KINDS if kind == "chain" else (kind,)))
