"""What has to hold before records can be compared: every id once, and every reference to something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from ..align.contents import references
from ..columns import Columns
from ..errors import FormatError
from ..model import Layer, Record


def sound(record: Record) -> None:
    """Do nothing, if ids and references of a record are in order.

    Raises:
        FormatError: an id is used twice, or a reference leads nowhere; the code says which rule tells more.
    """
    _single(record, "layer", (layer.name for layer in record.layers))
    _single(record, "section", (part.id for part in record.sections or ()))
    _single(record, "annotator", (part.id for part in record.annotators or ()))
    for layer in record.layers:
        _layer(record, layer)


def _single(record: Record, kind: str, names: Iterable[str], code: str = "IDS002") -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise FormatError(
            record.id, None, None, f"each {kind} to have an id of its own", f"{twice[0]} twice", code=code
        )


def _layer(record: Record, layer: Layer) -> None:
    columns = Columns.of(layer)
    lost = [part.annotation.id for part in layer.unanchored or () if not part.path]
    _single(record, f"annotation of layer {layer.name}", [*columns.ids, *lost, *_conflicts(layer)], "IDS001")
    known = {*columns.ids, *(part.annotation.id for part in layer.unanchored or ())}
    missing = {*_references(columns), *_of_lost(layer)} - known
    if missing:
        what = f"references in layer {layer.name} to lead to annotations"
        raise FormatError(record.id, None, None, what, f"no {min(missing)}", code="REF001")


def _conflicts(layer: Layer) -> list[str]:
    return [part.id for part in layer.conflicts or ()]


def _references(columns: Columns) -> Iterator[str]:
    yield from columns.chain_refs
    yield from columns.filler_refs
    yield from (argument.filler for argument in columns.pairs)
    yield from chain.from_iterable((*columns.speakers, *columns.members))


def _of_lost(layer: Layer) -> set[str]:
    """What annotations refer to that have lost their place."""
    return {ref for part in layer.unanchored or () for _, ref in references(part.annotation)}
