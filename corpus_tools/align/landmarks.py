"""Stretches that two texts share and that occur once in each: what a long text is aligned by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from rapidfuzz.distance import Postfix, Prefix

_STEP = 256
_FACTOR = 0x9E3779B97F4A7C15
"""An odd number whose bits are well mixed: 2^64 divided by the golden ratio."""
_MIX = 2654435761, 2246822519, 3266489917, 668265263
"""Odd numbers, with which four characters choose one stretch in so many."""


class Block(NamedTuple):
    """`length` characters from `start` in the one text that stand from `to` in the other."""

    start: int
    to: int
    length: int


def blocks(a: str, b: str, size: int, sample: int = 1) -> list[Block]:
    """What the texts share around every stretch of `size` characters that stands once in each.

    Each block is as long as it can be. They come in the order of `a`; in `b` they may be in any order. Of long texts
    a `sample` is enough: one stretch in so many is looked at, chosen by its characters, so the same ones in both.
    """
    found = [Block(0, 0, 0)]
    for start, to in _single_in_both(a, b, size, sample):
        last = found[-1]
        is_inside = start < last.start + last.length and to - start == last.to - last.start
        if not is_inside and a[start : start + size] == b[to : to + size]:
            found.append(_widened(a, b, start, to))
    return found[1:]


def _single_in_both(a: str, b: str, size: int, sample: int) -> Iterator[tuple[int, int]]:
    """Where stretches stand that occur once in each text, as far as their hashes tell, in the order of `a`."""
    import numpy as np  # late: most commands align no texts

    if min(len(a), len(b)) < size:
        return
    (mine, starts), (theirs, there) = _single(a, size, sample), _single(b, size, sample)
    _, left, right = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
    order = np.argsort(starts[left])
    yield from zip(starts[left][order].tolist(), there[right][order].tolist(), strict=True)


def _single(text: str, size: int, sample: int) -> tuple[Any, Any]:
    """The hashes of the stretches that occur once, and where these begin."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    count = len(codes) - size + 1
    starts = np.flatnonzero(_chosen(codes, count, sample)) if sample > 1 else np.arange(count)
    factors = np.uint64(_FACTOR) ** np.arange(1, size + 1, dtype=np.uint64)
    hashes = np.zeros(len(starts), dtype=np.uint64)
    for at in range(size):
        hashes += codes[starts + at] * factors[at]
    found, first, counts = np.unique(hashes, return_index=True, return_counts=True)
    return found[counts == 1], starts[first[counts == 1]]


def _chosen(codes: Any, count: int, sample: int) -> Any:
    """Whether a stretch belongs to the sample, which its first characters decide."""
    mixed = codes[:count] * _MIX[0]
    for at, factor in enumerate(_MIX[1:], 1):
        mixed += codes[at : at + count] * factor
    mixed >>= 20
    mixed &= sample - 1
    return mixed == 0


def _widened(a: str, b: str, start: int, to: int) -> Block:
    before = shared_end(a, start, b, to)
    return Block(start - before, to - before, before + shared_start(a, start, b, to))


def shared_start(a: str, start: int, b: str, to: int) -> int:
    """How many characters two texts share from a place in each on.

    >>> shared_start("abc", 0, "xabd", 1)
    2
    """
    length, step = 0, _STEP if a[start : start + 1] == b[to : to + 1] else 0
    while step:
        same = Prefix.similarity(a[start : start + step], b[to : to + step])
        length, start, to = length + same, start + step, to + step
        step = 2 * step if same == step else 0
    return length


def shared_end(a: str, end: int, b: str, to: int) -> int:
    """How many characters two texts share before a place in each.

    >>> shared_end("abc", 3, "xbc", 3)
    2
    """
    length, step = 0, _STEP if end and to and a[end - 1] == b[to - 1] else 0
    while step:
        same = Postfix.similarity(a[max(0, end - step) : end], b[max(0, to - step) : to])
        length, end, to = length + same, max(0, end - step), max(0, to - step)
        step = 2 * step if same == step else 0
    return length


def heaviest_chain(found: Sequence[Block]) -> list[Block]:
    """The blocks in the same order in both texts that have the most characters together."""
    best: list[tuple[int, int, int]] = []  # the best chains so far: place of the last block in b, weight, its index
    before: list[int] = []
    for index, block in enumerate(found):
        at = bisect_left(best, (block.to,))
        before.append(best[at - 1][2] if at else -1)
        weight = block.length + (best[at - 1][1] if at else 0)
        worse = at
        while worse < len(best) and best[worse][1] <= weight:
            worse += 1
        if at == 0 or weight > best[at - 1][1]:
            best[at:worse] = [(block.to, weight, index)]
    chain, index = list[Block](), best[-1][2] if best else -1
    while index >= 0:
        chain.append(found[index])
        index = before[index]
    return chain[::-1]


def apart(chain: Iterable[Block]) -> Iterator[Block]:
    """Blocks in the same order in both texts, those that overlap the one before made shorter."""
    end = reached = 0
    for start, to, length in chain:
        over = max(0, end - start, reached - to)
        if over < length:
            yield Block(start + over, to + over, length - over)
            end, reached = start + length, to + length
