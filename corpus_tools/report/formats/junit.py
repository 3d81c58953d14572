"""Findings as JUnit XML, which Jenkins, GitLab and others show among test results.

A file is a suite. A document with findings is a test case of its own, named after its article where the file holds
several; a file in which nothing was found is one test case that passed. Information alone is output of a test that
passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement, tostring

from ...findings import Checked
from ...text import visible
from ..lines import document_lines, words
from ..summary import Summary
from . import Detail, Report
from ._places import UNREADABLE, repository_path


def report(documents: Iterable[Checked], summary: Summary, detail: Detail) -> Iterator[str]:
    """The suite of each file once the file is done."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="corpus-tools">\n'
    for file, of_file in groupby(documents, key=lambda document: document.file):
        yield tostring(_suite(visible(repository_path(file)), of_file), encoding="unicode") + "\n"
    yield "</testsuites>\n"


def _suite(path: str, documents: Iterable[Checked]) -> Element:
    count, troubled = 0, []
    for count, document in enumerate(documents, 1):  # noqa: B007 - the last count is wanted
        if document.findings or document.error is not None:
            troubled.append(document)
    cases = [_case(document, path, among_many=count > 1) for document in troubled] or [_passed(_base(path), path)]
    failed, unread = (sum(case.find(outcome) is not None for case in cases) for outcome in ("failure", "error"))
    suite = Element("testsuite", name=path, tests=str(len(cases)), failures=str(failed), errors=str(unread))
    suite.extend(cases)
    return suite


def _passed(name: str, path: str) -> Element:
    """A test case without an outcome; Jenkins takes the dots of a class name for folders."""
    home = PurePosixPath(path)
    return Element("testcase", name=name, classname=".".join((*home.parent.parts, home.stem)), file=path)


def _case(document: Checked, path: str, *, among_many: bool) -> Element:
    """A document with findings. They share one outcome, since readers of JUnit show only the first of a test case."""
    case = _passed(_name(document) if among_many else _base(path), path)
    shown = "\n".join(visible(words(line)) for line in document_lines(document, limit=0))
    failing = [finding for finding in document.findings if finding.severity != "info"]
    if document.error is not None:
        SubElement(case, "error", type=UNREADABLE[1], message=visible(document.error)).text = shown
    elif failing:
        more = f" (and {len(failing) - 1} more)" if len(failing) > 1 else ""
        message = f"{failing[0].code} {visible(failing[0].message)}{more}"
        SubElement(case, "failure", type=failing[0].rule, message=message).text = shown
    else:
        SubElement(case, "system-out").text = shown
    return case


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _name(document: Checked) -> str:
    """What a document among others is called: by its article, else by its line."""
    first = next(iter(document.findings), None)
    if first is None:
        return UNREADABLE[1]
    return visible(first.article) if first.article else f"line {first.line}"


REPORT: Report = report
