"""Patterns of a tag set: whether they can be used, and whether a value matches as a whole, in bounded time."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from ._view import View

Part = TypeVar("Part")

SECONDS = 0.2
"""After that a value that is still being matched is given up."""
GIVEN_UP = 5
"""Patterns that may be given up in one record, before no more values are matched in it."""
MAX_UNITS = 10_000
"""A pattern may have so many units with its fixed repeats written out, which is how it lies in memory."""
_UNITS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()*+?|]|\{([0-9]+)(?:,[0-9]*)?\}|.", re.DOTALL)


def fault(pattern: str) -> str | None:
    """Why a pattern cannot be used, None where it can."""
    found = _compiled(pattern)
    return found if isinstance(found, str) else None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> Any:
    """The compiled pattern, or what is wrong with it."""
    import regex

    if _units(pattern) > MAX_UNITS:
        return f"it repeats so much that it would need more than {MAX_UNITS} units written out"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return regex.compile(pattern)
    except regex.error as error:
        return str(error)


def _units(pattern: str) -> int:
    """How long a pattern is with its fixed repeats written out.

    >>> _units("a(b[cd]){3}")
    7
    """
    sums, last = [0], 0
    for token in _UNITS.finditer(pattern):
        match token.group():
            case "(":
                sums.append(0)
            case ")" if len(sums) > 1:
                last = sums.pop()
                sums[-1] += last
            case "*" | "+" | "?" | "|":
                pass
            case _ if token.group(1):
                times = max(int(token.group(1)[:9]), 1)
                sums[-1] += last * (times - 1)
                last *= times
            case _:
                last = 1
                sums[-1] += 1
    return sum(sums)


@lru_cache(maxsize=100_000)
def _matches(pattern: str, value: str) -> bool:
    found = _compiled(pattern)
    return isinstance(found, str) or found.fullmatch(value, timeout=SECONDS) is not None


def misfits(view: View, candidates: Iterable[tuple[Part, str, str]]) -> Iterator[tuple[Part, bool]]:
    """Parts whose value does not match the pattern given with it; with each, whether matching was given up.

    A pattern that was given up once is not tried on the values of the record that follow, and after several none is.
    One that cannot be used matches everything, since that is told where the tag set is checked.
    """
    slow: set[str] = view.cache.setdefault("patterns given up", set())
    for part, pattern, value in candidates:
        if pattern not in slow and len(slow) < GIVEN_UP:
            try:
                if not _matches(pattern, value):
                    yield part, False
            except TimeoutError:
                slow.add(pattern)
                yield part, True
