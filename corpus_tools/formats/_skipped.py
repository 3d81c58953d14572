"""Documents of a source that a record cannot hold, such as pictures: what is in them is told with a record beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..errors import FormatError
from ._count import count
from ._format import Read
from ._loss import Loss


class Skipped(Struct, frozen=True):
    """A document without a text; `error` is raised where there is no other in its file."""

    losses: Sequence[Loss]
    seen: Mapping[str, int]
    error: FormatError


def with_skipped(found: Iterable[Read | Skipped]) -> Iterator[Read]:
    """The records among what was found; what was skipped is told with the next one, or the last.

    Raises:
        FormatError: everything was skipped.
    """
    held: Read | None = None
    skipped: list[Skipped] = []
    try:
        for one in found:
            if isinstance(one, Skipped):
                skipped.append(one)
                continue
            if held:
                yield held
            held, skipped = _telling(one, skipped), []
    except FormatError:
        if held:
            yield _telling(held, skipped)
        raise
    if held:
        yield _telling(held, skipped)
    elif skipped:
        raise skipped[0].error


def _telling(read: Read, skipped: Sequence[Skipped]) -> Read:
    """A record, and what was skipped beside it."""
    if not skipped:
        return read
    more = sum((Counter(one.seen) for one in skipped), Counter[str]())
    own = count(read.record)
    seen = {**read.seen, **{kind: read.seen.get(kind, own[kind]) + n for kind, n in more.items()}}
    return replace(read, losses=[*read.losses, *(loss for one in skipped for loss in one.losses)], seen=seen)
