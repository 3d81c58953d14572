"""The text holds a character that no text may hold, or has white space at its start or end.

Lines end in a line feed only; tabs, carriage returns and other control characters, byte order marks, object
replacement characters and noncharacters are not allowed: programs drop or convert them without a word, and every
offset behind them is then wrong. Take them out when the text is imported. Each such character is reported once, at
its first place. No-break spaces and other spaces inside the text are allowed.

Fails:

    {"text": "Ada wrote\\tto Charles."}

Passes:

    {"text": "Ada wrote to Charles.\\n\\nHe\\u00a0read it."}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import quoted
from ._characters import named
from ._retext import Piece, mended
from ._rule import Problem, Rule
from ._view import View

_FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffc\ufffe\uffff]")
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
_EDGE = "\n \u00a0"
_ALONG = "and move the annotations behind it along"


def check(view: View) -> Iterator[Problem]:
    if view.is_accepted:
        return  # the schema refuses the same characters
    if _FORBIDDEN.search(view.text):
        yield from _forbidden(view)
    if view.text[0] in _EDGE or view.text[-1] in _EDGE:
        yield from _white_edges(view)


def _forbidden(view: View) -> Iterator[Problem]:
    text = view.text
    for character in dict.fromkeys(_FORBIDDEN.findall(text)):
        at, count = text.index(character), text.count(character)
        more = f", and {count - 1} more" if count > 1 else ""
        yield Problem(
            at=("text",),
            message=f"the character {named(character)} is not allowed in the text: at {at}{more}",
            span=(at, at + 1),
            fix=f"take it out {_ALONG}",
            changes=mended(view, _pieces(view.text, character)),
        )


def _pieces(text: str, character: str) -> list[Piece]:
    """What is to stand in the place of each: nothing, but a line end for what ends lines and a blank for a tab."""
    if character == "\r":
        return [
            (m.start(), m.end(), "" if text[m.end() : m.end() + 1] == "\n" else "\n") for m in re.finditer("\r", text)
        ]
    new = " " if character == "\t" else "\n" if character in _LINE_ENDS else ""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    places = [match.start() for match in re.finditer(re.escape(character), text)]
    return [(at, at + 1, new if start <= at < end else "") for at in places]


def _white_edges(view: View) -> Iterator[Problem]:
    text = view.text
    start, end = len(text) - len(text.lstrip(_EDGE)), len(text.rstrip(_EDGE))
    stretches = [(0, start, "begins with")] if start else []
    if 0 < end < len(text):
        stretches.append((end, len(text), "ends in"))
    for first, last, does in stretches:
        yield Problem(
            at=("text",),
            message=f"the text {does} white space: {quoted(text[first:last])} at {first}-{last}",
            span=(first, last),
            fix=f"take it out {_ALONG}",
            changes=mended(view, [(first, last, "")]),
        )


RULE = Rule(code="TXT002", name="forbidden-character", severity="error", level=2, check=check, fix="unsafe")
