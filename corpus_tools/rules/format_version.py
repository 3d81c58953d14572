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
from ._document import Document
from ._rule import Problem, Rule

_MAJOR, _MINOR = map(int, FORMAT_VERSION.split("."))


def check(document: Document) -> Iterator[Problem]:
    if document.version is None or document.version == (_MAJOR, _MINOR) or document.kind is None:
        return
    major, minor = document.version
    given = quoted(f"{major}.{minor}")
    if major > _MAJOR:
        yield Problem(at=("format_version",), message=f"format version {given} is newer than this tool reads ({FORMAT_VERSION})")
    elif major == _MAJOR:
        yield Problem(
            at=("format_version",),
            message=f"format version {given} is newer than this tool knows ({FORMAT_VERSION}): unknown keys are kept, not checked",
            severity="warning",
        )
    else:
        yield Problem(
            at=("format_version",),
            message=f"format version {given} is older than this tool reads ({FORMAT_VERSION})",
            fix="run `corpus-tools migrate` on the file",
        )


RULE = Rule(code="FMT004", name="format-version", severity="error", level=1, subject="source", check=check)
