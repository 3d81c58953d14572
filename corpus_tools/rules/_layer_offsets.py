"""What may be wrong with the offsets of a layer as a whole, and which of its spans that explains."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from ..model import Span
from ._places import nearby, places, units
from ._view import LayerView, View

_ASKED = 50
"""Misplaced spans that are asked how far they are shifted, and places of each that are looked at."""

Place = tuple[int, int]
Relocate = Callable[[Span], Place]
"""Where a span stands if a cause holds."""


class Cause(Struct, frozen=True):
    """What may be wrong, in words, and the place of each span that it moves to where its words are.

    Of the spans that do not stand where they say it explains `explained`, not `unexplained`; `against` counts those
    that it would move away from their words. A span that has its words in both places counts for neither.
    """

    layer: LayerView
    what: str
    places: list[tuple[Span, Place]]
    explained: int
    unexplained: int
    against: int

    @property
    def share(self) -> float:
        """The part of the spans that speak for or against it that speaks for it."""
        return self.explained / (self.explained + self.unexplained + self.against)


def possible_causes(view: View, layer: LayerView, spans: Sequence[Span]) -> Iterator[Cause]:
    """Each cause that may explain the misplaced spans of a layer, with those it does explain."""
    misplaced = {id(span) for span in spans}
    for what, relocate in _hypotheses(view, layer, spans):
        moved = [(span, place) for span in layer.spans if (place := relocate(span)) != (span.start, span.end)]
        mended = [(span, place) for span, place in moved if _has_words(view, span, place)]
        explained = sum(id(span) in misplaced for span, _ in mended)
        against = sum(id(span) not in misplaced for span, _ in moved) - (len(mended) - explained)
        yield Cause(layer, what, mended, explained, len(spans) - explained, against)


def _has_words(view: View, span: Span, place: Place) -> bool:
    start, end = place
    return 0 <= start < end <= view.length and view.text[start:end] == span.text


def _hypotheses(view: View, layer: LayerView, spans: Sequence[Span]) -> Iterator[tuple[str, Relocate]]:
    yield "their ends count the last character in", lambda span: (span.start, span.end + 1)
    for unit, offsets in units(view):
        yield f"their offsets count {unit}", _in_unit(offsets)
    first = min(span.start for span in spans)
    since = f", from {first} on" if min(layer.starts) < first else ""
    for shift in _shifts(view, spans):
        side = "left" if shift > 0 else "right"
        yield f"they are {abs(shift)} too far to the {side}{since}", _shifted(shift, first)


def _in_unit(offsets: list[int]) -> Relocate:
    return lambda span: (bisect_left(offsets, span.start), bisect_left(offsets, span.end))


def _shifted(shift: int, first: int) -> Relocate:
    """A shift of everything that does not begin before a place: the text was changed there."""
    return lambda span: (span.start + shift * (span.start >= first), span.end + shift * (span.start >= first))


def _shifts(view: View, spans: Sequence[Span]) -> Iterator[int]:
    """The shift that would mend the most of some spans, as far as the words stand near them, and anywhere."""
    asked = sorted(spans, key=lambda span: -len(span.text))[:_ASKED]
    yield from _commonest(at - span.start for span in asked for at in islice(nearby(view, span), _ASKED))
    yield from _commonest(at - span.start for span in asked for at in (places(view, span.text) or ())[:_ASKED])


def _commonest(shifts: Iterable[int]) -> Iterator[int]:
    """The shift other than none that occurs most often, the least of several."""
    votes = Counter(shift for shift in shifts if shift)
    if votes:
        yield max(votes, key=lambda shift: (votes[shift], -abs(shift)))
