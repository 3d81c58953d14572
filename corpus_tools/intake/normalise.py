"""The text of a record from raw text: cleaned once, as the format wants it, and every change told.

Only what no reader sees is changed: line ends, control and invisible characters, normal form NFC, white space at the
edges of lines, and how paragraphs are set apart. Quotation marks, apostrophes, dashes, no-break spaces and the spaces
between words stay as published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import takewhile
from unicodedata import is_normalized

from ..text import JOINERS, UNSEEN, nfc
from .changes import Change, Edit, Step, changes, edited, edited_by_steps, merged
from .wrapping import Wrap, unwrapped


def normalise(raw: str, wrap: Wrap = "auto") -> tuple[str, list[Change]]:
    """Clean a text as the record format wants it, and tell every kind of change with its first place.

    Cleaning a clean text changes nothing. `wrap` says what a single line break is, see `wrapping`. A line feed at the
    very end is how files end, and is not told. Places are counted in lines as an editor shows them.
    """
    breaks = list(_line_ends(raw))
    source = edited(raw, breaks)
    text, told = edited_by_steps(source.removesuffix("\n"), (*_STEPS, partial(unwrapped, wrap=wrap), _nfc))
    return text, merged([*changes(breaks, source), *told])


def _replacing(pattern: str, new: str, what: str) -> Step:
    """A step that replaces every match of a pattern; `{}` in `what` stands for the code points of the match."""

    def find(text: str) -> Iterator[Edit]:
        for match in re.finditer(pattern, text):
            yield Edit(*match.span(), new, what.format(_code_points(match.group())) if "{}" in what else what)

    return find


def _code_points(text: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(text))


def _nfc(text: str) -> Iterator[Edit]:
    """Normal form NFC, stretch by stretch: a character of ASCII never joins what is before it."""
    if is_normalized("NFC", text):
        return
    for match in re.finditer(r"[\x00-\x7f]?[^\x00-\x7f]+", text):
        written, wanted = match.group(), nfc(match.group())
        if written != wanted:
            same = _alike(written, wanted)
            yield Edit(match.start() + same, match.end(), wanted[same:], "brought into normal form NFC")


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


_EDGE = rf"(?:[^\S\n]|[{JOINERS}])"
_line_ends = _replacing(r"\r\n?", "\n", "line end CRLF or CR made LF")
_STEPS: tuple[Step, ...] = (
    _replacing("[\x0b\x0c\x85\u2028]", "\n", "line separator {} made a line break"),
    _replacing("\u2029", "\n\n", "paragraph separator {} made an empty line"),
    _replacing("\t", " ", "tab made a space"),
    _nfc,  # before joiners are looked at: a Kelvin sign becomes the letter K
    _replacing("\ufeff", "", "byte order mark taken out"),
    _replacing("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffc\ufffe\uffff]", "", "forbidden character {} taken out"),
    _replacing(UNSEEN, "", "invisible character {} taken out"),
    _replacing(rf"(?<![^\n]){_EDGE}++", "", "white space at the start of a line taken out"),
    _replacing(rf"(?<!{_EDGE}){_EDGE}++(?![^\n])", "", "white space at the end of a line taken out"),
    _replacing(
        rf"(?<![^\x00-\x7f])[{JOINERS}]+|[{JOINERS}]+(?![^\x00-\x7f])", "", "joiner {} that joins nothing taken out"
    ),
    _replacing(r"\n{3,}", "\n\n", "empty lines made one"),
    _replacing(r"\A\n+|\n+\Z", "", "empty line at the start or end taken out"),
)
