"""A record carried over to another version of its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from ...align.text_map import TextMap
from ...align.texts import align_texts
from ...errors import FormatError
from ...model import Layer, Record, Section, Unanchored
from ...tagset import TagSets
from .annotations import Marked, carried, lost
from .fates import Fate, Reanchored
from .places import Place, Places
from .restoring import ARRAYS, restored
from .sections import sections
from .segments import segmentation
from .soundness import Unfit, unfit
from .surroundings import WHOLE

LEAST_SHARED, SHORT = 0.06, 200
"""The share of a text that another version of it must have, in stretches that are seen; short texts may have less."""


def reanchor(record: Record, text: str, tagsets: TagSets | None = None) -> Reanchored:
    """Give a record another version of its text, and every annotation its place in it.

    Annotations whose words are gone wait in `unanchored`; those whose words were changed, or that were found again by
    a search, get an `anchor` that asks for a review. References, roles and chains stay as they are.

    Raises:
        FormatError: a layer has open conflicts, which may hold places in the old text; the new text is that of
            another article; or it makes the record unsound in a way that has nothing to do with one annotation.
    """
    texts = align_texts(record.text, text)
    _with_words_in_common(record.id, texts)
    return carry(record, texts, tagsets)


def carry(
    record: Record, texts: TextMap, tagsets: TagSets | None = None, asked: Mapping[Place, Place] | None = None
) -> Reanchored:
    """Give a record the new one of two texts that are aligned already; `asked` are places somebody put words at.

    Raises:
        FormatError: as above.
    """
    _without_conflicts(record)
    places, banned = Places(texts, asked), Unfit()
    while True:
        result = _carried(record, places, banned)
        more = unfit(record, result.record, tagsets or TagSets())
        if texts.old == texts.new or more.keys() <= banned.keys():
            return result
        banned = more | banned


def _with_words_in_common(article: str, texts: TextMap) -> None:
    shorter = min(len(texts.old), len(texts.new))
    words = sum(run.length for run in texts.runs if run.length >= WHOLE)
    if shorter >= SHORT and words < LEAST_SHARED * shorter:
        raise FormatError(article, None, None, "another version of its text", f"one that shares {words / shorter:.0%}")


def _without_conflicts(record: Record) -> None:
    for layer in record.layers:
        for conflict in layer.conflicts or ():
            if conflict.status == "open":
                what = f"no open conflict in layer {layer.name} (resolve it first)"
                raise FormatError(record.id, None, None, what, conflict.id, code="LAY006")


def _carried(record: Record, places: Places, banned: Unfit) -> Reanchored:
    """A record with its new text; annotations that are banned wait as if they were lost."""
    texts, fates = places.texts, list[Fate]()
    changes: dict[str, Any] = {"text": texts.new}
    if record.text_length:
        changes["text_length"] = len(texts.new)
    if record.text_sha256:
        changes["text_sha256"] = _checksum(texts.new)
    if record.sections:
        found, told = sections(record.sections, texts)
        changes["sections"], fates = found or UNSET, fates + told
    if record.segmentation:
        segments, told = segmentation(record.segmentation, texts)
        changes["segmentation"], fates = segments or UNSET, fates + told
    layers = []
    for number, layer in enumerate(record.layers):
        why = {name: text for (owner, name), text in banned.items() if owner == number}
        layer, told = _layer(layer, places, why)
        layers.append(_scoped(layer, changes.get("sections", record.sections)))
        fates += told
    return Reanchored(replace(record, layers=layers, **changes), fates)


def _layer(layer: Layer, places: Places, banned: Mapping[str, str]) -> tuple[Layer, list[Fate]]:
    """A layer in the new text, with what lost its place and what has it back."""
    former, fates, waiting = _checksum(places.texts.old), list[Fate](), list[Unanchored]()
    arrays: dict[str, Any] = {}
    for array in ARRAYS.values():
        parts: Sequence[Marked] | UnsetType = getattr(layer, array)
        if not parts:
            continue
        done = [
            lost(part, places.texts.old, former, layer.name, banned[part.id])
            if part.id in banned
            else carried(part, places, former, layer.name)
            for part in parts
        ]
        arrays[array] = [one.annotation for one in done if one.annotation]
        waiting += [item for one in done for item in one.waiting]
        fates += [fate for one in done for fate in one.fates]
    all_waiting = [*(layer.unanchored or ()), *waiting]
    layer, back = restored(replace(layer, **arrays, unanchored=all_waiting or UNSET), _checksum(places.texts.new))
    return layer, fates + back


def _scoped(layer: Layer, parts: Sequence[Section] | UnsetType) -> Layer:
    """A layer without sections in its scope that are no longer there."""
    there = {part.id for part in parts or ()}
    return replace(layer, scope=[name for name in layer.scope if name in there] or UNSET) if layer.scope else layer


def _checksum(text: str) -> str:
    return sha256(text.encode()).hexdigest()
