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
inside Hebrew words, are no marks, nor is a » or › without partner that has white space around it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import chain

from msgspec import Struct

from ..text import occurrences
from ._mark_looks import is_arrow, is_doubtful, looks_closing, looks_opening
from ._mark_pairs import DOUBLE, Paragraph
from ._once import once
from ._sections import innermost
from ._view import View

_ANEW = {"«": "«»", "‹": "‹›"}
"""What the next paragraph of a running passage may begin with, where it is not the same mark."""


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
    there = view.beyond_ascii.union('"' if '"' in text else ())
    present = [mark for mark in DOUBLE if mark in there]
    if not present:
        return _NONE
    single = [mark for mark in "‘‚" if mark in there]
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
        or any(is_doubtful(text, at) for at in straight)
    )


def _closely(view: View, present: list[str]) -> Marks:
    """The marks of a text, looked at one by one."""
    paragraphs = _paragraphs(view, sorted(at for mark in present for at in occurrences(view.text, mark)))
    pairs = sorted(pair for paragraph in paragraphs for pair in paragraph.pairs)
    left_open = [paragraph for paragraph in paragraphs if paragraph.open]
    running = _running(view, left_open) if left_open else []
    carried = {at for at, _ in running}
    alone = [at for paragraph in paragraphs for at in (*paragraph.unmatched, *paragraph.open) if at not in carried]
    return Marks(pairs, running, sorted(at for at in alone if not is_arrow(view.text, at)))


def _paragraphs(view: View, offsets: list[int]) -> list[Paragraph]:
    """The paragraphs that hold marks, with their marks paired."""
    found: list[Paragraph] = []
    inside: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at in offsets:
        inside[view.block(at)].append(at)
    for (_, end), some in inside.items():
        left_open = found[-1].open[:2] if found else []
        anew = "".join(_ANEW.get(view.text[at], "") for at in left_open)
        found.append(Paragraph(view.text, end, some, anew))
    return found


def _running(view: View, left_open: list[Paragraph]) -> list[tuple[int, int]]:
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


def _taken_up(text: str, paragraph: Paragraph, at: int) -> list[tuple[int, int]]:
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
