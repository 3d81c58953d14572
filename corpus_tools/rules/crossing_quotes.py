"""Two quotes cross: they share words, and neither holds all of the other.

A quote within a quote lies inside it; two quotes side by side share nothing. What crosses has a wrong boundary in one
of the two. Content in several spans is taken as a whole, so a quote in the gap of an interrupted one does not cross it.

Fails:

    {"text": "They said it was late and that all would go.",
     "quotes": [{"id": "q1", "type": "indirect", "content": [{"start": 10, "end": 30, "text": "it was late and that"}],
                 "cue": [{"start": 5, "end": 9, "text": "said"}], "attributes": {"attribution": "none"}},
                {"id": "q2", "type": "indirect", "content": [{"start": 26, "end": 43, "text": "that all would go"}],
                 "cue": [{"start": 5, "end": 9, "text": "said"}], "attributes": {"attribution": "none"}}]}

Passes:

    {"text": "They said it was late and that all would go.",
     "quotes": [{"id": "q1", "type": "indirect", "content": [{"start": 10, "end": 21, "text": "it was late"}],
                 "cue": [{"start": 5, "end": 9, "text": "said"}], "attributes": {"attribution": "none"}},
                {"id": "q2", "type": "indirect", "content": [{"start": 26, "end": 43, "text": "that all would go"}],
                 "cue": [{"start": 5, "end": 9, "text": "said"}], "attributes": {"attribution": "none"}}]}
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import chain

from ..model import Quote
from ..text import quoted
from ._rule import Problem, Rule
from ._view import View

Stretch = tuple[int, int, int, int]
"""Start, end with minus, minus the length of all content of the quote, and the number of the quote."""


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        if _may_cross(layer.quotes):
            for first, second, shared in _crossings(layer.quotes, _stretches(layer.quotes)):
                yield Problem(
                    on=second,
                    at=("content",),
                    message=f"crosses {quoted(first.id)}: both hold {quoted(view.text[shared[0] : shared[1]])}, "
                    "and neither holds all of the other",
                    span=shared,
                    related=[(first, "the other quote")],
                )


def _may_cross(quotes: Sequence[Quote]) -> bool:
    """Whether content spans share code points."""
    places = sorted([(span.start, span.end) for quote in quotes for span in quote.content])
    flat = [*chain.from_iterable(places)]
    return flat != sorted(flat)


def _stretches(quotes: Sequence[Quote]) -> list[Stretch]:
    """Every content span, so that what may hold another comes before it."""
    found = []
    for number, quote in enumerate(quotes):
        length = sum([span.end - span.start for span in quote.content])
        found += [(span.start, -span.end, -length, number) for span in quote.content]
    return sorted(found)


def _crossings(quotes: Sequence[Quote], stretches: list[Stretch]) -> Iterator[tuple[Quote, Quote, tuple[int, int]]]:
    """Sweep over the text with the spans that are open, the one that ends first on top.

    Where a span ends after the one on top, the two cross; where it lies inside, all of its quote must lie inside the
    quote of the one on top. Each quote is compared with the innermost around it, which tells of every crossing at
    least once and takes no longer where everything overlaps.
    """
    open_: list[tuple[int, int, int]] = []
    told: set[tuple[int, int]] = set()
    for order, (start, minus_end, _, number) in enumerate(stretches):
        while open_ and open_[0][0] <= start:
            heappop(open_)
        if open_:
            end, _, other = open_[0]
            if number != other and (other, number) not in told and not _holds(quotes[other], quotes[number]):
                told |= {(other, number), (number, other)}
                yield quotes[other], quotes[number], (start, min(end, -minus_end))
        heappush(open_, (-minus_end, -order, number))


def _holds(outer: Quote, inner: Quote) -> bool:
    """Whether all content of one quote lies inside that of another."""
    if len(outer.content) == 1:
        return outer.content[0].start <= inner.content[0].start and inner.content[-1].end <= outer.content[0].end
    joined: list[list[int]] = []
    for span in outer.content:
        if joined and joined[-1][1] >= span.start:
            joined[-1][1] = max(joined[-1][1], span.end)
        else:
            joined.append([span.start, span.end])
    holders = (joined[max(bisect_right(joined, [span.start + 1]) - 1, 0)] for span in inner.content)
    return all(
        start <= span.start and span.end <= end for (start, end), span in zip(holders, inner.content, strict=True)
    )


RULE = Rule(code="QUO008", name="crossing-quotes", severity="warning", level=5, check=check)
