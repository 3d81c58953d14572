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

from msgspec.structs import replace

from ..text import quoted
from ._characters import named
from ._retext import Piece, mended
from ._rule import Problem, Rule
from ._view import View

_CHARACTERS = "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffc\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_CHARACTERS}]")
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
_EDGE = "\n \u00a0"
_JUNK = re.compile(f"[{_CHARACTERS}{_EDGE}]*")
"""What may not stand at the start or the end."""


def check(view: View) -> Iterator[Problem]:
    if view.is_accepted:
        return  # the schema refuses the same characters
    for number, problem in enumerate(_problems(view)):
        # what mends the first one mends all
        yield problem if number else replace(problem, changes=mended(view, list(_pieces(view.text))))


def _problems(view: View) -> Iterator[Problem]:
    text = view.text
    for character in dict.fromkeys(_FORBIDDEN.findall(text)):
        at, count = text.index(character), text.count(character)
        more = f", and {count - 1} more" if count > 1 else ""
        yield _problem(f"the character {named(character)} is not allowed in the text: at {at}{more}", at, at + 1)
    start, end = len(text) - len(text.lstrip(_EDGE)), len(text.rstrip(_EDGE))
    if start:
        yield _problem(f"the text begins with white space: {quoted(text[:start])} at 0-{start}", 0, start)
    if 0 < end < len(text):
        yield _problem(f"the text ends in white space: {quoted(text[end:])} at {end}-{len(text)}", end, len(text))


def _problem(message: str, start: int, end: int) -> Problem:
    fix = "take it out and move the annotations behind it along"
    return Problem(at=("text",), message=message, span=(start, end), fix=fix)


def _pieces(text: str) -> Iterator[Piece]:
    """What is to stand in the place of each: nothing, but a line end for what ends lines and a blank for a tab."""
    start, end = _length(text), len(text) - _length(text[::-1])
    if start:
        yield 0, start, ""
    for match in _FORBIDDEN.finditer(text, start, end):
        yield *match.span(), _instead(text, match.start())
    if end < len(text):
        yield end, len(text), ""


def _length(text: str) -> int:
    """How much at the start of a text may not stand there."""
    match = _JUNK.match(text)
    return match.end() if match else 0


def _instead(text: str, at: int) -> str:
    character = text[at]
    if character == "\t":
        return " "
    ends_line = character in _LINE_ENDS or (character == "\r" and text[at + 1] != "\n")
    return "\n" if ends_line else ""


RULE = Rule(code="TXT002", name="forbidden-character", severity="error", level=2, check=check, fix="unsafe")
