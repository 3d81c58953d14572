"""A record with the work of one annotator only, to be handed out; and that work put back into the whole record.

blind = alone(record, "ada")
whole = joined(record, blind, ["ada"])
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ..align.contents import KINDS, everything
from ..errors import FormatError
from ..model import Annotator, Layer, Record
from .fields import encoded
from .numbering import ids_of


def alone(record: Record, name: str, also: Collection[str] = ()) -> Record:
    """The article with one layer, an empty one where there is none, and what was asked for beside it.

    Nothing of others is in it: no other layers, no conflicts, no origins of annotations, no extensions of the record.
    """
    kept = [layer for layer in record.layers if layer.name == name or layer.name in also]
    own = next((layer for layer in kept if layer.name == name), None) or _empty(record, name)
    layers = [*(layer for layer in kept if layer.name != name), own]
    names = {layer.name for layer in layers}
    makers = {layer.annotator or layer.name for layer in layers}
    return replace(
        record,
        layers=[_without_origins(replace(layer, conflicts=UNSET), names) for layer in layers],
        annotators=_listed([one for one in record.annotators or () if one.id in makers], makers, record),
        extensions=UNSET,
    )


def _listed(known: Sequence[Annotator], makers: Collection[str], record: Record) -> Any:
    """The annotators, those who are new among them, where the record has a list."""
    ids = {one.id for one in known}
    new = [Annotator(name, "human") for name in sorted(makers) if name not in ids]
    return [*known, *new] if record.annotators else UNSET


def _empty(record: Record, name: str) -> Layer:
    """A layer in which nothing is marked yet, for the same tasks as the first annotator's."""
    model = next((layer for layer in record.layers if layer.role in (UNSET, "annotation")), Layer())
    arrays: dict[str, Any] = {array: [] for array in KINDS.values() if array in (model.tasks or ())}
    return Layer(
        annotator=name,
        tagset=model.tagset,
        tasks=model.tasks,
        scope=model.scope,
        guidelines=model.guidelines,
        status="draft",
        **arrays,
    )


def _without_origins(layer: Layer, names: Collection[str]) -> Layer:
    """The layer without word of layers that are not there."""
    derived = [name for name in layer.derived_from or () if name in names]
    return _mapped(replace(layer, derived_from=derived or UNSET), lambda part: _traced(part, names))


def _traced(part: Any, names: Collection[str]) -> Any:
    origins = [origin for origin in part.from_ or () if origin.partition(":")[0] in names]
    return replace(part, from_=origins or UNSET) if part.from_ else part


def _mapped(layer: Layer, change: Any) -> Layer:
    """The layer with every annotation changed."""
    arrays = {array: list(map(change, parts)) for array in KINDS.values() if (parts := getattr(layer, array))}
    return replace(layer, **arrays)


def joined(record: Record, handed_in: Record, names: Collection[str], *, replacing: bool = False) -> Record:
    """The record with layers of a copy that was handed out; layers that have not changed count as not handed in.

    Raises:
        FormatError: the copy is of another article or has another text or other sections, or there is such a layer
            already; the code says which rule tells more.
    """
    _same_article(record, handed_in)
    layers = list(record.layers)
    for layer in handed_in.layers:
        at = next((index for index, one in enumerate(layers) if one.name == layer.name), None)
        if layer.name not in names:
            continue
        if at is None:
            layers.append(layer)
        elif not _is_same(layers[at], layer):
            if not replacing:
                raise _refusal(record, f"no layer {layer.name} in the corpus", "one that differs", "IDS002")
            layers[at] = _restored(layers[at], layer)
    return replace(record, layers=layers, annotators=_annotators(record, handed_in, layers))


def _same_article(record: Record, other: Record) -> None:
    if record.id != other.id:
        raise _refusal(record, f"the article {record.id}", other.id, "COR001")
    if record.text != other.text:
        pairs = enumerate(zip(record.text, other.text, strict=False))
        at = next((index for index, (one, another) in pairs if one != another), min(len(record.text), len(other.text)))
        found = f"another one from offset {at} on: {other.text[at : at + 20]!r}"
        raise _refusal(record, f"the text as it was handed out, with {record.text[at : at + 20]!r}", found, "TXT005")
    sections = [{(one.id, one.type, one.start, one.end) for one in each.sections or ()} for each in (record, other)]
    if changed := sorted(sections[0] ^ sections[1], key=lambda section: section[2:]):
        name, kind, start, end = changed[0]
        raise _refusal(record, "the sections as they were handed out", f"{name} {kind} {start}-{end} changed", "SEC003")


def _refusal(record: Record, expected: str, found: str, code: str) -> FormatError:
    return FormatError(record.id, None, None, expected, found, code=code)


def _is_same(old: Layer, new: Layer) -> bool:
    """Whether a layer came back as it was handed out."""
    return encoded(_sorted(_without_origins(replace(old, conflicts=UNSET), ()))) == encoded(
        _sorted(_without_origins(new, ()))
    )


def _sorted(layer: Layer) -> Layer:
    arrays = {
        array: sorted(parts, key=lambda part: part.id) for array in KINDS.values() if (parts := getattr(layer, array))
    }
    return replace(layer, **arrays)


def _restored(old: Layer, new: Layer) -> Layer:
    """A layer that came back, with what was taken off when it was handed out, as far as it still concerns something."""
    origins = {part.id: part.from_ for part in everything(old)}
    layer = _mapped(new, lambda part: part if part.from_ else replace(part, from_=origins.get(part.id, UNSET)))
    there = set(ids_of(layer))
    conflicts = [one for one in old.conflicts or () if one.annotation in there and one.id not in there]
    return replace(layer, derived_from=new.derived_from or old.derived_from, conflicts=conflicts or UNSET)


def _annotators(record: Record, handed_in: Record, layers: Sequence[Layer]) -> Any:
    """The list of annotators with those who are new, where there is one."""
    if not record.annotators:
        return record.annotators
    known = {one.id for one in record.annotators}
    told = {one.id: one for one in handed_in.annotators or ()}
    makers = dict.fromkeys(layer.annotator or layer.name for layer in layers)
    return [*record.annotators, *(told.get(name, Annotator(name, "human")) for name in makers if name not in known)]
