"""What of a record an answer cannot say, beside what it does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Layer, Record, Span
from .. import _changes as changes
from .._format import Limit, Settings


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("an answer has the words that stand at a place", _said)
    yield Limit("an answer is a prediction", _predicted, frozenset())


def _said(record: Record) -> Record:
    """The record with the words of the text in every span."""
    return changes.each_annotation(
        record, lambda part: changes.each_span_list(part, lambda spans: [_span(span, record.text) for span in spans])
    )


def _span(span: Span, text: str) -> Span:
    words = text[span.start : span.end]
    return Span(span.start, span.end, words) if words and words != span.text else span


def _predicted(record: Record) -> Record:
    return changes.each_layer(record, _prediction)


def _prediction(layer: Layer) -> Layer:
    return replace(layer, role="prediction", id=UNSET, annotator=layer.name)
