"""The text is not in Unicode normal form NFC.

Many letters can be written in two ways, as one character or as a letter and an accent that is added to it. They look
the same but are counted and compared differently, so that searches miss them and offsets of other programs do not
fit. Normalise the text when it is imported, before anything is annotated. Only the first place is named.

Fails:

    {"text": "Ada met Zoe\\u0308 at noon."}

Passes:

    {"text": "Ada met Zo\\u00eb at noon."}
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from unicodedata import combining, is_normalized, normalize

from ..text import nfc, quoted
from ._characters import numbers
from ._clusters import pattern
from ._retext import Piece, mended
from ._rule import Problem, Rule
from ._view import View

_LONGEST = 32
"""Code points looked at to find where the first place ends."""


def check(view: View) -> Iterator[Problem]:
    if view.is_plain or is_normalized("NFC", view.text):
        return
    start, end = _first_place(view.text)
    written = view.text[start:end]
    wanted = normalize("NFC", written)
    yield Problem(
        at=("text",),
        message=f"the text is not in normal form NFC: {quoted(written)} at {start}-{end} is written {numbers(written)}"
        f" where NFC has {numbers(wanted)}",
        span=(start, end),
        fix="bring the text into NFC and move the annotations along",
        changes=mended(view, list(_pieces(view.text))),
    )


def _first_place(text: str) -> tuple[int, int]:
    """The first stretch that normalisation changes: a letter with what combines with it.

    Whatever is in NFC begins with something that is in NFC, so the place is found by halving.
    """
    last = bisect_left(range(len(text)), True, key=lambda at: not is_normalized("NFC", text[: at + 1]))
    start, end = last, last + 1
    while start > max(0, last - _LONGEST) and (combining(text[start]) or is_normalized("NFC", text[start:end])):
        start -= 1
    while end < min(len(text), start + _LONGEST) and _combines(text[start:end], text[end]):
        end += 1
    return start, end


def _pieces(text: str) -> Iterator[Piece]:
    """Every letter with its marks that normalisation changes, and what it makes of it."""
    for match in pattern(r"\X").finditer(text):
        wanted = nfc(match.group())
        if wanted != match.group():
            yield *match.span(), wanted


def _combines(before: str, character: str) -> bool:
    together = normalize("NFC", before + character)
    return combining(character) > 0 or together != normalize("NFC", before) + normalize("NFC", character)


RULE = Rule(code="TXT001", name="normal-form", severity="error", level=2, check=check, fix="unsafe")
