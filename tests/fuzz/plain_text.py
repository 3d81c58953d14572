"""Plain text made into a record: it validates, or is refused with a reason."""

from __future__ import annotations

from corpus_tools.canonical import canonical_record
from corpus_tools.errors import CorpusToolsError
from corpus_tools.intake.record import Settings, from_text

from ._holds import findings


def plain_text(data: bytes) -> None:
    """Make a record of any bytes."""
    try:
        made = from_text(data, "fuzz.txt", Settings())
    except CorpusToolsError:
        return
    found = findings(canonical_record(made.record).encode())
    assert not [f.code for f in found if f.severity == "error"]


TARGET = plain_text
