"""Findings as one JSON object, as `schemas/report.schema.json` describes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import UNSET, structs

from ...findings import Checked, Finding
from ...text import encodable
from ..summary import Summary
from . import Detail, Report
from ._arrays import array, dumps


def report(documents: Iterable[Checked], summary: Summary, detail: Detail) -> Iterator[str]:
    """Every finding as it comes, then the summary."""
    yield '{\n"findings": '
    yield from array(plain(finding) for document in documents for finding in document.findings)
    yield f',\n"summary": {dumps(_counts(summary))}\n}}\n'


def plain(finding: Finding) -> dict[str, Any]:
    """One finding as a plain object; what is for people to look at is left out."""
    return msgspec.to_builtins(structs.replace(finding, excerpt=UNSET, annotator=UNSET))  # type: ignore[no-any-return]


def _counts(summary: Summary) -> dict[str, Any]:
    unreadable = [{"file": encodable(document.file), "why": document.error} for document in summary.unreadable]
    return {
        "files": len(summary.files),
        "records": summary.records,
        "errors": summary.severities["error"],
        "warnings": summary.severities["warning"],
        "infos": summary.severities["info"],
        **({"unreadable": unreadable} if unreadable else {}),
    }


REPORT: Report = report
