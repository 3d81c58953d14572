"""Findings as one JSON object, as `schemas/report.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from ..findings import Checked, Finding
from ..text import encodable

if TYPE_CHECKING:
    from .findings import Summary


def write(documents: Iterable[Checked], summary: Summary, stream: TextIO) -> None:
    """Write every finding as it comes, then the summary: memory does not grow with their number."""
    stream.write('{\n"findings": [')
    first = True
    for document in documents:
        for finding in document.findings:
            stream.write("\n " if first else ",\n ")
            stream.write(json.dumps(plain(finding), ensure_ascii=False))
            first = False
    stream.write("\n],\n" if not first else "],\n")
    stream.write(f'"summary": {json.dumps(_summary(summary), ensure_ascii=False)}\n}}\n')


def plain(finding: Finding) -> dict[str, Any]:
    """One finding as a plain object; the excerpt is for people and is left out."""
    tree: dict[str, Any] = msgspec.to_builtins(finding)
    tree.pop("excerpt", None)
    return tree


def _summary(summary: Summary) -> dict[str, Any]:
    counts = summary.severities
    return {
        "files": len(summary.files),
        "records": summary.records,
        "errors": counts["error"],
        "warnings": counts["warning"],
        "infos": counts["info"],
        **(
            {"unreadable": [{"file": encodable(d.file), "why": d.error} for d in summary.unreadable]}
            if summary.unreadable
            else {}
        ),
    }
