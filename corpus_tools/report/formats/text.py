"""Findings for people: each with its place, the words it is about, and how to mend it; then the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...findings import Checked
from ..console import STYLES, Piece
from ..lines import document_lines, last_line
from ..summary import Summary
from . import Detail, Report


def report(documents: Iterable[Checked], summary: Summary, detail: Detail) -> Iterator[Piece | str]:
    """Findings document by document, or only counts, and a last line that sums up."""
    for line in _lines(documents, summary, detail):
        yield from line
        yield "\n"


def _lines(documents: Iterable[Checked], summary: Summary, detail: Detail) -> Iterator[list[Piece | str]]:
    for document in documents:
        if not detail.statistics or document.error is not None:
            yield from document_lines(document, detail.limit)
    if detail.statistics:
        yield from _statistics(summary)
    if not detail.quiet or summary.fails or summary.unreadable:
        yield last_line(summary)


def _statistics(summary: Summary) -> Iterator[list[Piece | str]]:
    """How often each rule spoke, the most frequent first."""
    for (code, rule, severity), count in sorted(summary.rules.items(), key=lambda item: (-item[1], item[0])):
        yield [f"{count:7} ", (code, "bold"), " ", (f"{severity:7}", STYLES[severity]), f" {rule}"]


REPORT: Report = report
