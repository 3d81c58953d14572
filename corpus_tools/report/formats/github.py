"""Findings as workflow commands of GitHub Actions, which become annotations at their lines; then the counts.

GitHub shows ten annotations of each severity for one step; the log has them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...findings import Checked, Finding, Severity
from ...text import visible
from ..lines import last_line, words
from ..summary import Summary
from . import Detail, Report
from ._places import repository_path, told, troubles

COMMAND: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
SHOWN = 10
"""Annotations of one severity that GitHub shows for one step."""


def report(documents: Iterable[Checked], summary: Summary, detail: Detail) -> Iterator[str]:
    """Every finding, and every file that could not be read, as it comes; then the counts."""
    for finding in troubles(documents):
        yield _command(finding) + "\n"
    yield words(last_line(summary)) + "\n"
    if max(summary.severities.values()) > SHOWN:
        yield f"GitHub shows the first {SHOWN} annotations of each severity; this log has them all\n"


def _command(finding: Finding) -> str:
    properties = {
        "file": visible(repository_path(finding.file)),
        "line": finding.line,
        "col": finding.column,
        "title": f"{finding.code} {finding.rule}",
    }
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    return f"::{COMMAND[finding.severity]} {given}::{_data(told(finding))}"


def _data(text: str) -> str:
    """The message of a command; a line end would end the command.

    >>> _data("100%\\n::error::")
    '100%25%0A::error::'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property of a command, which a colon or comma would end as well.

    >>> _property("a:b,c.json")
    'a%3Ab%2Cc.json'
    """
    return _data(text).replace(":", "%3A").replace(",", "%2C")


REPORT: Report = report
