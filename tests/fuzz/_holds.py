"""What holds of every document that is checked."""

from __future__ import annotations

import re

from corpus_tools.findings import Checked, Finding
from corpus_tools.report import Summary, formats
from corpus_tools.report.lines import words
from corpus_tools.store import Source
from corpus_tools.tagset import TagSets, builtin
from corpus_tools.validation import Selection, check

_HAND = TagSets(default=builtin())
_CHOSEN = Selection()
_RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def findings(data: bytes) -> list[Finding]:
    """What is found in a document; the same again, each with a place, and nothing of it acts on a terminal."""
    found = check(Source("fuzz.json", data), _HAND, _CHOSEN)
    assert found == check(Source("fuzz.json", data), _HAND, _CHOSEN)
    for finding in found:
        assert finding.line is not None
        assert finding.line >= 1
        assert finding.column is not None
        assert finding.column >= 1
    for name in ("text", "json"):
        summary = Summary()
        written = words(formats.find(name)(summary.counted([Checked("fuzz.json", found)]), summary, formats.Detail()))
        written.encode("utf-8")
        assert name == "json" or not _RAW.search(written)
    return found
