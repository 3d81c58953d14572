"""A record, tag set, manifest or anything else that is checked; its safe fixes add no error and come to an end."""

from __future__ import annotations

from corpus_tools.fixing import fix
from corpus_tools.store import Source
from corpus_tools.tagset import TagSets, builtin
from corpus_tools.validation import Selection, check

from ._holds import findings


def record(data: bytes) -> None:
    """Check a document, mend it, and check it again."""
    errors = sum(finding.severity == "error" for finding in findings(data))
    hand, chosen = TagSets(default=builtin()), Selection()
    look = lambda some: check(Source("fuzz.json", some), hand, chosen)  # noqa: E731
    fixed = fix(data, look, ("safe", "unsafe"))
    assert sum(finding.severity == "error" for finding in fixed.left) <= errors
    assert fix(fixed.data, look, ("safe", "unsafe")).data == fixed.data


TARGET = record
