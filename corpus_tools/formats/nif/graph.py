"""Turtle in, by rdflib, which the extra `rdf` brings and nobody else imports. Nothing outside the file is read."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from ...errors import FormatError, UnreadableFile
from ...text import line_and_column
from .._format import File
from .terms import FIRST, REST

EXTRA = "rdf"
_BASE = "file:///source/"
"""What relative addresses are relative to: no real place, which would tell where a file lies."""
_HALF = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:u|U0000)[dD][89A-Fa-f][0-9A-Fa-f]{2})")
"""What stands for half of a character, as UTF-16 has it."""
Resource = Mapping[str, list[Any]]
"""The values of each property: texts, numbers, flags and addresses, in an order that is always the same."""


class Address(str):
    """The address of a resource, told apart from a text."""

    __slots__ = ()


def resources(file: File) -> Mapping[str, Resource]:
    """What a file says, by the address of what it is said of.

    Raises:
        FormatError: it is not Turtle.
        UnreadableFile: rdflib is not installed.
    """
    rdflib = _rdflib(file)
    graph, source = rdflib.Graph(), file.text()
    if half := _HALF.search(source):
        raise FormatError(file.name, *line_and_column(source, half.start(1)), "characters", f"half of one, {half[1]}")
    with _faults(file, source), _quiet():
        graph.parse(data=source, format="turtle", publicID=_BASE)
    found: dict[str, dict[str, list[Any]]] = {}
    for subject, property, value in graph:
        found.setdefault(str(subject), {}).setdefault(str(property), []).append(_plain(value, rdflib.Literal))
    for resource in found.values():
        for values in resource.values():
            values.sort(key=lambda value: (type(value).__name__, str(value)))
    return found


def in_list(known: Mapping[str, Resource], node: Any) -> Iterator[Any]:
    """What stands in a list of RDF."""
    passed = set[str]()
    while node in known and FIRST in known[node] and node not in passed:
        passed.add(node)
        yield known[node][FIRST][0]
        node = known[node].get(REST, [""])[0]


def _plain(value: Any, literal: type) -> Any:
    if not isinstance(value, literal):
        return Address(value)
    plain = value.value  # type: ignore[attr-defined]
    if isinstance(plain, Decimal):
        return float(plain)
    return plain if isinstance(plain, bool | int | float) else str(value)


def _rdflib(file: File) -> Any:
    try:
        import rdflib
    except ImportError as error:
        raise UnreadableFile(file.name, f"NIF needs the extra: pip install 'corpus-tools[{EXTRA}]'") from error
    return rdflib


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what rdflib logs of numbers that are none; we tell it where it matters."""
    log = logging.getLogger("rdflib.term")
    was, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = was


@contextmanager
def _faults(file: File, source: str) -> Iterator[None]:
    """Whatever rdflib raises where it meets what is no Turtle, as our error, with its place where that is known."""
    try:
        yield
    except Exception as error:
        at = getattr(error, "_i", None)
        line, column = line_and_column(source, at) if isinstance(at, int) else (None, None)
        why = getattr(error, "_why", None) or "something it cannot end with, or nest so deeply"
        raise FormatError(file.name, line, column, "Turtle", str(why)) from error
