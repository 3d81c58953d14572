"""The text is not the one that the checksum was made of.

`text_sha256` is the SHA-256 of the text as UTF-8. The text is frozen once annotation has begun, since a change moves
everything behind it: bring the old text back, or carry the annotations over to the new one. Where the old checksum
was made of the same text with other line ends, or with a line feed at its end, the finding says so.

Fails:

    {"text": "Ada wrote to Charles.",
     "text_sha256": "8315cccf7490a33ebc656552911cd0571e1491949de82f0bf8b685b26ecbd6f8"}

Passes:

    {"text": "Ada wrote to Charles.",
     "text_sha256": "275ff7c2895e635630a5b2d754e90a17eb3ce29e067fe50ffd4d9d32c1cfc5ee"}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..text import quoted
from ._rule import Problem, Rule
from ._sealing import checksum, is_sealed
from ._view import View

_OTHER_FORMS: dict[str, Callable[[str], str]] = {
    "with a line feed at its end": lambda text: text + "\n",
    "with CR LF as line ends": lambda text: text.replace("\n", "\r\n"),
    "with CR LF as line ends and at its end": lambda text: text.replace("\n", "\r\n") + "\r\n",
    "with a byte order mark before it": lambda text: "\ufeff" + text,
}


def check(view: View) -> Iterator[Problem]:
    given = view.record.text_sha256
    if not given or is_sealed(view):
        return
    form = next((name for name, change in _OTHER_FORMS.items() if checksum(change(view.text)) == given), None)
    why = f"it was made of the same text {form}" if form else "the text was changed after it was made"
    yield Problem(at=("text_sha256",), message=f"{quoted(given, 16)} is not the SHA-256 of the text: {why}")


RULE = Rule(code="TXT005", name="text-checksum", severity="error", level=2, check=check)
