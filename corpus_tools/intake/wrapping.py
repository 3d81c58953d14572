"""Single line breaks: are they where a paragraph ends, or only where a line was full?

A text holds either one paragraph a line, or lines wrapped at some width with empty lines between paragraphs. It is
taken for wrapped where all of this holds, and for one paragraph a line otherwise:

- it has three or more single breaks, and the widest of the lines beside them has 30 to 120 columns;
- at two thirds of them or more the next word would not have fitted into the widest of these lines;
- at one third of them or more no sentence ends before, and no capital comes after.

In a wrapped text the breaks at which the line was full are taken out; in any text, those at which a sentence runs on in
lower case. All others end a paragraph. A line that ends in a hyphen is closed up with the next one and keeps its
hyphen, since nobody can tell whether it belongs to the word; Chinese and Japanese are closed up without a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from ..text import width
from .changes import Edit
from .lines import ends_sentence

Wrap = Literal["auto", "lines", "paragraphs", "keep"]
"""What a single line break is: to be found out; the end of a paragraph; a space; itself."""

NARROWEST, WIDEST = 30, 120
FEWEST = 3
_SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_UNSPACED = re.compile("[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Chinese and Japanese; Korean sets spaces."""


class Break(Struct, frozen=True):
    """A single line break at an offset, with the lines on either side of it."""

    at: int
    before: str
    after: str

    @property
    def runs_on(self) -> bool:
        """Whether a sentence certainly goes on behind it."""
        return self.may_run_on and self.after[0].islower()

    @property
    def may_run_on(self) -> bool:
        """Whether a sentence may go on behind it; scripts without capitals do not tell."""
        return not ends_sentence(self.before) and not self.after[0].isupper()

    def is_full(self, columns: int) -> bool:
        """Whether the first word of the next line would not have fitted into so many columns."""
        first = self.after[0] if _UNSPACED.match(self.after) else self.after.split(" ", 1)[0]
        return width(self.before) + len(self._space) + width(first) > columns

    @property
    def _space(self) -> str:
        unspaced = _UNSPACED.match(self.before[-1]) and _UNSPACED.match(self.after)
        return "" if unspaced or self._is_hyphened else " "

    @property
    def _is_hyphened(self) -> bool:
        return self.before[-1] in "-\u2010" and self.before[-2:-1].isalpha() and self.after[0].isalpha()

    def joined(self) -> Edit:
        """The edit that makes one line of the two."""
        what = "line break after a hyphen closed up" if self._is_hyphened else "line break inside a paragraph taken out"
        return Edit(self.at, self.at + 1, self._space, what)

    def parted(self) -> Edit:
        """The edit that makes two paragraphs of the two lines."""
        return Edit(self.at, self.at + 1, "\n\n", "single line break made an empty line")


def unwrapped(text: str, wrap: Wrap) -> Iterator[Edit]:
    """The edits after which every paragraph of a text is one line; none for `keep`."""
    if wrap == "keep":
        return
    breaks = list(_breaks(text))
    columns = max((width(line) for one in breaks for line in (one.before, one.after)), default=0)
    wrapped = wrap == "auto" and is_wrapped(breaks, columns)
    for one in breaks:
        joins = wrap == "paragraphs" or (wrap == "auto" and (one.runs_on or (wrapped and one.is_full(columns))))
        yield one.joined() if joins else one.parted()


def is_wrapped(breaks: Sequence[Break], columns: int) -> bool:
    """Whether the single breaks of a text, none of whose lines is wider than `columns`, are those of wrapped lines."""
    full = sum(one.is_full(columns) for one in breaks)
    going_on = sum(one.may_run_on for one in breaks)
    return (
        len(breaks) >= FEWEST
        and NARROWEST <= columns <= WIDEST
        and 3 * full >= 2 * len(breaks)
        and 3 * going_on >= len(breaks)
    )


def _breaks(text: str) -> Iterator[Break]:
    for match in _SINGLE_BREAK.finditer(text):
        at = match.start()
        end = text.find("\n", at + 1)
        yield Break(at, text[text.rfind("\n", 0, at) + 1 : at], text[at + 1 : end if end >= 0 else len(text)])
