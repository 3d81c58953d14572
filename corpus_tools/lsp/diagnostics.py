"""Findings as diagnostics: each with the stretch of the source it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Location,
    LSPAny,
)

from ..findings import Finding, Related, Severity
from .positions import Text

SOURCE = "corpus-tools"
_SEVERITIES: dict[Severity, DiagnosticSeverity] = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}
_PAGES = Path(__file__).parents[2] / "docs" / "reference" / "rules"
_WIDE = re.compile(r"(/layers(/[0-9]+)?)?")
"""The pointers of what holds most of a record: the document, its layers, one layer."""
_WORD = re.compile(r"[^\s{}\[\],:]+")


def diagnostics(text: Text, findings: Iterable[Finding], uri: str) -> list[Diagnostic]:
    """The findings about a text, for the document at a URI."""
    return [_diagnostic(text, finding, uri) for finding in findings]


def stretch(text: Text, finding: Finding) -> tuple[int, int]:
    """What a finding is about, in offsets of the source: the key or value at its place.

    A list, a layer or the whole document is marked on its first line only: underlined whole, it would say nothing.
    """
    start = text.found_at(finding.line or 1, finding.column or 1)
    end = _end(text.source, start)
    is_wide = text.source[start : start + 1] == "[" or _WIDE.fullmatch(finding.pointer)
    return start, min(end, max(text.line_end(start), start + 1)) if is_wide else end


def _end(source: str, start: int) -> int:
    """Where the value at an offset ends, or what stands there in broken JSON."""
    try:
        return json.JSONDecoder().raw_decode(source, start)[1]
    except (ValueError, RecursionError):
        word = _WORD.match(source, start)
        return word.end() if word else min(start + 1, len(source))


def _diagnostic(text: Text, finding: Finding, uri: str) -> Diagnostic:
    mend = f"\nmend: {finding.fix.message}" if finding.fix else ""
    return Diagnostic(
        range=text.range(*stretch(text, finding)),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=_page(finding.code),
        source=SOURCE,
        message=finding.message + mend,
        related_information=[_related(text, related, uri) for related in finding.related or ()] or None,
        data=_data(finding),
    )


def _related(text: Text, related: Related, uri: str) -> DiagnosticRelatedInformation:
    start = text.found_at(related.line or 1, related.column or 1)
    return DiagnosticRelatedInformation(Location(uri, text.range(start, _end(text.source, start))), related.message)


def _page(code: str) -> CodeDescription | None:
    """The page of a rule, where the documentation lies beside the package."""
    page = _PAGES / f"{code}.md"
    return CodeDescription(page.as_uri()) if page.is_file() else None


def _data(finding: Finding) -> LSPAny:
    """The place in the document, and the fix, as plain JSON."""
    fix = msgspec.to_builtins(finding.fix) if finding.fix else None
    return {"pointer": finding.pointer, **({"fix": fix} if fix else {})}
