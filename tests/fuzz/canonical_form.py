"""The canonical form of a record, and its migration: a fixed point, or a refusal."""

from __future__ import annotations

from corpus_tools.engine.rewrite import Unsound, formatted, migrated
from corpus_tools.errors import FormatError
from corpus_tools.rules import Document


def canonical_form(data: bytes) -> None:
    """Format and migrate; what comes out comes out again."""
    for change in (formatted, migrated):
        try:
            once = change(Document(data), "fuzz.json")
        except (Unsound, FormatError):
            continue
        assert change(Document(once.encode()), "fuzz.json") == once


TARGET = canonical_form
