"""The spans of one annotation overlap, touch or are out of order, or its `head` lies outside them.

Several spans say that an annotation has gaps, so they stand in the order of the text with something between them;
then there is one way only to write an annotation. Sort them, and make one span of those that overlap or touch. Only
at the edge of a section may two spans touch. A `head` is a part of the mention. Lists that hold a misplaced span are
passed over: the words of that span come first.

Fails:

    {"text": "Ada and Charles wrote.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 8, "end": 15, "text": "Charles"},
                                                        {"start": 0, "end": 3, "text": "Ada"}]}]}

Passes:

    {"text": "Ada and Charles wrote.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"},
                                                        {"start": 8, "end": 15, "text": "Charles"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..model import Entity, Span
from ..text import quoted
from ._changes import respan
from ._misplaced import stands
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        for spans in _lists(layer):
            if all(stands(view, span) for span in spans):
                yield from _disorder(view, spans)
        for entity in layer.places.headed:
            yield from _outside(view, entity)


def _lists(layer: LayerView) -> list[list[Span]]:
    """Every list of more than one span."""
    places = layer.places
    return [] if len(places.lists) == len(places.spans) else [spans for spans in places.lists if len(spans) > 1]


def _disorder(view: View, spans: Sequence[Span]) -> Iterator[Problem]:
    """The first thing that is wrong in a list of spans, and how all of them should read."""
    for before, span in pairwise(spans):
        if before.end > span.start or (before.end == span.start and not _is_edge(view, span.start)):
            yield Problem(
                on=span,
                message=f"the span {quoted(span.text)} at {span.start}-{span.end} {_relation(before, span)}",
                span=(span.start, span.end),
                fix=f"write these spans as {', '.join(f'{start}-{end}' for start, end in _merged(spans))}",
                changes=respan(view, span, _merged(spans)),
                related=[(before, "the span before it")],
            )
            return


def _is_edge(view: View, offset: int) -> bool:
    """Whether a section begins or ends at a place inside a paragraph, so that no span may run over it."""
    return view.crosses(offset - 1, offset + 1) is not None


def _relation(before: Span, span: Span) -> str:
    if (before.start, before.end) == (span.start, span.end):
        return "is listed twice"
    if before.end == span.start:
        return "touches the one before it"
    if span.end < before.start:
        return "stands after one that comes later in the text"
    if span.end == before.start:
        return "touches the one before it, and comes first in the text"
    return f"overlaps the one before it, {before.start}-{before.end}"


def _merged(spans: Sequence[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _outside(view: View, entity: Entity) -> Iterator[Problem]:
    if all(stands(view, span) for span in (*entity.spans, *(entity.head or ()))):
        for head in entity.head or ():
            if not any(span.start <= head.start and head.end <= span.end for span in entity.spans):
                yield Problem(
                    on=head,
                    message=f"the head {quoted(head.text)} at {head.start}-{head.end} is not a part of the mention",
                    span=(head.start, head.end),
                    fix="choose a head among the words of the mention, or widen the mention",
                    related=[(entity.spans[0], "the mention")],
                )


RULE = Rule(code="SPN007", name="span-order", severity="error", level=3, check=check, fix="safe")
