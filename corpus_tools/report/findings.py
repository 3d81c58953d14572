"""Findings of a validation, sent to where they are wanted, and counted on the way."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import TextIO

from ..findings import SEVERITIES, Checked, Finding, Severity
from ..store.files import write_atomically
from . import findings_json, findings_text
from .console import Printer, Progress


class Summary:
    """Counts of a validation: documents, files, findings by severity and by rule, files that could not be read."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.records = 0
        self.unreadable: list[Checked] = []
        self.severities: Counter[Severity] = Counter(dict.fromkeys(SEVERITIES, 0))
        self.rules: Counter[tuple[str, str, Severity]] = Counter()
        self.files_with_findings: set[str] = set()

    def counted(self, checked: Iterable[Checked]) -> Iterator[Checked]:
        """Pass documents on, counting them."""
        for document in checked:
            self.files.add(document.file)
            if document.error is not None:
                self.unreadable.append(document)
            else:
                self.records += 1
            for finding in document.findings:
                self._count(document.file, finding)
            yield document

    def _count(self, file: str, finding: Finding) -> None:
        self.severities[finding.severity] += 1
        self.rules[finding.code, finding.rule, finding.severity] += 1
        self.files_with_findings.add(file)

    @property
    def fails(self) -> bool:
        """Whether there are errors or warnings; an information alone fails nothing."""
        return self.severities["error"] + self.severities["warning"] > 0


def show_findings(
    checked: Iterable[Checked],
    output_format: str,
    output: str | None,
    *,
    quiet: bool,
    statistics: bool,
    limit: int,
) -> Summary:
    """Report findings on standard output or to a file, and return the counts.

    The text form shows at most `limit` findings of one rule in one file and says how many more there are; the JSON
    form is always whole.
    """
    summary = Summary()
    stream: TextIO = StringIO() if output else sys.stdout
    documents = summary.counted(Progress(checked, lambda document: bool(document.findings or document.error)))
    if output_format == "json":
        findings_json.write(documents, summary, stream)
    else:
        findings_text.write(documents, summary, Printer(stream), quiet=quiet, statistics=statistics, limit=limit)
    if output and isinstance(stream, StringIO):
        write_atomically(Path(output), stream.getvalue().encode())
    return summary
