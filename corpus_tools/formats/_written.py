"""JSON of many documents, as tools want it: one a line, or a list; with memory for one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ._format import Chunk


def spelled(value: Any) -> bytes:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False).encode()


def one_a_line(values: Iterable[bytes], name: str) -> Iterator[Chunk]:
    """A file with a value on each line."""
    return (Chunk(name, value + b"\n") for value in values)


def as_list(values: Iterable[bytes], name: str) -> Iterator[Chunk]:
    """A file with a list of values, each on its line."""
    before = b"[\n"
    for value in values:
        yield Chunk(name, before + value)
        before = b",\n"
    yield Chunk(name, b"\n]\n" if before == b",\n" else b"[]\n")
