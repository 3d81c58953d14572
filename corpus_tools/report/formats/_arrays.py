"""JSON arrays that are written while their elements come."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any


def array(elements: Iterable[Any]) -> Iterator[str]:
    """A JSON array, an element a line.

    >>> "".join(array([1, "é"]))
    '[\\n 1,\\n "é"\\n]'
    >>> "".join(array([]))
    '[]'
    """
    before = "["
    for element in elements:
        yield f"{before}\n {dumps(element)}"
        before = ","
    yield "\n]" if before == "," else "[]"


def dumps(value: Any) -> str:
    """A value as JSON on one line, its characters as they are."""
    return json.dumps(value, ensure_ascii=False)
