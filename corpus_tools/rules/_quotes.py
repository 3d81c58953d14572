"""Quotes held against the quotation marks of the article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from ..model import Quote, Span
from ..tagset import TagSet
from ._changes import move
from ._mark_pairs import DOUBLE
from ._marks import marks
from ._once import once
from ._rule import Change
from ._view import LayerView, View

NEAR = 3
"""Code points by which a span may miss the marks and still be taken to mean the passage between them."""
_LONG = 3
"""Words from which on a passage in marks is more than a scare quote."""
_LONG_UNSPACED = 6
"""The same in characters of scripts that put no spaces between words."""
_LOOKED_AT = 400
"""Code points from which on a passage is long, and an insertion too long to be one."""
_UNSPACED = "[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_INSERTION = r"[\s,.;:!?…]*(?:[‒–—―]|\s-\s)[^‒–—―]+(?:[‒–—―]|\s-\s)[\s,.;:!?…]*"
"""What may stand between two spans of content without marks: «so —dijo ella—, y así», «так, — сказала она, — и так»."""
_LAST_INSERTION = r"[\s,.;:!?…]*(?:[‒–—―]|\s-\s)[^‒–—―]+(?:(?:[‒–—―]|\s-\s)[\s,.;:!?…]*)?"
_OPENING_ELSE = frozenset("'‘‚‛`´＂〝")
_CLOSING_ELSE = frozenset("'’‘`´＂〞〟")
"""Marks that may stand around a quote but are not always quotation marks, so that they are not paired."""
ANY_MARK = _OPENING_ELSE.union(_CLOSING_ELSE, DOUBLE)
"""Everything that may be a quotation mark."""


class Passage(NamedTuple):
    """A passage in quotation marks: its marks, and its words `[start, end)` without white space at the edges.

    `close` is the end of the paragraph where the passage runs on into the next one.
    """

    open: int
    close: int
    start: int
    end: int


@once
def passages(view: View) -> list[Passage]:
    """Every passage in marks, nested ones too, and the stretch in each paragraph of those that run on, in order."""
    found = marks(view)
    return [_passage(view.text, *pair) for pair in sorted((*found.passages, *found.running))]


def _passage(text: str, opened: int, closed: int) -> Passage:
    start, end = opened + 1, closed
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Passage(opened, closed, start, end)


def is_long(view: View, passage: Passage) -> bool:
    """Whether a passage has three words or more, so that it is no scare quote."""
    words = view.text[passage.start : min(passage.end, passage.start + _LOOKED_AT)]
    if passage.end - passage.start > _LOOKED_AT or len(words.split(None, _LONG - 1)) >= _LONG:
        return True
    return not words.isascii() and len(re.findall(_UNSPACED, words)) >= _LONG_UNSPACED


@lru_cache(maxsize=64)
def with_marks(tagset: TagSet, policy: str) -> frozenset[str]:
    """The types of quotes with that policy on marks: required, partial, forbidden or any."""
    return frozenset(name for name, resolved in tagset.quotes.items() if resolved.first("marks") == policy)


def type_with(tagset: TagSet, policy: str, *, cue: bool) -> str | None:
    """The first type with that policy on marks that a quote with a cue, or one without, can have."""
    unfit = "forbidden" if cue else "required"
    names = with_marks(tagset, policy)
    return next((name for name, one in tagset.quotes.items() if name in names and one.first("cue") != unfit), None)


class Reach:
    """Stretches of text, to be asked whether one of them touches or covers another stretch."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def touches(self, start: int, end: int) -> bool:
        """Whether one of them shares code points with `[start, end)`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start

    def covers(self, start: int, end: int) -> bool:
        """Whether one of them holds all of `[start, end)`."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._ends[before - 1] >= end


def reach(spans: Iterable[Span]) -> Reach:
    """The stretches that some spans stand at."""
    return Reach((span.start, span.end) for span in spans)


def named(layer: LayerView) -> Reach:
    """What is annotated as an entity: a passage that is one, such as the title of a book, is no quote."""
    return reach(span for part in layer.layer.entities or () for span in part.spans)


class Askew(Struct, frozen=True):
    """A content span that must run from mark to mark and does not; `[start, end)` is what it should be, where clear.

    `holds_marks` tells that the marks themselves stand at its edges.
    """

    quote: Quote
    span: Span
    wanted: tuple[int, int] | None
    holds_marks: bool


@once
def askew(view: View) -> list[Askew]:
    """The content spans that must run from mark to mark and do not."""
    return [found for layer in view.layers if layer.tagset and layer.quotes for found in _layer_askew(view, layer)]


def _layer_askew(view: View, layer: LayerView) -> Iterator[Askew]:
    assert layer.tagset is not None
    required = with_marks(layer.tagset, "required")
    quotes = [quote for quote in layer.quotes if quote.type in required]
    found = marks(view)
    right = {(start + 1, end) for start, end in (*found.passages, *found.running)}
    if {(span.start, span.end) for quote in quotes for span in quote.content} <= right:
        return
    right |= {(passage.start, passage.end) for passage in passages(view)}
    unmatched = set(found.unmatched)
    for quote in quotes:
        if not any(_is_at(span, unmatched) for span in quote.content):
            for group in _groups(view.text, quote.content):
                if not _is_right(view, group, right):
                    yield from _compared(view, quote, group, right)


def _groups(text: str, content: list[Span]) -> Iterator[list[Span]]:
    """The content spans, those together between which nothing but an insertion between dashes stands."""
    group = content[:1]
    for span in content[1:]:
        if not _is_insertion(text, group[-1].end, span.start, _INSERTION):
            yield group
            group = []
        group.append(span)
    yield group


def _is_right(view: View, group: list[Span], right: set[tuple[int, int]]) -> bool:
    """Whether spans run from mark to mark as a whole, or up to an insertion that goes on to the closing mark."""
    start, end = group[0].start, group[-1].end
    if (start, end) in right or _is_in_other_marks(view.text, start, end):
        return True
    ordered = _words_by_start(view)
    index = bisect_left(ordered, (start,))
    passage = ordered[index] if index < len(ordered) else (-1, -1)
    return passage[0] == start and _is_insertion(view.text, end, passage[1], _LAST_INSERTION)


def _is_insertion(text: str, start: int, end: int, pattern: str) -> bool:
    return 0 < end - start <= _LOOKED_AT and re.compile(pattern).fullmatch(text, start, end) is not None


def _is_at(span: Span, offsets: set[int]) -> bool:
    """Whether a span begins or ends at one of some marks: just inside it, or with it."""
    return not offsets.isdisjoint((span.start - 1, span.start, span.end - 1, span.end))


def _is_in_other_marks(text: str, start: int, end: int) -> bool:
    return text[max(start - 1, 0) : start] in _OPENING_ELSE and text[end : end + 1] in _CLOSING_ELSE


def _compared(view: View, quote: Quote, group: list[Span], right: set[tuple[int, int]]) -> Iterator[Askew]:
    """The spans of a group whose edges are wrong, with what they should be."""
    first, last = group[0], group[-1]
    near = nearest_passage(view, first.start, last.end) if first is not last else None
    if near is None:
        for span in group:
            if (span.start, span.end) not in right and not _is_in_other_marks(view.text, span.start, span.end):
                yield _meant(view, quote, span)
    elif first.start != near.start:
        yield Askew(quote, first, (near.start, first.end), first.start <= near.open)
    if near and last.end != near.end:
        yield Askew(quote, last, (last.start, near.end), last.end > near.close)


def _meant(view: View, quote: Quote, span: Span) -> Askew:
    """A span with the passage it most likely means."""
    near = nearest_passage(view, span.start, span.end)
    if near:
        return Askew(quote, span, (near.start, near.end), span.start <= near.open or span.end > near.close)
    inner = span.text[1:-1].strip()
    if inner and span.text[0] in _OPENING_ELSE and span.text[-1] in _CLOSING_ELSE:
        start = span.start + span.text.index(inner, 1)
        return Askew(quote, span, (start, start + len(inner)), True)
    return Askew(quote, span, None, False)


def snapped(view: View, found: Askew) -> list[Change]:
    """The span put where it should be, unless it would then meet one beside it."""
    if found.wanted is None:
        return []
    start, end = found.wanted
    index = next(index for index, span in enumerate(found.quote.content) if span is found.span)
    others = [*found.quote.content[:index][-1:], *found.quote.content[index + 1 :][:1]]
    is_free = start < end and all(span.end < start or end < span.start for span in others)
    return move(found.span, start, end, view.text[start:end]) if is_free else []


@once
def _words_by_start(view: View) -> list[tuple[int, int, Passage]]:
    return sorted((passage.start, passage.end, passage) for passage in passages(view))


def nearest_passage(view: View, start: int, end: int) -> Passage | None:
    """The passage whose words begin and end within a few code points of a stretch, the nearest of several."""
    ordered = _words_by_start(view)
    first, last = bisect_left(ordered, (start - NEAR,)), bisect_left(ordered, (start + NEAR + 1,))
    near = [passage for _, closed, passage in ordered[first:last] if abs(closed - end) <= NEAR]
    return min(near, key=lambda one: abs(one.start - start) + abs(one.end - end), default=None)


def around(view: View, span: Span) -> tuple[int, int] | None:
    """The words of the innermost passage that holds the start of a span, else of the first that begins inside it."""
    every = passages(view)
    edges, inside = _innermost(view)
    index = inside[bisect_left(edges, span.start) - 1] if edges and edges[0] < span.start else -1
    if index < 0:
        index = bisect_left(every, (span.start,))
        if index == len(every) or every[index].open >= span.end:
            return None
    return every[index].start, every[index].end


@once
def _innermost(view: View) -> tuple[list[int], list[int]]:
    """Every mark of a passage in order, and the innermost passage from there on: its index, -1 where there is none."""
    every = passages(view)
    edges: list[int] = []
    inside: list[int] = []
    around: list[int] = []
    for index, opened in [*enumerate(passage.open for passage in every), (-1, view.length + 1)]:
        while around and every[around[-1]].close <= opened:
            edges.append(every[around.pop()].close)
            inside.append(around[-1] if around else -1)
        edges.append(opened)
        inside.append(index)
        around.append(index)
    return edges, inside


def outermost(view: View) -> list[Passage]:
    """The passages that are nested in no other."""
    every = passages(view)
    closed = accumulate((passage.close for passage in every), max, initial=-1)
    return [passage for passage, before in zip(every, closed, strict=False) if passage.open > before]
