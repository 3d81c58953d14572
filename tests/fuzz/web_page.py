"""A web page made into a record: it validates, or is refused with a reason."""

from __future__ import annotations

from corpus_tools.canonical import canonical_record
from corpus_tools.errors import CorpusToolsError
from corpus_tools.intake.html import from_html
from corpus_tools.intake.record import Settings

from ._holds import findings

_SAID_BY_THE_PAGE = {"MET001"}
"""A language that does not exist is taken over, and told."""


def web_page(data: bytes) -> None:
    """Make a record of any bytes."""
    try:
        made = from_html(data, "fuzz.html", Settings())
    except CorpusToolsError:
        return
    found = findings(canonical_record(made.record).encode())
    assert not [f.code for f in found if f.severity == "error" and f.code not in _SAID_BY_THE_PAGE]


TARGET = web_page
