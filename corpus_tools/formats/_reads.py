"""What comes of a document: a record, and books that are complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..model import Record
from ._count import count
from ._format import Read
from ._loss import Loss


def read_of(record: Record, losses: Sequence[Loss], seen: Mapping[str, int]) -> Read:
    """A record that was read; `seen` may leave out kinds of which the source has what the record has or lost."""
    lost = Counter(loss.kind for loss in losses if loss.what == "lost")
    own = count(record) if lost else {}
    return Read(record, losses, {**{kind: own[kind] + n for kind, n in lost.items()}, **seen})
