"""Where the words of a misplaced span stand instead."""

from __future__ import annotations

from ..model import Span
from ..text import occurrences
from ._view import View

NEAR = 200
"""Code points within which a single hit is taken for the place that was meant."""


def where_it_stands(view: View, span: Span) -> str:
    """Say where the words of a span are found: the one place nearby, else the one in the article, else the choices."""
    every = list(occurrences(view.text, span.text))
    near = [at for at in every if abs(at - span.start) <= NEAR]
    for candidates in (near, every):
        if len(candidates) == 1:
            at = candidates[0]
            return f"found {_distance(at - span.start)}: set start to {at} and end to {at + len(span.text)}"
    if not every:
        return "these words are nowhere in the article: correct the text of the span, or remove the annotation"
    nearest = sorted(every, key=lambda at: (abs(at - span.start), at))[:3]
    more = f" and {len(every) - 3} more" if len(every) > 3 else ""
    return f"found at {', '.join(f'{at}-{at + len(span.text)}' for at in nearest)}{more}: choose the one that is meant"


def _distance(shift: int) -> str:
    if shift == 0:
        return "at the same start"
    return f"{abs(shift)} to the {'right' if shift > 0 else 'left'}"
