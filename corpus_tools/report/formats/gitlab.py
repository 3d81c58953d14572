"""Findings as a code quality report of GitLab, which shows them in a merge request and tells new ones from old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...findings import Checked, Finding, Severity
from ...text import visible
from ..summary import Summary
from . import Detail, Report
from ._arrays import array
from ._places import Marks, repository_path, troubles

SEVERITY: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}
"""GitLab's `critical` and `blocker` are left to faults of what a machine runs."""


def report(documents: Iterable[Checked], summary: Summary, detail: Detail) -> Iterator[str]:
    """Every finding, and every file that could not be read, as it comes."""
    marks = Marks()
    yield from array(_issue(finding, marks.of(finding)) for finding in troubles(documents))
    yield "\n"


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    """One issue; GitLab wants a line, so a finding about a whole file stands at its first."""
    return {
        "description": f"{finding.code}: {visible(finding.message)}",
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": SEVERITY[finding.severity],
        "location": {"path": repository_path(finding.file), "lines": {"begin": finding.line or 1}},
    }


REPORT: Report = report
