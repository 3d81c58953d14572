"""Where the words of a misplaced span stand instead."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, islice

from ..findings import Fix
from ..model import Span
from ..text import nfc, occurrences
from ._changes import move, put
from ._once import once
from ._rule import Change
from ._view import View

NEAR = 200
"""Code points within which a single hit is taken for the place that was meant."""

PLACES = 1000
"""Places of the same words that are looked at."""

SEARCHED = 50_000_000
"""Code points searched for the sake of one record, so that thousands of misplaced spans do not take minutes."""

_PLAIN = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u00a0", '"""""\'\' ')
"""Quotation marks and spaces to their plain forms."""


Mending = tuple[Fix | None, list[Change]]
"""How to mend a span, and the changes that do it; None where nobody looked."""


def where_it_stands(view: View, span: Span) -> Mending:
    """Say how to mend a misplaced span: the one place that can be meant, else the choices."""
    found = view.text[span.start : span.end] if span.end <= view.length else ""
    if found and _alike(found, span.text):
        words = "copy the words of the article into the text of the span: they differ in form only"
        return Fix("propose", words), put(span, text=found)
    for unit, at in in_other_units(view, span):
        return Fix("safe", f"the offsets count {unit}: {_set_to(at, span)}"), _moved(span, at)
    near = list(islice(nearby(view, span), 2))
    every = near if len(near) == 1 else places(view, span.text)
    if every is None:
        return None, []
    if len(every) == 1:
        return Fix("safe", f"found {_distance(every[0] - span.start)}: {_set_to(every[0], span)}"), _moved(
            span, every[0]
        )
    return _choices(every, span)


def _choices(every: list[int], span: Span) -> Mending:
    """What a person has to decide, where the words are nowhere or in several places."""
    if not every:
        words = "these words are nowhere in the article: correct the text of the span, or remove the annotation"
        return Fix("propose", words), []
    beside = [at for at in every if at < span.end and span.start < at + len(span.text)]
    if len(beside) != 1:
        return Fix("propose", f"found at {_nearest(every, span)}: choose the one that is meant"), []
    others = _nearest([at for at in every if at != beside[0]], span)
    place = f"{_distance(beside[0] - span.start)}: {_set_to(beside[0], span)}"
    return Fix("propose", f"found {place}, unless the words at {others} are meant"), _moved(span, beside[0])


def _moved(span: Span, at: int) -> list[Change]:
    return move(span, at, at + len(span.text), span.text)


def places(view: View, words: str) -> list[int] | None:
    """Where words stand in the article, in order, the first PLACES; None where too much was searched already."""
    known = _known_places(view)
    if words not in known:
        if len(known) * view.length > SEARCHED:
            return None
        known[words] = list(islice(occurrences(view.text, words), PLACES))
    return known[words]


@once
def _known_places(view: View) -> dict[str, list[int]]:
    """The places of words that were searched for."""
    return {}


def _alike(found: str, words: str) -> bool:
    """Whether two strings are the same but for case, the form of quotation marks, and the way accents are encoded."""
    if len(found) > 4 * len(words):
        return False  # no way of encoding makes that much longer, and it may be most of the article
    first, second = (nfc(text.translate(_PLAIN)).casefold() for text in (found, words))
    return first == second


def in_other_units(view: View, span: Span) -> Iterator[tuple[str, int]]:
    """Each unit other than code points in which the offsets of a span are right, with the start in code points."""
    for unit, offsets in units(view):
        at, end = bisect_left(offsets, span.start), bisect_left(offsets, span.end)
        if at != span.start and view.text[at:end] == span.text:
            yield unit, at


@once
def units(view: View) -> list[tuple[str, list[int]]]:
    """The offset of each character, and of the end, counted in units that other software uses."""
    text = view.text
    widths = {"line ends as two characters": [1 + (c == "\n") for c in text]}
    if not view.is_ascii:
        widths["UTF-16 units"] = [1 + (c > "\uffff") for c in text]
        widths["UTF-8 bytes"] = [1 + (c > "\x7f") + (c > "\u07ff") + (c > "\uffff") for c in text]
    return [(unit, list(accumulate(width, initial=0))) for unit, width in widths.items()]


def nearby(view: View, span: Span) -> Iterator[int]:
    first, last = max(0, span.start - NEAR), span.start + NEAR + len(span.text)
    return (first + at for at in occurrences(view.text[first:last], span.text))


def _nearest(every: list[int], span: Span) -> str:
    """The three places nearest to a span, and how many more there are."""
    index = bisect_left(every, span.start)
    around = every[max(0, index - 3) : index + 3]
    nearest = sorted(around, key=lambda at: (abs(at - span.start), at))[:3]
    more = len(every) - len(nearest)
    shown = ", ".join(f"{at}-{at + len(span.text)}" for at in nearest)
    return shown + (f" and {more if len(every) < PLACES else 'many'} more" if more else "")


def _set_to(at: int, span: Span) -> str:
    return f"set start to {at} and end to {at + len(span.text)}"


def _distance(shift: int) -> str:
    if shift == 0:
        return "at the same start"
    return f"{abs(shift)} to the {'right' if shift > 0 else 'left'}"
