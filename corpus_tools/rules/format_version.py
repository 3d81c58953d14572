"""A file is of a format version that this tool does not know.

Another major version is refused. A newer minor version is read as far as it is known: what is unknown is reported,
kept when the file is written, and otherwise left alone.

Fails:

    {"format_version": "2.0", "text": "Ada wrote to Charles."}

Passes:

    {"format_version": "1.0", "text": "Ada wrote to Charles."}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import FORMAT_VERSION
from ..text import quoted
from ._document import FORMAT, Document
from ._rule import Problem, Rule


def check(document: Document) -> Iterator[Problem]:
    if document.version is None or document.version == FORMAT or document.kind is None:
        return
    major, minor = document.version
    given = quoted(f"{major}.{minor}")
    if major > FORMAT[0]:
        yield Problem(
            at=("format_version",), message=f"format version {given} is newer than this tool reads ({FORMAT_VERSION})"
        )
    elif document.is_newer:
        yield Problem(
            at=("format_version",),
            message=f"format version {given} is newer than this tool knows ({FORMAT_VERSION}): "
            "unknown keys are kept, not checked",
            severity="warning",
        )
    elif not document.is_migratable:
        yield Problem(
            at=("format_version",),
            message=f"format version {given} is older than this tool reads ({FORMAT_VERSION})",
        )


RULE = Rule(code="FMT004", name="format-version", severity="error", level=1, subject="source", check=check)
