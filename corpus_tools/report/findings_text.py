"""Findings for people: each with its place, the words it is about, and how to mend it; then the counts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..findings import SEVERITIES, Checked, Excerpt, Finding
from ..text import visible, width
from .console import STYLES, Piece, Printer

if TYPE_CHECKING:
    from .findings import Summary


def write(
    documents: Iterable[Checked],
    summary: Summary,
    printer: Printer,
    *,
    quiet: bool,
    statistics: bool,
    limit: int,
) -> None:
    """Print findings document by document, or only counts, and a last line that sums up."""
    for document in documents:
        if not statistics or document.error is not None:
            for line in document_lines(document, limit):
                printer.line(*line)
    if statistics:
        _statistics(summary, printer)
    if not quiet or summary.fails or summary.unreadable:
        printer.line(*_last_line(summary))


def document_lines(document: Checked, limit: int) -> Iterator[list[Piece | str]]:
    """The lines for one document: at most `limit` findings of a rule (0: all), and how many more there are."""
    if document.error is not None:
        yield [(visible(document.file), "bold"), ": ", ("error", STYLES["error"]), f" {visible(document.error)}"]
    shown: Counter[str] = Counter()
    for finding in document.findings:
        shown[finding.code] += 1
        if not limit or shown[finding.code] <= limit:
            yield from _finding(finding)
    for code, count in shown.items():
        if limit and count > limit:
            yield [f"{visible(document.file)}: and {count - limit} more ", (code, "bold"), " (--limit 0 shows all)"]


def _finding(finding: Finding) -> Iterator[list[Piece | str]]:
    place = f":{finding.line}:{finding.column}" if finding.line is not None else ""
    yield [
        (visible(finding.file) + place, "bold"),
        ": ",
        (finding.severity, STYLES[finding.severity]),
        f" {finding.code} ",
        finding.message,
        (f" [{finding.rule}]", "dim"),
    ]
    if finding.layer is not None:
        yield [f"    layer {visible(finding.layer)}", f", {visible(finding.annotation)}" if finding.annotation else ""]
    if finding.excerpt:
        yield from _excerpt(finding.excerpt, STYLES[finding.severity])
    if finding.fix:
        yield [("    mend: ", "green"), finding.fix.message]
    for related in finding.related or ():
        at = f"{visible(finding.file)}:{related.line}:{related.column}: " if related.line is not None else ""
        yield [f"    {at}{related.message}"]


def _excerpt(excerpt: Excerpt, style: str) -> Iterator[list[Piece | str]]:
    """The words in their context with carets below; between brackets where writing runs from right to left."""
    before, words, after = (visible(part.replace("\n", " ")) for part in (excerpt.before, excerpt.words, excerpt.after))
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in before + words + after):
        yield ["    | ", before, ("⟦", style), words, ("⟧", style), after]
        return
    yield ["    | ", before, words, after]
    yield ["    | ", " " * width(before), ("^" * max(1, width(words)), style)]


def _statistics(summary: Summary, printer: Printer) -> None:
    """How often each rule spoke, the most frequent first."""
    for (code, rule, severity), count in sorted(summary.rules.items(), key=lambda item: (-item[1], item[0])):
        printer.line(f"{count:7} ", (code, "bold"), " ", (f"{severity:7}", STYLES[severity]), f" {rule}")


def _last_line(summary: Summary) -> list[Piece | str]:
    checked = f"{_count(summary.records, 'document')} in {_count(len(summary.files), 'file')}"
    found = [
        (_count(count, severity) if severity != "info" else f"{count} info", STYLES[severity])
        for severity in SEVERITIES
        if (count := summary.severities[severity])
    ]
    unread = f", {_count(len(summary.unreadable), 'file')} could not be read" if summary.unreadable else ""
    if not found:
        return [f"{checked} checked: ", ("no findings", "green"), unread]
    pieces: list[Piece | str] = [f"{checked} checked: "]
    for index, piece in enumerate(found):
        pieces += [", "] * bool(index) + [piece]
    return [*pieces, f" in {_count(len(summary.files_with_findings), 'file')}", unread]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
