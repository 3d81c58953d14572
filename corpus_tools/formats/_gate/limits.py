"""What GATE holds, and what of it only in part; the rest is taken away before it is written."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ...model import Record
from .._format import Limit, Settings
from .._items.limits import numbered, plain_arguments, unnamed_tokens, without_bare_metadata
from .._kinds import ARRAYS, HOLDS
from .._narrow import NOBODY

_NOT_HELD = {
    *("head", "implicit", "provenance", "anchor", "unanchored", "conflict", "layer field", "annotator", "section"),
    *("extension", "gaps"),
}
HELD = frozenset(HOLDS.keys() - _NOT_HELD)


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("the annotation set without a name is a layer only if it has annotations", _without_empty)
    yield Limit("GATE says nothing of an argument but role and filler", plain_arguments)
    yield Limit("GATE has numbers for ids", numbered, told=frozenset())
    yield Limit("", unnamed_tokens, told=frozenset())
    yield Limit("", without_bare_metadata, told=frozenset())


def _without_empty(record: Record) -> Record:
    """The record without a layer of nobody's that has no annotation."""
    kept = [layer for layer in record.layers if layer.name != NOBODY or any(getattr(layer, name) for name in ARRAYS)]
    return replace(record, layers=kept) if len(kept) < len(record.layers) else record
