"""Quotes of formats whose quotes take in their quotation marks, and run over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span

_MARK = "(?:``|''|[“”„‟«»‹›\"'‘’‚—–])"
_OPEN, _CLOSE = re.compile(rf"\s*{_MARK}\s*"), re.compile(rf"\s*{_MARK}\s*\Z")
_APART = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def content(start: int, end: int, text: str) -> list[Span]:
    """What is said: a stretch without the quotation marks around it, with a span in each paragraph.

    >>> [span.text for span in content(0, 15, "“ Go . Now !  ”")]
    ['Go . Now !']
    """
    if opening := _OPEN.match(text, start, end):
        closing = _CLOSE.search(text, opening.end(), end)
        start, end = opening.end(), closing.start() if closing else end
    return list(_in_paragraphs(start, end, text))


def _in_paragraphs(start: int, end: int, text: str) -> Iterator[Span]:
    for match in _APART.finditer(text, start, max(start, end)):
        first, last = match.span()
        words = text[first:last]
        first, last = first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())
        if first < last:
            yield Span(first, last, text[first:last])
