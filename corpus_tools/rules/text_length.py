"""`text_length` is not the number of code points of the text.

Offsets count Unicode code points. A length that counts the bytes of the UTF-8 form, or the UTF-16 units of
JavaScript and Java, shows that the program which wrote the record counts otherwise, and that its offsets are likely
to be wrong wherever the text is not plain ASCII. Where the checksum shows that the text was changed (TXT005), another
length is no wonder and only such a wrong unit is reported.

Fails:

    {"text": "Zoë wrote to Łukasz.", "text_length": 22}

Passes:

    {"text": "Zoë wrote to Łukasz.", "text_length": 20}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import utf8_length, utf16_length
from ._changes import put
from ._rule import Problem, Rule
from ._sealing import is_sealed
from ._view import View


def check(view: View) -> Iterator[Problem]:
    given = view.record.text_length
    if not given or given == view.length:
        return
    unit = _unit(view.text, given)
    changed = bool(view.record.text_sha256) and not is_sealed(view)
    if unit or not changed:
        counts = f"counts the {unit} of the text" if unit else "is not the length of the text"
        yield Problem(
            at=("text_length",),
            message=f"{given} {counts}, which has {view.length} code points",
            fix=None if changed else f"set text_length to {view.length}",
            changes=() if changed else put(view.record, text_length=view.length),
        )


def _unit(text: str, length: int) -> str | None:
    """What the wrong length counts, if that can be told."""
    if length == utf8_length(text):
        return "UTF-8 bytes"
    return "UTF-16 units" if length == utf16_length(text) else None


RULE = Rule(code="TXT006", name="text-length", severity="error", level=2, check=check, fix="safe")
