"""What comes of a document: a record, and books that are complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from msgspec import UNSET

from ..model import Record
from ._count import count
from ._format import Read
from ._items.bare import Made
from ._loss import Loss

_PLAIN = attrgetter("schema", "metadata", "sections", "segmentation", "annotators", "extensions")
_MOST = 256
"""Layers in a record, as the schema has it."""


def is_sound(record: Record, layers: Iterable[Made]) -> bool:
    """Whether a record that `new_record` made of a cleaned text and these layers must fit the schema."""
    return (
        all(made.sound for made in layers)
        and len(record.layers) <= _MOST
        and _PLAIN(record).count(UNSET) == len(_PLAIN(record))
    )


def read_of(record: Record, losses: Sequence[Loss], seen: Mapping[str, int], *, sound: bool = False) -> Read:
    """A record that was read; `seen` may leave out kinds of which the source has what the record has or lost."""
    lost = Counter(loss.kind for loss in losses if loss.what == "lost")
    own = count(record) if lost else {}
    return Read(record, losses, {**{kind: own[kind] + n for kind, n in lost.items()}, **seen}, sound)
