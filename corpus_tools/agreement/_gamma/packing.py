"""The best alignment: tuples that share no unit and gain most together (weighted set packing), exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from .._counts import Array
from .continua import Numbers
from .relaxation import relaxation

_BATCH = 800
"""Tuples that are solved together: many small problems have much around them, a large one is slow itself."""
_WHOLE = 1e-6
"""How far from a whole number a share may be that is one."""
_LESS = 1e-11
"""What is not looked for any more: choices better than the one at hand by less."""
_SMALL = 800
"""Tuples of a component that is branched as it is."""
_ROOM = 0.05
"""The first guess of how far the best choice falls short of the linear program."""


def best(members: Numbers, gain: Array) -> Numbers:
    """The numbers of the tuples to choose; members have shape (T, C), with -1 where a coder has none.

    Tuples that share no unit, even by way of others, have nothing to do with each other: several such components are
    solved together only to save calls.
    """
    return _by_component(members, gain, _matched if members.shape[1] == 2 else _packed)


def _by_component(members: Numbers, gain: Array, solve: Callable[[Numbers, Array, Numbers], Numbers]) -> Numbers:
    if not len(gain):
        return np.zeros(0, dtype=np.intp)
    component = _components(members)
    order = np.argsort(component, kind="stable")
    batches = (order[low:high] for low, high in _batches(np.bincount(component)))
    return np.concatenate([batch[solve(members[batch], gain[batch], component[batch])] for batch in batches])


def _components(members: Numbers) -> Numbers:
    """The number of the component that each tuple is in."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    first = members[np.arange(len(members)), np.argmax(members >= 0, axis=1)]
    there = members >= 0
    units, firsts = members[there], np.repeat(first, there.sum(axis=1))
    size = int(units.max()) + 1
    edges = csr_array((np.ones(len(units), dtype=np.int8), (firsts, units)), (size, size))
    label = connected_components(edges, directed=False)[1]
    return np.unique(label[first], return_inverse=True)[1]


def _batches(sizes: Numbers) -> Iterator[tuple[int, int]]:
    """Where batches of whole components begin and end."""
    ends = np.cumsum(sizes)
    batch = (ends - sizes) // _BATCH
    last = np.flatnonzero(np.append(batch[1:] != batch[:-1], True))
    low = 0
    for high in ends[last].tolist():
        yield low, high
        low = high


def _matched(members: Numbers, gain: Array, _: Numbers) -> Numbers:
    """Of pairs: the heaviest matching. Each first unit has a partner of its own that gains nothing.

    All gain 1 more, for what gains 0 would be no edge; as each first unit has one partner, it changes nothing.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    (first, row), (second, column) = (np.unique(side, return_inverse=True) for side in members.T)
    alone = np.arange(len(first))
    edges = np.concatenate([[row, column], [alone, len(second) + alone]], axis=1).astype(np.int32)
    weights = csr_array((np.concatenate([gain, np.zeros(len(first))]) + 1, tuple(edges)))
    partner = min_weight_full_bipartite_matching(weights, maximize=True)[1]
    return np.flatnonzero(partner[row] == column)


def _packed(members: Numbers, gain: Array, component: Numbers, *, narrow: bool = True) -> Numbers:
    """Of larger tuples: a linear program, and more work on the components where it chooses tuples in part."""
    share, cost = relaxation(*_columns(members), gain)({})
    partly = np.unique(component[_in_part(share)])
    whole = np.flatnonzero((share > 0.5) & ~np.isin(component, partly))
    rest = [np.flatnonzero(component == number) for number in partly]
    found = (
        _narrowed(members[some], gain[some], share[some], cost[some])
        if narrow and len(some) > _SMALL
        else _branched(members[some], gain[some])
        for some in rest
    )
    return np.concatenate([whole, *(some[chosen] for some, chosen in zip(rest, found, strict=True))])


def _narrowed(members: Numbers, gain: Array, share: Array, cost: Array) -> Numbers:
    """What to choose in one component, from the few tuples that may make a difference.

    A choice that falls short of the linear program by some room is the best if each tuple left out costs more than
    that. How much room it needs is guessed.
    """
    most, room = float(gain @ share), _ROOM
    while True:
        near = np.flatnonzero(cost <= room)
        chosen = near[_by_component(members[near], gain[near], partial(_packed, narrow=False))]
        if most - float(gain[chosen].sum()) <= room:
            return chosen
        room *= 2


def _columns(members: Numbers) -> tuple[Numbers, Numbers]:
    """Where the units of each tuple begin, and these units, numbered anew from 0, tuple by tuple."""
    there = members >= 0
    units = np.unique(members[there], return_inverse=True)[1]
    return np.concatenate([[0], np.cumsum(there.sum(axis=1))]), units


def _in_part(share: Array) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.abs(share - np.round(share)) > _WHOLE
    return found


def _branched(members: Numbers, gain: Array) -> Numbers:
    """Which tuples to choose: branch and bound, depth first, on the one of which most is chosen, but not all."""
    solve = relaxation(*_columns(members), gain)
    most, chosen = 0.0, np.zeros(0, dtype=np.intp)
    rest: list[dict[int, int]] = [{}]
    while rest:
        fixed = rest.pop()
        share, _ = solve(fixed)
        if gain @ share <= most + _LESS:
            continue
        if len(partly := np.flatnonzero(_in_part(share))):
            branch = int(partly[np.argmax(share[partly])])
            rest += [{**fixed, branch: 0}, {**fixed, branch: 1}]
        else:
            most, chosen = float(gain @ share), np.flatnonzero(share > 0.5)
    return chosen
