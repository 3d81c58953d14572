"""Which annotations would be in error in the new text that were not in the old one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...errors import FormatError
from ...findings import Finding
from ...model import Record
from ...tagset import TagSets
from ...validation import validate
from .annotations import MAIN

WAITING = ("SPN010", "LAY012", "REF004")
"""What asks for a review is meant to be there, also where a layer is final and it counts as an error."""
Unfit = dict[tuple[int, str], str]
"""Annotations, by the number of their layer and their id, and the code of what would be wrong with each."""


def unfit(before: Record, after: Record, tagsets: TagSets) -> Unfit:
    """The annotations that have an error in the new text only.

    Raises:
        FormatError: something else has one, such as the text itself.
    """
    known = {(code, owner) for code, owner, _ in _errors(before, tagsets)}
    found = Unfit()
    for code, owner, finding in _errors(after, tagsets):
        if (code, owner) not in known:
            if owner is None:
                place = f"{after.id}: {finding.pointer}"
                raise FormatError(place, None, None, "a sound record with the new text", finding.message, code=code)
            found.setdefault(owner, f"{code}: {finding.message}")
    return found


def _errors(record: Record, tagsets: TagSets) -> Iterator[tuple[str, tuple[int, str] | None, Finding]]:
    for finding in validate(record, tagsets, ignore=WAITING):
        if finding.severity == "error":
            yield finding.code, _owner(record, finding.pointer or ""), finding


def _owner(record: Record, pointer: str) -> tuple[int, str] | None:
    """The annotation with spans that a pointer leads into."""
    match pointer.split("/")[1:5]:
        case ["layers", layer, array, index]:
            parts: Any = getattr(record.layers[int(layer)], array, ())
            part = parts[int(index)] if index.isdecimal() and isinstance(parts, list) else None
            return (int(layer), part.id) if part is not None and type(part) in MAIN else None
    return None
