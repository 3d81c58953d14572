"""The content of an indirect quote holds a passage in quotation marks.

Where the tag set forbids marks, words in marks inside the content show that part of it is given word for word: the
quote is mixed. Change the type, or annotate the passage as a quote of its own. Not meant are marks around the content
that belong to an outer quote, passages that are a quote or an entity themselves (the title of a book), passages of a
mixed quote within the content, and one or two words in marks, which are scare quotes more often than not; where the
content is nothing but the passage and its marks, these count as well.

Fails:

    {"text": "Ada said the deal was “a gift to nobody”.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "indirect", "source": ["t1"], "cue": [{"start": 4, "end": 8, "text": "said"}],
                 "content": [{"start": 9, "end": 40, "text": "the deal was “a gift to nobody”"}]}]}

Passes:

    {"text": "Ada said the deal was “a gift to nobody”.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "mixed", "source": ["t1"], "cue": [{"start": 4, "end": 8, "text": "said"}],
                 "content": [{"start": 9, "end": 40, "text": "the deal was “a gift to nobody”"}]}]}
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

from ..model import Quote, Span
from ..text import quoted
from ._changes import move, put
from ._marks import marks
from ._quotes import Passage, is_long, named, nearest_passage, passages, type_with, with_marks
from ._rule import Change, Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        if layer.tagset and layer.quotes:
            forbidden = with_marks(layer.tagset, "forbidden")
            quotes = [quote for quote in layer.quotes if quote.type in forbidden]
            if quotes and _may_hold_marks(view, quotes):
                yield from _holding(view, layer, forbidden)


def _may_hold_marks(view: View, quotes: list[Quote]) -> bool:
    opening = [mark for mark, _ in marks(view).passages]
    starts = [bisect_left(opening, span.start) for quote in quotes for span in quote.content]
    return starts != [bisect_left(opening, span.end) for quote in quotes for span in quote.content]


def _holding(view: View, layer: LayerView, forbidden: frozenset[str]) -> Iterator[Problem]:
    told: set[str] = set()
    for passage, (quote, span) in _innermost(layer, _telling(view, layer)):
        is_whole = (span.start, span.end) == (passage.open, passage.close + 1)
        if quote.type in forbidden and quote.id not in told and (is_whole or is_long(view, passage)):
            told.add(quote.id)
            yield _problem(view, layer, quote, passage, is_whole and len(quote.content) == 1)


def _problem(view: View, layer: LayerView, quote: Quote, passage: Passage, all_around: bool) -> Problem:
    assert layer.tagset is not None
    better = type_with(layer.tagset, "required" if all_around else "partial", cue=bool(quote.cue))
    return Problem(
        on=quote,
        at=("type",),
        message=f"{quoted(quote.type)} content holds a passage in quotation marks: "
        f"{quoted(view.text[passage.start : passage.end])}",
        span=(passage.open, passage.close + 1),
        fix=f"change the type to {quoted(better)}" if better else None,
        changes=_changes(view, quote, better, passage if all_around else None) if better else (),
    )


def _telling(view: View, layer: LayerView) -> list[Passage]:
    """The passages whose marks tell something of the quote around them: they are neither a quote nor an entity."""
    titles, quotes = named(layer), _quoted_passages(view, layer)
    return [one for one in passages(view) if one not in quotes and not titles.covers(one.start, one.end)]


def _quoted_passages(view: View, layer: LayerView) -> set[Passage]:
    """The passages that are the content of a quote, or nearly so."""
    assert layer.tagset is not None
    forbidden, found = with_marks(layer.tagset, "forbidden"), set()
    for quote in layer.layer.quotes or ():
        for span in quote.content:
            passage = nearest_passage(view, span.start, span.end)
            if passage and (quote.type not in forbidden or span.start > passage.open):
                found.add(passage)
    return found


def _innermost(layer: LayerView, some: list[Passage]) -> Iterator[tuple[Passage, tuple[Quote, Span]]]:
    """Each passage with the innermost content span that holds it and its marks, where there is one."""
    waiting = [(span.start, -span.end, quote.id, (quote, span)) for quote in layer.quotes for span in quote.content]
    waiting.sort(key=lambda item: item[:3], reverse=True)
    around: list[tuple[int, int, int, tuple[Quote, Span]]] = []
    for passage in some:
        while waiting and waiting[-1][0] <= passage.open:
            start, end, _, holder = waiting.pop()
            insort(around, (-end, -start, -len(waiting), holder))
        del around[: bisect_left(around, (passage.open + 1,))]
        index = bisect_left(around, (passage.close + 1,))
        if index < len(around):
            yield passage, around[index][3]


def _changes(view: View, quote: Quote, better: str, whole: Passage | None) -> list[Change]:
    """Another type; where it wants the marks around the content, they are left out of that."""
    words = (whole.start, whole.end, view.text[whole.start : whole.end]) if whole else None
    return [*put(quote, type=better), *(move(quote.content[0], *words) if words else ())]


RULE = Rule(code="QUO002", name="marks-in-indirect", severity="error", level=5, check=check, fix="propose")
