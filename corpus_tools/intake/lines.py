"""What a line of text shows without being understood: how it ends, how it begins, how wide it is."""

from __future__ import annotations

import re

from ..text import width

_CLOSERS = "\"'”’“‘»«›)\\]"
_SENTENCE_END = re.compile(rf"[.!?…。！？؟۔।][{_CLOSERS}]*\Z")
_FULL_STOP = re.compile(rf"[.…。۔।][{_CLOSERS}]*\Z")


def ends_sentence(line: str) -> bool:
    """Whether a line ends in a full stop, question mark or exclamation mark, closing marks after it allowed.

    >>> ends_sentence("“Why now?”"), ends_sentence("Talks collapse")
    (True, False)
    """
    return _SENTENCE_END.search(line) is not None


def ends_in_full_stop(line: str) -> bool:
    """Whether a line ends as a statement does; headings may ask or call out, but have no full stop."""
    return _FULL_STOP.search(line) is not None


def is_short(line: str, columns: int) -> bool:
    """Whether a line takes no more than so many columns, wide characters counted twice."""
    return len(line) <= columns and width(line) <= columns


def has_case(text: str) -> bool:
    """Whether a text is in a script with capitals."""
    return text.lower() != text.upper()


def is_capitalised(word: str) -> bool:
    """Whether a word begins with a capital, or with a letter of a script that has none."""
    return word[:1].isalpha() and not word[:1].islower()
