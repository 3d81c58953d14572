"""A record is not in canonical form: order of keys and annotations, one annotation per line, 12.0 for 12.

The canonical form makes a corrected label a one-line change in git. It is off in `validate` unless selected; its home
is `corpus-tools fmt`, which writes it.

Fails:

    {"text": "Ada wrote to Charles.", "$indent": 4}

Passes:

    {"text": "Ada wrote to Charles.", "$canonical": true}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..canonical import canonical
from ._document import Document
from ._rule import Problem, Rule


def check(document: Document) -> Iterator[Problem]:
    if document.kind != "article" or document.text is None or not document.fits:
        return
    wanted = canonical(document.text)
    if wanted != document.text:
        pairs = enumerate(zip(wanted, document.text, strict=False))
        first = next((at for at, (a, b) in pairs if a != b), min(len(wanted), len(document.text)))
        yield Problem(
            offset=first,
            message="the file is not in canonical form from here on",
            fix="run `corpus-tools fmt` on the file",
        )


RULE = Rule(
    code="FMT005",
    name="canonical-form",
    severity="info",
    level=1,
    subject="source",
    check=check,
    fix="safe",
    default=False,
)
