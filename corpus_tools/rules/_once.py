"""Work that several rules need, done once for each record."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from ._view import View

Result = TypeVar("Result")


def once(work: Callable[[View], Result]) -> Callable[[View], Result]:
    """Let a function of a record run once for it; the view keeps what it returned."""
    key = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def remembered(view: View) -> Result:
        if key not in view.cache:
            view.cache[key] = work(view)
        result: Result = view.cache[key]
        return result

    return remembered
