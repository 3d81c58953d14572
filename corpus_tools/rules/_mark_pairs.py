"""The quotation marks of one paragraph, put in pairs."""

from __future__ import annotations

import re
from bisect import bisect_right

from ._mark_looks import is_doubtful, looks_closing, looks_opening

DOUBLE = '“”„«»‹›「」『』"'
SINGLE = "‘’‚"
_DIRECTED = {"”": "“„", "»": "«", "›": "‹", "」": "「", "』": "『", "’": "‘‚"}
"""Marks that a closing mark closes wherever it stands."""
_UNDIRECTED = {"”": "”", "»": "»", "›": "›", "“": "„”", "«": "»", "‹": "›", '"': '"„', "‘": "‚"}
"""Marks that a mark closes unless it looks as if it opened."""
_OPENING = "“„「『‘‚"
_MOSTLY_OPENING = '«‹"'
_MOSTLY_CLOSING = "”»›"
_CYRILLIC = re.compile("[\u0400-\u052f]")


class Paragraph:
    """The marks of one paragraph, paired from left to right: each open one waits on a stack for its partner.

    `anew` are marks with which the paragraph may go on with what an earlier one left open, whatever they look like.
    """

    def __init__(self, text: str, end: int, offsets: list[int], anew: str) -> None:
        self.end, self._anew = end, anew
        self.pairs: list[tuple[int, int]] = []
        self.unmatched: list[int] = []
        self._text = text
        self._stack: list[int] = []
        # what a straight mark behind a digit may close: inches may stand inside „ “
        self._typed = '"' if any(text[at] in "“”" for at in offsets) else '"„'
        self._waiting: dict[str, int] = dict.fromkeys(DOUBLE + SINGLE, 0)
        self._doubtful = {**self._doubtful_marks('"', offsets), **self._doubtful_marks("“„”", offsets)}
        for at in offsets:
            self._see(text[at], at)
        self._share()

    @property
    def open(self) -> list[int]:
        """Double marks that are still open at the end of the paragraph, outermost first."""
        return [at for at in self._stack if self._text[at] not in SINGLE]

    def _see(self, mark: str, at: int) -> None:
        if mark in SINGLE and not self._is_quoting(mark, at):
            return
        if at in self._doubtful and not self._is_needed(at):
            return
        if self._awaits(_DIRECTED.get(mark, "")):
            self._close(_DIRECTED[mark] + _UNDIRECTED.get(mark, ""), at)
        elif self._awaits(_UNDIRECTED.get(mark, "")) and not looks_opening(self._text, at):
            self._close(_UNDIRECTED[mark], at)
        elif self._opens(mark, at):
            self._stack.append(at)
            self._waiting[mark] += 1
        elif mark not in SINGLE:
            self.unmatched.append(at)

    def _opens(self, mark: str, at: int) -> bool:
        if mark in _MOSTLY_OPENING:
            return not looks_closing(self._text, at)
        if mark in self._anew and self._text[at - 1] == "\n":
            return True
        return mark in _OPENING or (mark in _MOSTLY_CLOSING and looks_opening(self._text, at))

    def _awaits(self, openers: str) -> bool:
        return any(self._waiting[opener] for opener in openers)

    def _close(self, openers: str, at: int) -> None:
        """Pair a mark with the nearest open one that it may close; what was opened since then stays without partner."""
        while True:
            start = self._stack.pop()
            opener = self._text[start]
            self._waiting[opener] -= 1
            if opener in openers:
                self.pairs.append((start, at))
                return
            if opener not in SINGLE:
                self.unmatched.append(start)

    def _share(self) -> None:
        """Let what is still open in Cyrillic text end with the passage of the same marks that follows first."""
        ended = {}
        inner = sorted(self.pairs) if self.open else []
        for at in self.open:
            start, end = inner[index] if (index := bisect_right(inner, (at, at))) < len(inner) else (at, 0)
            if end and self._text[start] == self._text[at] and _CYRILLIC.match(self._text, at + 1):
                ended[at] = end
        self._stack = [at for at in self._stack if at not in ended]
        self.pairs += ended.items()

    def _is_quoting(self, mark: str, at: int) -> bool:
        """Whether a single mark may be a quotation mark: inside double ones, and no apostrophe before a letter."""
        return bool(self._stack) and (mark != "’" or not self._text[at + 1 : at + 2].isalpha())

    def _doubtful_marks(self, group: str, offsets: list[int]) -> dict[int, int]:
        """Marks that may be no quotation marks, each with how many of its group close what is open right after it."""
        found: dict[int, int] = {}
        closing = 0
        for at in reversed([at for at in offsets if self._text[at] in group]):
            if is_doubtful(self._text, at):
                found[at] = closing
            else:
                closes = self._text[at] == "”" or (self._text[at] != "„" and looks_closing(self._text, at))
                closing = closing + 1 if closes else 0
        return found

    def _is_needed(self, at: int) -> bool:
        """Whether a doubtful mark must be a quotation mark for those around it to have partners."""
        mark, closing = self._text[at], self._doubtful[at]
        waiting = sum(self._waiting[opener] for opener in (self._typed if mark == '"' else "“„”"))
        return waiting > closing or (waiting == 0 < closing and mark == '"' and not looks_closing(self._text, at))
