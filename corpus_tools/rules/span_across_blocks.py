r"""A span runs across an empty line or the edge of a section.

Each span stays inside one paragraph and one section, so that articles can be cut into these without cutting
annotations. What goes on over an edge, as a long quotation does, has one span on either side. White space at the
edge of a span is SPN004.

Fails:

    {"text": "Ada wrote.\n\nCharles answered.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 19, "text": "Ada wrote.\n\nCharles"}]}]}

Passes:

    {"text": "Ada wrote.\n\nCharles answered.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"},
                                                        {"start": 12, "end": 19, "text": "Charles"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Span
from ..text import quoted
from ._changes import owner_of, respan
from ._misplaced import stands
from ._once import once
from ._pieces import SHOWN, in_words, pieces
from ._rule import Change, Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    edges = view.inner_edges
    for layer in view.layers:
        doubtful = layer.spans if "\n\n" in "\0".join(layer.texts) else []
        if edges and not doubtful:
            first, last = edges[0], edges[-1]
            doubtful = [span for span in layer.spans if span.start < last and span.end > first]
        for span in doubtful:
            yield from _crossing(view, span)


def _crossing(view: View, span: Span) -> Iterator[Problem]:
    edge = view.crosses(span.start, span.end)
    if "\n\n" in span.text.strip():
        if stands(view, span):
            yield _problem(view, span, "an empty line", "paragraph")
    elif edge is not None and stands(view, span):
        yield _problem(view, span, f"the edge of section {quoted(_section_at(view)[edge])} at {edge}", "section")


def _problem(view: View, span: Span, what: str, block: str) -> Problem:
    parts = pieces(view, span.start, span.end)
    split = f"split it into one span per {block}: {in_words(parts)}"
    is_quote = "quotes" in view.path(span)
    return Problem(
        on=span,
        message=f"the span {quoted(span.text)} runs across {what}",
        span=(span.start, span.end),
        fix=split if is_quote else f"shorten it to one {block}, or {split}",
        changes=_split(view, span, parts) if is_quote and len(parts) <= SHOWN else (),
    )


def _split(view: View, span: Span, parts: list[tuple[int, int]]) -> list[Change]:
    """The list that a span stands in, with the pieces in its place."""
    owner, field = owner_of(view, span)
    places = [place for one in getattr(owner, field) for place in (parts if one is span else [(one.start, one.end)])]
    return respan(view, span, places)


@once
def _section_at(view: View) -> dict[int, str]:
    """The section that begins or else ends at each edge."""
    return {part.end: part.id for part in view.sections} | {part.start: part.id for part in view.sections}


RULE = Rule(code="SPN008", name="span-across-blocks", severity="error", level=3, check=check, fix="propose")
