"""A file is not UTF-8, or starts with a byte order mark.

Records are UTF-8 without a byte order mark, whatever the system. Nothing is replaced or guessed: save the file as
UTF-8 from the program that wrote it. A byte order mark is only a warning, the rest of the file is read.

Fails:

    {"text": "Ada wrote to Charles.", "$bytes": "efbbbf"}

Passes:

    {"text": "Zoë wrote to Łukasz."}
"""

from __future__ import annotations

from collections.abc import Iterator

from ._document import Document
from ._rule import Problem, Rule

_MARKS = {b"\xff\xfe\0\0": "UTF-32", b"\0\0\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def check(document: Document) -> Iterator[Problem]:
    if document.has_bom:
        yield Problem(
            offset=0,
            message="the file starts with a byte order mark",
            fix="save it as UTF-8 without a byte order mark",
            severity="warning",
        )
    if document.text is not None:
        return
    try:
        document.data.decode("utf-8")
    except UnicodeDecodeError as error:
        other = next((name for mark, name in _MARKS.items() if document.data.startswith(mark)), None)
        found = f"byte {document.data[error.start]:#04x} at byte offset {error.start}"
        yield Problem(
            offset=error.start,
            message=f"the file is not UTF-8: it looks like {other}"
            if other
            else f"the file is not UTF-8: {found} ({error.reason})",
        )


RULE = Rule(code="FMT001", name="encoding", severity="error", level=1, subject="source", check=check, fix="safe")
