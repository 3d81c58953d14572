"""Findings as SARIF 2.1.0, the interchange format of static analysis: for code scanning and for editors.

Braces in messages stay single: a message has no arguments here, and readers show doubled ones as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ... import __version__
from ...findings import Checked, Finding, Related, Severity
from ...rules import Rule, find
from ...text import visible
from .. import rules as pages
from ..summary import Summary
from . import Detail, Report
from ._arrays import array, dumps
from ._places import Marks, repository_path, told
from ._sarif_fixes import Mending

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
FINGERPRINT = "finding/v1"
"""A change in what is hashed needs a new number, so that nobody compares the two."""


def report(documents: Iterable[Checked], summary: Summary, detail: Detail) -> Iterator[str]:
    """Every result as it comes; the rules they name, and what could not be read, are known only at the end."""
    rules: dict[str, int] = {}
    yield f'{{\n"$schema": "{SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n'
    yield '"columnKind": "unicodeCodePoints",\n"results": '
    yield from array(_results(documents, rules))
    yield f',\n"tool": {dumps({"driver": _driver(rules)})},\n"invocations": {dumps([_invocation(summary)])}\n}}]\n}}\n'


def _results(documents: Iterable[Checked], rules: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Each finding as a result; rules get their numbers as they come."""
    marks = Marks()
    for document in documents:
        mending = Mending(document)
        for finding in document.findings:
            yield _result(finding, rules.setdefault(finding.code, len(rules)), marks.of(finding), mending)


def _result(finding: Finding, rule_index: int, fingerprint: str, mending: Mending) -> dict[str, Any]:
    related = [
        {**_location(other.file or finding.file, other), "message": _message(other.message)}
        for other in finding.related or ()
    ]
    names = {"article": finding.article, "layer": finding.layer, "annotation": finding.annotation}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": LEVEL[finding.severity],
        "message": _message(told(finding)),
        "locations": [_location(finding.file, finding)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {FINGERPRINT: fingerprint},
        **_fixes(finding, mending),
        "properties": {name: value for name, value in names.items() if value is not None},
    }


def _fixes(finding: Finding, mending: Mending) -> dict[str, Any]:
    """The fix of a finding, where it is more than words; its class tells whether a program may make it."""
    found = mending.replacements(finding.fix) if finding.fix else []
    if not (finding.fix and found):
        return {}
    change = {"artifactLocation": {"uri": _uri(finding.file)}, "replacements": found}
    words = _message(visible(finding.fix.message))
    return {"fixes": [{"description": words, "artifactChanges": [change], "properties": {"class": finding.fix.class_}}]}


def _message(text: str) -> dict[str, str]:
    """A plain text message, in which words from the data are never taken for a link."""
    return {"text": text.replace("](", "]\\(")}


def _location(file: str, place: Finding | Related) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(file)},
            **({"region": region} if place.line is not None else {}),
        },
        **({"logicalLocations": [{"fullyQualifiedName": place.pointer}]} if place.pointer else {}),
    }


def _uri(file: str) -> str:
    """A relative reference, percent-encoded; a file elsewhere has an absolute one."""
    path = repository_path(file)
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path)


def _driver(codes: Iterable[str]) -> dict[str, Any]:
    return {
        "name": "corpus-tools",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_descriptor(find(code)) for code in codes],
    }


def _descriptor(rule: Rule) -> dict[str, Any]:
    page = pages.rule_page(rule)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": pages.summary(rule)},
        "fullDescription": {"text": pages.description(rule)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": LEVEL[rule.severity]},
    }


def _invocation(summary: Summary) -> dict[str, Any]:
    """How the run went; by the standard an error among the notifications means that it failed."""
    unread = [
        {
            "level": "error",
            "message": _message(document.error or ""),
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(document.file)}}}],
        }
        for document in summary.unreadable
    ]
    return {
        "executionSuccessful": not unread,
        **({"toolExecutionNotifications": unread} if unread else {}),
    }


REPORT: Report = report
