"""Misplaced spans that one cause explains for a layer as a whole: its offsets count something else, or are shifted."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from msgspec import Struct

from ..model import Span
from ._misplaced import astray, stands
from ._once import once
from ._places import nearby, units
from ._view import LayerView, View

AT_LEAST = 3
"""Misplaced spans that a cause has to explain before it is taken for one."""
SHARE = 0.8
"""Of the spans that a cause would move, so many have to stand where it moves them."""
_ASKED = 50
"""Misplaced spans that are asked for the shift that would mend them."""

Place = Callable[[Span], tuple[int, int]]
"""Where a span stands if a cause holds."""


class Cause(Struct, frozen=True):
    """What is wrong with the offsets of a layer, in words, and the places of the spans it explains."""

    layer: LayerView
    what: str
    places: list[tuple[Span, int, int]]
    astray: int


def misplaced(view: View) -> list[Span]:
    """The spans that do not stand where they say, in the order of the record; those with a common cause left out."""
    explained = {id(span) for cause in causes(view) for span, _, _ in cause.places}
    return [span for spans in astray(view) for span in spans if id(span) not in explained]


@once
def causes(view: View) -> list[Cause]:
    """The cause of each layer that has one."""
    found = zip(view.layers, astray(view), strict=True)
    return [cause for layer, spans in found if len(spans) >= AT_LEAST and (cause := _cause(view, layer, spans))]


def _cause(view: View, layer: LayerView, spans: list[Span]) -> Cause | None:
    """The first cause that explains enough of what is astray, and would not move what stands right."""
    right = {id(span) for span in layer.spans} - {id(span) for span in spans}
    for what, place in _candidates(view, spans):
        places = [(span, *place(span)) for span in layer.spans]
        moved = [(span, start, end) for span, start, end in places if (start, end) != (span.start, span.end)]
        mended = [
            (span, start, end) for span, start, end in moved if id(span) not in right and _holds(view, span, start, end)
        ]
        if len(mended) >= AT_LEAST and len(mended) >= SHARE * len(moved) and len(mended) >= SHARE * len(spans):
            return Cause(layer, what, mended, len(spans))
    return None


def _holds(view: View, span: Span, start: int, end: int) -> bool:
    return 0 <= start < end <= view.length and view.text[start:end] == span.text


def _candidates(view: View, spans: list[Span]) -> Iterator[tuple[str, Place]]:
    yield "their ends count the last character in", lambda span: (span.start, span.end + 1)
    for unit, offsets in units(view):
        yield f"their offsets count {unit}", _in_unit(offsets)
    shift = _common_shift(view, spans)
    if shift:
        by = f"{abs(shift)} too far to the {'left' if shift > 0 else 'right'}"
        yield f"they are {by}", lambda span: (span.start + shift, span.start + shift + len(span.text))


def _in_unit(offsets: list[int]) -> Place:
    return lambda span: (bisect_left(offsets, span.start), bisect_left(offsets, span.end))


def _common_shift(view: View, spans: list[Span]) -> int:
    """The shift that mends the most of some misplaced spans, 0 where there is none."""
    votes: Counter[int] = Counter()
    for span in spans[:_ASKED]:
        votes.update(at - span.start for at in islice(nearby(view, span), _ASKED) if not stands(view, span))
    return votes.most_common(1)[0][0] if votes else 0
