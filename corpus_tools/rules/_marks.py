"""Quotation marks of a text: which open, which close, and which belong together.

`marks(view)` gives the analysis, worked out once a record:

    found = marks(view)
    found.passages   # [(open, close), …]: offsets of the two marks of each quoted passage, by `open`, nested ones too
    found.running    # [(open, end), …]: a passage that stays open to the end of its paragraph and is taken up anew
                     # by the mark that opens the next one; `end` is the end of the paragraph
    found.unmatched  # [offset, …]: marks without a partner

So the words of a passage are `text[open + 1 : close]`, those of a running one `text[open + 1 : end]`. `passages(view)`
is short for the first.

Double marks “ ” „ « » ‹ › 「 」 『 』 and the straight " are told apart by what stands on either side where a mark
may both open and close („so“, “so”, ”so”, ”so“, „so", »so«, «so», »so»). Pairs never leave a paragraph. In Cyrillic
text one mark closes two that end together («Фирма «Ромашка»). Single marks ‘ ’ ‚ count only inside double ones, the
closing one only before no letter; they are never unmatched, since an apostrophe looks the same. Inches (5"), and "
inside Hebrew words, are no marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import chain
from unicodedata import category

from msgspec import Struct

from ..text import occurrences
from ._once import once
from ._sections import innermost
from ._view import View

DOUBLE = '“”„«»‹›「」『』"'
SINGLE = "‘’‚"
_DIRECTED = {"”": "“„", "»": "«", "›": "‹", "」": "「", "』": "『", "’": "‘‚"}
"""Marks that a closing mark closes wherever it stands."""
_UNDIRECTED = {"”": "”", "»": "»", "›": "›", "“": "„”", "«": "»", "‹": "›", '"': '"„', "‘": "‚"}
"""Marks that a mark closes unless it looks as if it opened."""
_OPENING = "“„「『‘‚"
_MOSTLY_OPENING = '«‹"'
_MOSTLY_CLOSING = "”»›"
_ANEW = {"«": "«»", "‹": "‹›"}
"""What the next paragraph of a running passage may begin with, where it is not the same mark."""
_NOT_BEFORE = frozenset(".,;!?…)]}。，、；！？）】》،؛؟।")
_NOT_AFTER = _NOT_BEFORE | {":", "："}
_CYRILLIC = re.compile("[\u0400-\u052f]")


class Marks(Struct, frozen=True):
    """The quotation marks of a text; all numbers are offsets of marks in code points."""

    passages: list[tuple[int, int]]
    running: list[tuple[int, int]]
    unmatched: list[int]


_NONE = Marks([], [], [])


def passages(view: View) -> list[tuple[int, int]]:
    """Offsets of the opening and closing mark of every quoted passage, in the order of the opening marks."""
    return marks(view).passages


@once
def marks(view: View) -> Marks:
    """The quotation marks of the article."""
    text = view.text
    present = [mark for mark in ('"' if view.is_ascii else DOUBLE) if mark in text]
    if not present:
        return _NONE
    single = [mark for mark in ("" if view.is_ascii else "‘‚") if mark in text]
    pairs = None if single else _plain_pairs(text, present)
    return Marks(pairs, [], []) if pairs is not None else _closely(view, [*present, *single, *("’" if single else "")])


def _plain_pairs(text: str, present: list[str]) -> list[tuple[int, int]] | None:
    """The pairs of a text with one sort of marks that open and close in turn; None where it is not so plain."""
    if present == ["“", "”"]:
        opening, closing = list(occurrences(text, "“")), list(occurrences(text, "”"))
    elif present == ['"'] and _looks_plain(text, every := list(occurrences(text, '"'))):
        opening, closing = every[::2], every[1::2]
    else:
        return None
    if len(opening) != len(closing):
        return None
    pairs = list(zip(opening, closing, strict=True))
    flat = list(chain.from_iterable(pairs))
    return pairs if flat == sorted(flat) and all(text.find("\n\n", start, end) < 0 for start, end in pairs) else None


def _looks_plain(text: str, straight: list[int]) -> bool:
    """Whether every second straight mark may close what the one before it may open."""
    return not (
        any(looks_closing(text, at) for at in straight[::2])
        or any(looks_opening(text, at) for at in straight[1::2])
        or any(_is_doubtful(text, at) for at in straight)
    )


def _closely(view: View, present: list[str]) -> Marks:
    """The marks of a text, looked at one by one."""
    paragraphs = _paragraphs(view, sorted(at for mark in present for at in occurrences(view.text, mark)))
    pairs = sorted(pair for paragraph in paragraphs for pair in paragraph.pairs)
    left_open = [paragraph for paragraph in paragraphs if paragraph.open]
    running = _running(view, left_open) if left_open else []
    carried = {at for at, _ in running}
    alone = [at for paragraph in paragraphs for at in (*paragraph.unmatched, *paragraph.open) if at not in carried]
    return Marks(pairs, running, sorted(alone))


def _paragraphs(view: View, offsets: list[int]) -> list[_Paragraph]:
    """The paragraphs that hold marks, with their marks paired."""
    found: list[_Paragraph] = []
    inside: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at in offsets:
        inside[view.block(at)].append(at)
    for (_, end), some in inside.items():
        found.append(_Paragraph(view.text, end, some))
    return found


class _Paragraph:
    """The marks of one paragraph, paired from left to right: each open one waits on a stack for its partner."""

    def __init__(self, text: str, end: int, offsets: list[int]) -> None:
        self.end = end
        self.pairs: list[tuple[int, int]] = []
        self.unmatched: list[int] = []
        self._text = text
        self._stack: list[int] = []
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
        begins = at == 0 or self._text[at - 1] == "\n"
        return mark in _OPENING or (mark in _MOSTLY_CLOSING and (begins or looks_opening(self._text, at)))

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
            if _is_doubtful(self._text, at):
                found[at] = closing
            else:
                closes = self._text[at] == "”" or (self._text[at] != "„" and looks_closing(self._text, at))
                closing = closing + 1 if closes else 0
        return found

    def _is_needed(self, at: int) -> bool:
        """Whether a doubtful mark must be a quotation mark for those around it to have partners."""
        mark, closing = self._text[at], self._doubtful[at]
        waiting = sum(self._waiting[opener] for opener in ('"„' if mark == '"' else "“„”"))
        return waiting > closing or (waiting == 0 < closing and mark == '"' and not looks_closing(self._text, at))


def looks_opening(text: str, at: int) -> bool:
    """Whether a mark stands as opening marks do: something new follows, and no word or its punctuation goes before."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not after or after.isspace() or after in _NOT_AFTER:
        return False
    return not _in_word(before) and before not in _NOT_BEFORE


def looks_closing(text: str, at: int) -> bool:
    """Whether a mark stands as closing marks do: a word or its punctuation goes before, and no word follows."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (_in_word(before) or before in _NOT_BEFORE) and not after.isalnum()


def _in_word(character: str) -> bool:
    """Whether a character may end a word: a letter, a digit, or a mark that combines with one, as in Thai and Hindi."""
    return character.isalnum() or (character > "\u02ff" and category(character)[0] == "M")


def _is_doubtful(text: str, at: int) -> bool:
    """Whether a mark may stand for inches or seconds, or belong to a Hebrew word."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] not in '"”':
        return False
    return before.isnumeric() or ("\u05d0" <= before <= "\u05ea" and "\u05d0" <= after <= "\u05ea")


def _running(view: View, left_open: list[_Paragraph]) -> list[tuple[int, int]]:
    """Marks left open at the end of a paragraph that the next one of the same sort of section takes up again."""
    starts = list(_block_starts(view))
    by_type: dict[str, list[int]] = defaultdict(list)
    for start, section in zip(starts, innermost(view, starts), strict=True):
        by_type[section.type if section else ""].append(start)
    found = []
    for paragraph, section in zip(left_open, innermost(view, [part.open[0] for part in left_open]), strict=True):
        candidates = by_type[section.type if section else ""]
        following = bisect_right(candidates, paragraph.end)
        if following < len(candidates):
            found += _taken_up(view.text, paragraph, candidates[following])
    return found


def _block_starts(view: View) -> list[int]:
    starts = [0]
    while (end := view.block(starts[-1])[1]) < view.length:
        starts.append(end + 2)
    return starts


def _taken_up(text: str, paragraph: _Paragraph, at: int) -> list[tuple[int, int]]:
    """The open marks of a paragraph with which the paragraph that begins at an offset begins."""
    found = []
    for opened in paragraph.open:
        while text[at : at + 1].isspace():
            at += 1
        has_words = opened + 1 < paragraph.end
        if at == len(text) or not has_words or text[at] not in _ANEW.get(text[opened], text[opened]):
            break
        found.append((opened, paragraph.end))
        at += 1
    return found
