"""Events and relations: whether two of them have the same arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ..align import Criteria, Mark, match
from ..align.matching import shared
from ._comparison import Comparison, Reading
from ._counts import Counts
from ._measure import Parameters
from ._units import Filler, Item, contents

Thing = TypeVar("Thing")
Alike = Callable[[Filler, Filler], bool]


def alike(parameters: Parameters) -> Alike:
    """Whether two fillers are the same, as asked for; chains that are not mentioned are by what they are called."""
    by_words = _WAYS[parameters.fillers]
    return lambda a, b: by_words(a, b) if a.places or b.places else a.names == b.names


def _on_common_words(a: Filler, b: Filler) -> bool:
    return any(shared(one, other) for one in a.places for other in b.places)


_WAYS: dict[str, Alike] = {
    "exact": lambda a, b: not set(a.places).isdisjoint(b.places),
    "overlap": _on_common_words,
    "head": lambda a, b: not set(a.heads).isdisjoint(b.heads),
}


def shared_arguments(comparison: Comparison, parameters: Parameters, *, with_role: bool) -> Counts:
    """How many arguments two readings share, and how many each has.

    Events are paired one to one where their triggers overlap and their types are the same; an argument is shared by
    two such events that have one each with the same filler, and, where asked for, with the same role.
    """
    first, second = (_by_event(reading) for reading in comparison.readings)
    same = alike(parameters)
    mine, theirs = list(first.values()), list(second.values())
    found = match([_mark(items) for items in mine], [_mark(items) for items in theirs], Criteria(same_type=True))
    right = sum(
        paired(
            mine[pair.a],
            theirs[pair.b],
            lambda a, b: same(a.says, b.says) and (a.type == b.type or not with_role),
        )
        for pair in found.pairs
    )
    sizes = [len(reading.items) for reading in comparison.readings]
    return {("right",): right, ("first",): sizes[0], ("second",): sizes[1]}


def _mark(items: Sequence[Item]) -> Mark:
    """An event by its arguments, so that of several on the same words those are paired that are alike."""
    says = sorted(f"{item.type} {contents(item.says)}" for item in items)
    return Mark(items[0].place, getattr(items[0].part, "type", ""), rest=" ".join(says))


def _by_event(reading: Reading) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in reading.items:
        found.setdefault(item.id, []).append(item)
    return found


def paired(first: Sequence[Thing], second: Sequence[Thing], fits: Callable[[Thing, Thing], bool]) -> int:
    """How many can be paired one to one at most (Kuhn 1955, for the few arguments of one event)."""
    partner: dict[int, int] = {}

    def find(one: int, tried: set[int]) -> bool:
        for other in range(len(second)):
            if other not in tried and fits(first[one], second[other]):
                tried.add(other)
                if other not in partner or find(partner[other], tried):
                    partner[other] = one
                    return True
        return False

    return sum(find(one, set()) for one in range(len(first)))


def same_relation(one: Item, other: Item, same: Alike) -> bool:
    """Whether two relations have the same type and the same arguments."""
    mine, theirs = one.says, other.says
    return (
        one.type == other.type
        and len(mine) == len(theirs)
        and paired(mine, theirs, lambda a, b: a[0] == b[0] and same(a[1], b[1])) == len(mine)
    )


def shared_relations(comparison: Comparison, parameters: Parameters) -> Counts:
    """How many relations two readings share, and how many each has."""
    first, second = (reading.items for reading in comparison.readings)
    same = alike(parameters)
    types = {item.type for item in first} & {item.type for item in second}
    right = sum(
        paired(_of_type(first, name), _of_type(second, name), lambda a, b: same_relation(a, b, same)) for name in types
    )
    return {("right",): right, ("first",): len(first), ("second",): len(second)}


def _of_type(items: Iterable[Item], name: str) -> list[Item]:
    return [item for item in items if item.type == name]
