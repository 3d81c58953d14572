"""The offsets of a whole layer count something else than code points, or are all shifted.

Software counts in different units: UTF-16 units (JavaScript, Java, C#), bytes, line ends as two characters; some writes
the last character where this format has the place after it; a byte order mark, a headline that was cut off or a word
that was put in shifts everything behind it. Where one such cause explains nearly all misplaced spans of a layer, and
would move next to none that stands right, it is said once, and its fix corrects every span that it explains. What it
does not explain is told span by span (SPN001 to SPN003).

How many spans a cause has to explain, and which share of those that are misplaced or would be moved, are options.

Fails:

    {"text": "🎉 Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 3, "end": 6, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "spans": [{"start": 16, "end": 23, "text": "Charles"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 7, "end": 12, "text": "wrote"}]}]}

Passes:

    {"text": "🎉 Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 2, "end": 5, "text": "Ada"}]},
                  {"id": "t2", "type": "PER", "spans": [{"start": 15, "end": 22, "text": "Charles"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 6, "end": 11, "text": "wrote"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Span
from ._changes import move
from ._layer_offsets import Cause, possible_causes
from ._misplaced import astray
from ._once import once
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for cause in _causes(view):
        yield _problem(cause)


def misplaced(view: View) -> list[Span]:
    """The spans that do not stand where they say, in the order of the record; those with a common cause left out."""
    explained = {id(span) for cause in _causes(view) for span, _ in cause.places}
    return [span for spans in astray(view) for span in spans if id(span) not in explained]


@once
def _causes(view: View) -> list[Cause]:
    """The cause that explains most in each layer, where it explains enough."""
    at_least, share = view.option(RULE, "at_least"), view.option(RULE, "share")
    found = zip(view.layers, astray(view), strict=True)
    best = [
        max(possible_causes(view, layer, spans), key=lambda cause: cause.explained)
        for layer, spans in found
        if spans and len(spans) >= at_least
    ]
    return [cause for cause in best if cause.explained >= at_least and cause.share >= share]


def _problem(cause: Cause) -> Problem:
    first, (start, end) = cause.places[0]
    of = (
        f"{cause.explained} of {cause.explained + cause.unexplained}" if cause.unexplained else f"all {cause.explained}"
    )
    example = f"the first from {first.start}-{first.end} to {start}-{end}"
    return Problem(
        on=cause.layer.layer,
        message=f"{of} misplaced spans of this layer have one cause: {cause.what}",
        fix=f"correct the offsets of {len(cause.places)} spans, {example}",
        changes=[change for span, place in cause.places for change in move(span, *place, span.text)],
        related=[(first, "the first of them")],
    )


RULE = Rule(
    code="SPN011",
    name="layer-offsets",
    severity="error",
    level=3,
    check=check,
    fix="safe",
    options={"at_least": 3, "share": 0.8},
)
