"""Findings as lines for people: each with its place, the words it is about, and how to mend it; and the counts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from ..findings import SEVERITIES, Checked, Excerpt, Finding
from ..text import visible, width
from .console import STYLES, Piece
from .summary import Summary


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
        file = visible(related.file or finding.file)
        yield [f"    {file}:{related.line}:{related.column}: " if related.line is not None else "    ", related.message]


def _excerpt(excerpt: Excerpt, style: str) -> Iterator[list[Piece | str]]:
    """The words in their context with carets below; between brackets where writing runs from right to left."""
    before, words, after = (visible(part.replace("\n", " ")) for part in (excerpt.before, excerpt.words, excerpt.after))
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in before + words + after):
        yield ["    | ", before, ("⟦", style), words, ("⟧", style), after]
        return
    yield ["    | ", before, words, after]
    yield ["    | ", " " * width(before), ("^" * max(1, width(words)), style)]


def last_line(summary: Summary) -> list[Piece | str]:
    """What was checked and found, in one line."""
    checked = f"{counted(summary.records, 'document')} in {counted(len(summary.files), 'file')}"
    found = [
        (counted(count, severity) if severity != "info" else f"{count} info", STYLES[severity])
        for severity in SEVERITIES
        if (count := summary.severities[severity])
    ]
    unread = f", {counted(len(summary.unreadable), 'file')} could not be read" if summary.unreadable else ""
    if not found:
        return [f"{checked} checked: ", ("no findings", "green"), unread]
    pieces: list[Piece | str] = [f"{checked} checked: "]
    for index, piece in enumerate(found):
        pieces += [", "] * bool(index) + [piece]
    return [*pieces, f" in {counted(len(summary.files_with_findings), 'file')}", unread]


def words(line: Iterable[Piece | str]) -> str:
    """A line without its styles."""
    return "".join(piece if isinstance(piece, str) else piece[0] for piece in line)


def counted(number: int, word: str) -> str:
    """A number of things, such as "1 file" or "2 files"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
