"""The arguments of two versions of an event or relation: added, removed, given another role, or changed otherwise."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

import msgspec
from msgspec import UNSET

from .changes import Class

Tree = dict[str, Any]
Found = tuple[Class, Any, Any]


def arguments(before: Any, after: Any) -> Iterator[Found]:
    """What became of each argument; their order says nothing.

    >>> [found[0] for found in arguments([{"role": "actor", "filler": "t1"}], [{"role": "topic", "filler": "t1"}])]
    ['role-changed']
    """
    old, new = list(before or ()), list(after or ())
    _same(old, new)
    yield from _paired(old, new, lambda argument: (argument["role"], _filler(argument)), "argument-changed")
    yield from _paired(old, new, _filler, "role-changed")
    yield from _paired(old, new, _start, "argument-changed")
    yield from (("argument-removed", argument, UNSET) for argument in old)
    yield from (("argument-added", UNSET, argument) for argument in new)


def _same(old: list[Tree], new: list[Tree]) -> None:
    """Take out what both have."""
    list(_paired(old, new, lambda argument: msgspec.json.encode(argument, order="deterministic"), "argument-changed"))


def _paired(old: list[Tree], new: list[Tree], key: Callable[[Tree], Hashable], class_: Class) -> Iterator[Found]:
    """Take out and yield what agrees in some key."""
    for argument in list(old):
        wanted = key(argument)
        other = next((candidate for candidate in new if wanted is not None and key(candidate) == wanted), None)
        if other is not None:
            old.remove(argument)
            new.remove(other)
            yield class_, argument, other


def _filler(argument: Tree) -> Hashable:
    """What fills a role: an id, or words at a place."""
    return argument.get("filler") or _places(argument)


def _places(argument: Tree) -> Hashable:
    return tuple((span["start"], span["end"]) for span in argument["spans"])


def _start(argument: Tree) -> Hashable:
    """The role and where the words that fill it begin; None where an annotation does."""
    return None if "filler" in argument else (argument["role"], argument["spans"][0]["start"])
