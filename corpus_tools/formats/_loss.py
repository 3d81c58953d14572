"""Losses: what a conversion could not carry over, told one by one and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from ..model import Record
from ._count import count
from ._difference import pairs
from ._things import Thing


class Loss(Struct, frozen=True, kw_only=True, gc=False):
    """One thing that did not come through whole.

    Args:
        what: `lost`: it is not in the target; `changed`: it is, but not as it was; `wrong`: it is, but the source
            contradicts itself about it.
        kind: what sort of thing, from `KINDS`.
        id: the annotation, as the source calls it, or the field.
        article: the id of its record.
        where: the place in the source.
        why: what the format cannot hold, or what is wrong with the source.
    """

    what: Literal["lost", "changed", "wrong"]
    kind: str
    id: str
    article: str
    where: str
    why: str


def difference(
    before: Record, after: Record, why: Callable[[str], str], told: Collection[str] | None = None
) -> Iterator[Loss]:
    """What a record had and a later state of it has not, or has otherwise; `why` gives the reason for each kind.

    Only kinds that are to be told are looked for, all without such a list.

    This is how losses are found: nobody has to remember to tell one.
    """
    for old, new in pairs(before, after, told):
        left = {thing.key: thing.value for thing in new}
        for thing in old:
            if told is not None and thing.kind not in told:
                continue
            if (key := thing.key) not in left:
                yield _loss("lost", thing, before, why(thing.kind))
            elif left[key] != thing.value:
                yield _loss("changed", thing, before, why(thing.kind))


def _loss(what: Literal["lost", "changed"], thing: Thing, record: Record, why: str) -> Loss:
    return Loss(what=what, kind=thing.kind, id=thing.shown, article=record.id, where=thing.where, why=why)


def _nobody(loss: Loss) -> None:
    """Losses are counted only."""


class Ledger:
    """The books of a conversion: what came in, what went out, and every loss; for each kind, in = out + lost.

    Losses are handed on to `tell` as they come, so that the books of a large corpus fit into memory.
    """

    def __init__(self, tell: Callable[[Loss], None] = _nobody) -> None:
        self._tell = tell
        self.came_in, self.went_out, self.lost = Counter[str](), Counter[str](), Counter[str]()
        self.reasons = Counter[tuple[str, str, str]]()
        """How often each `what`, `kind` and `why` was met."""

    def add(self, loss: Loss) -> None:
        """Write down one loss."""
        self.reasons[loss.what, loss.kind, loss.why] += 1
        if loss.what == "lost":
            self.lost[loss.kind] += 1
        self._tell(loss)

    def take_in(self, record: Record, seen: Mapping[str, int]) -> None:
        """Count a record that was read; `seen` is what its source had."""
        counted = count(record)
        self.came_in.update({**counted, **seen})

    def put_out(self, record: Record, made: Counter[str]) -> None:
        """Count a record as it is written, without what had to be made for it, such as tokens."""
        self.went_out.update(count(record))
        self.went_out.subtract(made)

    @property
    def balance(self) -> Counter[str]:
        """By kind, what came in and is neither in the target nor told as lost; empty when the books are right."""
        kinds = {*self.came_in, *self.went_out, *self.lost}
        sums = {kind: self.came_in[kind] - self.went_out[kind] - self.lost[kind] for kind in kinds}
        return Counter({kind: sum_ for kind, sum_ in sums.items() if sum_})
