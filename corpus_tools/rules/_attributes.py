"""Attributes of annotations held against the tag set, once for the rules about their names and their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ..model import Annotation
from ._labels import AttributeTest, Labels, labels, resolved, typed
from ._once import once
from ._view import LayerView, View


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


@once
def strays(view: View) -> list[Stray]:
    """Every attribute that is not as the tag set says."""
    return [stray for layer in view.layers if layer.tagset for stray in _strays(layer, labels(layer.tagset))]


def _strays(layer: LayerView, known: Labels) -> Iterator[Stray]:
    for kind, parts in (*typed(layer), ("chain", layer.chains)):
        tests = known.attributes[kind]
        for part in parts:
            if part.attributes:
                for name, value in part.attributes.items():
                    test = tests.get(name)
                    if test is None or (test.types is not None and not _may_carry(test, known, kind, part)):
                        yield Stray(known, kind, part, name, value, test, False)
                    elif (value.__class__ is not str or value not in test.words) and not test.takes(value):
                        yield Stray(known, kind, part, name, value, test, True)


def _may_carry(test: AttributeTest, known: Labels, kind: str, part: Annotation) -> bool:
    """Whether the type is one of those the attribute is for; an unknown type is told elsewhere."""
    found = resolved(known, kind, part)
    return found is None or test.types is None or found.name in test.types
