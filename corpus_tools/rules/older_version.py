"""The record has an older format version.

It can be read once it has been brought to the current version, which changes its form and nothing else:
`corpus-tools migrate FILE`, or `validate --fix`. Until then it is not looked at any further.

Fails:

    {"format_version": "0.9", "text": "It rained."}

Passes:

    {"text": "It rained."}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import FORMAT_VERSION
from ..text import quoted
from ._document import Document
from ._rule import Problem, Rule


def check(document: Document) -> Iterator[Problem]:
    if document.is_migratable:
        yield Problem(
            at=("format_version",),
            message=f"format version {quoted(document.tree['format_version'])} is older than {quoted(FORMAT_VERSION)}",
            fix="run `corpus-tools migrate` on the file",
        )


RULE = Rule(code="FMT007", name="older-version", severity="warning", level=1, subject="source", check=check, fix="safe")
