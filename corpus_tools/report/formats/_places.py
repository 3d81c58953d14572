"""Findings where CI looks for them: every trouble, the path in the repository, and a mark to know it again by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from ...findings import Checked, Finding
from ...text import encodable, visible

UNREADABLE = ("FILE", "unreadable-file")
"""Code and name under which a file that could not be read stands among findings."""


def troubles(documents: Iterable[Checked]) -> Iterator[Finding]:
    """Every finding, and an error for each document that could not be read."""
    for document in documents:
        if document.error is not None:
            code, rule = UNREADABLE
            yield Finding(code=code, rule=rule, severity="error", file=document.file, message=document.error)
        yield from document.findings


def told(finding: Finding) -> str:
    """What is wrong, in which annotation, and how to mend it, in up to three lines."""
    parts = [finding.message]
    if finding.layer is not None:
        parts.append(f"layer {finding.layer}" + (f", {finding.annotation}" if finding.annotation else ""))
    if finding.fix:
        parts.append(f"mend: {finding.fix.message}")
    return "\n".join(map(visible, parts))


def repository_path(file: str) -> str:
    """The path of a file from the current folder, where it lies below it, with forward slashes.

    >>> repository_path("./corpus/a.json")
    'corpus/a.json'
    """
    path = Path(encodable(file))
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


class Marks:
    """Gives each finding of a report a mark that no other has, and that stays when lines are added above it.

    Findings that say the same of the same annotation are told apart by their order.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, finding: Finding) -> str:
        """The mark of the next finding."""
        same = _digest(
            finding.code,
            repository_path(finding.file),
            finding.article,
            finding.layer,
            finding.annotation,
            finding.message,
        )
        self._seen[same] += 1
        return same if self._seen[same] == 1 else _digest(same, str(self._seen[same]))


def _digest(*parts: str | None) -> str:
    return sha256(json.dumps(parts).encode()).hexdigest()[:32]
