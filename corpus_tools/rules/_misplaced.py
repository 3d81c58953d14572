"""Spans held against the article: which of them do not stand where they say."""

from __future__ import annotations

from ..model import Span
from ._once import once
from ._view import View


def stands(view: View, span: Span) -> bool:
    """Whether a span lies inside the article and has its words there."""
    return span.start < span.end <= view.length and view.text[span.start : span.end] == span.text


@once
def astray(view: View) -> list[list[Span]]:
    """The spans of each layer that are empty, reach outside the article or have other words than it.

    That is what `stands` says, written out: to call it for every span of every record would take twice the time.
    """
    text, length = view.text, view.length
    return [
        [one for one in layer.spans if not one.start < one.end <= length or text[one.start : one.end] != one.text]
        for layer in view.layers
    ]
