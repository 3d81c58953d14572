"""Formats: one file each. A docstring is a documentation page; the value `FORMAT` says what the format holds.

A format is pure: it gets files as names and bytes and yields records, or gets records and yields names and bytes. What
it does not hold is taken off a record before it sees it, and told as a loss, by `_narrow`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from ..errors import UnknownName
from ..plugins import collect, offered
from ._format import Chunk, File, Format, Limit, Read, Settings
from ._kinds import HOLDS, KINDS
from ._loss import Ledger, Loss
from ._names import layer_name
from ._narrow import Narrowed, narrow, steps
from ._sniff import HEAD
from ._tokens import TOKENIZERS, tokenized

__all__ = [
    "HEAD",
    "HOLDS",
    "KINDS",
    "TOKENIZERS",
    "Chunk",
    "File",
    "Format",
    "Ledger",
    "Limit",
    "Loss",
    "Narrowed",
    "Read",
    "Settings",
    "all_formats",
    "find",
    "home",
    "layer_name",
    "narrow",
    "recognise",
    "steps",
    "tokenized",
]
GROUP = "corpus_tools.formats"
"""The entry points by which other packages offer formats: each leads to a `Format`."""


@cache
def all_formats() -> tuple[Format, ...]:
    """Every format by name, those of other packages too; one of ours comes before one of theirs with the same name."""
    by_name = {format.name: format for format in [*offered(GROUP), *collect(__name__, "FORMAT")]}
    return tuple(by_name[name] for name in sorted(by_name))


def find(name: str) -> Format:
    """The format of that name.

    Raises:
        UnknownName: there is none.
    """
    for format in all_formats():
        if format.name == name:
            return format
    raise UnknownName("format", name, (format.name for format in all_formats()))


def home(format: Format) -> ModuleType:
    """The module a format of this package stands in; its docstring is the format's documentation."""
    return import_module(f"{__name__}.{format.name.replace('-', '_')}")


def recognise(name: str, head: bytes) -> Iterator[Format]:
    """The formats that a file looks like, by its name and its first bytes."""
    named = [format for format in all_formats() if format.read and name.lower().endswith(format.suffixes)]
    others = [format for format in all_formats() if format.read and format not in named]
    found = [format for format in named if format.sniff(name, head)]
    return iter(found or [format for format in others if format.sniff(name, head)])
