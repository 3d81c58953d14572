"""Spans held against the article: which of them do not stand where they say."""

from __future__ import annotations

from ..model import Span
from ._once import once
from ._view import LayerView, View


def stands(view: View, span: Span) -> bool:
    """Whether a span lies inside the article and has its words there."""
    return span.start < span.end <= view.length and view.text[span.start : span.end] == span.text


@once
def astray(view: View) -> list[list[Span]]:
    """The spans of each layer that are empty, reach outside the article or have other words than it."""
    return [
        [span for span in layer.spans if not stands(view, span)] if _may_be_astray(view, layer) else []
        for layer in view.layers
    ]


def _may_be_astray(view: View, layer: LayerView) -> bool:
    text = view.text
    found = [text[start:end] for start, end in zip(layer.starts, layer.ends, strict=True)]
    return found != layer.texts or max(layer.ends, default=0) > view.length
