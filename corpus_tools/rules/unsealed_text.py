"""The text is not sealed: its length or its checksum is not given.

`text_length` and `text_sha256` show every reader that the text is the one that was annotated, and that offsets are
counted alike. A record written by hand may wait with them; they are needed before annotations can be carried over to
a changed text.

Fails:

    {"text": "Ada wrote to Charles.", "$unsealed": true}

Passes:

    {"text": "Ada wrote to Charles.", "text_length": 21,
     "text_sha256": "275ff7c2895e635630a5b2d754e90a17eb3ce29e067fe50ffd4d9d32c1cfc5ee"}
"""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps

from ._changes import put
from ._rule import Problem, Rule
from ._sealing import checksum
from ._view import View


def check(view: View) -> Iterator[Problem]:
    record = view.record
    if record.text_length and record.text_sha256:
        return
    missing: dict[str, int | str] = {}
    if not record.text_length and ("text_length",) not in view.removed:
        missing["text_length"] = view.length
    if not record.text_sha256 and ("text_sha256",) not in view.removed:
        missing["text_sha256"] = checksum(view.text)
    if missing:
        yield Problem(
            message=f"{' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} not given",
            fix=f"set {' and '.join(f'{field} to {dumps(value)}' for field, value in missing.items())}",
            changes=put(record, **missing),
        )


RULE = Rule(code="TXT011", name="unsealed-text", severity="info", level=2, check=check, fix="safe")
