"""Circles in what leads from one annotation to another, found without recursion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Link = TypeVar("Link")

_SHOWN = 8
"""Ids that a message names at most."""
_ROUNDS = 8


def may_circle(links: Sequence[tuple[str, object]]) -> bool:
    """Whether links are left after those that lead to an end are taken away, a few times over."""
    for _ in range(_ROUNDS):
        sources = {source for source, _ in links}
        links = [link for link in links if link[1] in sources]
        if not links:
            return False
    return True


def circles(ids: Iterable[str], links: Callable[[str], Iterator[tuple[str, Link]]]) -> Iterator[tuple[list[str], Link]]:
    """Each circle as a path of ids, with the link that closes it.

    `links` gives what an id leads to, each with the link. Walks depth first; a link back to an id that is being walked
    closes a circle.
    """
    done: set[str] = set()
    for first in ids:
        if first in done:
            continue
        depth, path, ahead = {first: 0}, [first], [links(first)]
        while path:
            for target, link in ahead[-1]:
                if target in depth:
                    yield closed(path, depth[target]), link
                elif target not in done:
                    depth[target] = len(path)
                    path.append(target)
                    ahead.append(links(target))
                    break
            else:
                ahead.pop()
                done.add(path[-1])
                del depth[path.pop()]


def closed(path: Sequence[str], start: int = 0) -> list[str]:
    """The ids on a path from an index on, and the first once more; the middle of many is left out."""
    if len(path) - start <= _SHOWN:
        return [*path[start:], path[start]]
    half = _SHOWN // 2
    return [*path[start : start + half], "…", *path[-half:], path[start]]
