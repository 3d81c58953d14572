"""The counts of a validation, taken while its findings pass by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..findings import SEVERITIES, Checked, Finding, Severity


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
                self.records += not document.again
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

    @property
    def exit_code(self) -> int:
        """2 where a file could not be read, 1 where there are errors or warnings, else 0."""
        return 2 if self.unreadable else int(self.fails)
