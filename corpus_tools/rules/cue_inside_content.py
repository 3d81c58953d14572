"""The cue or the source of a quote lies inside the quote's own content.

Cue and source are the frame around what is said: in `“I will write,” said Ada` the content ends before `said`. Words
inside belong to what is said, so either the content reaches too far (an interrupted quote has a span for each part), or
another mention is meant: Ada, not the “I” of her own words. A source that has the content inside it, such as `the man
who said “no”`, is right.

Fails:

    {"text": "“I will write soon,” said Ada.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 1, "end": 2, "text": "I"}]}],
     "quotes": [{"id": "q1", "type": "direct", "content": [{"start": 1, "end": 19, "text": "I will write soon,"}],
                 "cue": [{"start": 21, "end": 25, "text": "said"}], "source": ["t1"]}]}

Passes:

    {"text": "“I will write soon,” said Ada.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 26, "end": 29, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "content": [{"start": 1, "end": 19, "text": "I will write soon,"}],
                 "cue": [{"start": 21, "end": 25, "text": "said"}], "source": ["t1"]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Entity, Quote, Span
from ..text import quoted
from ._quotes import reach
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        for quote in layer.quotes:
            if quote.cue and quote.cue[0].start < quote.content[-1].end and quote.content[0].start < quote.cue[-1].end:
                yield from _cue(quote, quote.cue)
        for quote, index, entity in _near_sources(layer):
            yield from _source(quote, index, entity)


def _cue(quote: Quote, cue: list[Span]) -> Iterator[Problem]:
    content = reach(quote.content)
    inside = next((span for span in cue if content.touches(span.start, span.end)), None)
    if inside:
        yield Problem(
            on=inside,
            message=f"the cue {quoted(inside.text)} lies inside the content of the quote",
            span=(inside.start, inside.end),
        )


def _near_sources(layer: LayerView) -> Iterator[tuple[Quote, int, Entity]]:
    """Sources that share code points with what lies between the first and the last word of the content."""
    entities = dict(zip(layer.columns.entity_ids, layer.entities, strict=True)) if layer.columns.speakers else {}
    for quote in layer.quotes if entities else ():
        first, last = quote.content[0].start, quote.content[-1].end
        for index, source in enumerate(quote.source or ()):
            part = entities.get(source)
            if part and part.spans[0].start < last and first < part.spans[-1].end:
                yield quote, index, part


def _source(quote: Quote, index: int, entity: Entity) -> Iterator[Problem]:
    content = reach(quote.content)
    inside = next((span for span in entity.spans if content.covers(span.start, span.end)), None)
    if inside:
        yield Problem(
            on=quote,
            at=("source", index),
            message=f"the source {quoted(inside.text)} lies inside the content of the quote",
            span=(inside.start, inside.end),
        )


RULE = Rule(code="QUO007", name="cue-inside-content", severity="error", level=5, check=check)
