"""Mentions with a type and nothing more, as most are, made into a layer column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from msgspec import UNSET

from ...model import Entity, Layer, Span
from .._loss import Loss
from .._names import Ids, Names, layer_name
from . import DEFAULT

_MOST = 50_000
"""Entities in a layer, as the schema has it."""


class Made(NamedTuple):
    """A layer, what was lost on the way to it, and how many things of each kind the items were.

    `sound`: it was made so that it fits the schema.
    """

    layer: Layer
    losses: list[Loss]
    seen: Counter[str]
    sound: bool = False


class Bare(NamedTuple):
    """Mentions with a type, and nothing more, as most are: nothing of them can be lost."""

    ids: list[str]
    types: list[str]
    spans: list[list[Span]]


def bare_layer(bare: Bare, name: str) -> Made:
    """The layer that mentions make which are nothing more."""
    names = Names()
    new = Ids().keep_all(bare.ids, repeat("t"))
    types = {given: names.ours("type", given or DEFAULT) for given in dict.fromkeys(bare.types)}
    rows = zip(new, bare.types, bare.spans, strict=True)
    entities = [Entity(id=ours, type=types[kind], spans=spans) for ours, kind, spans in rows]
    layer = Layer(annotator=name, entities=entities, extensions=names.extensions)
    return Made(layer, [], Counter(entity=len(new)) if new else Counter(), sound=_is_sound(layer, bare.spans))


def _is_sound(layer: Layer, spans: Sequence[list[Span]]) -> bool:
    """Whether a layer of mentions breaks no limit that is left: ids, types and single spans keep theirs already."""
    is_named = layer_name(layer.name) == layer.name and layer.extensions is UNSET
    return is_named and len(spans) <= _MOST and set(map(len, spans)) <= {1}
