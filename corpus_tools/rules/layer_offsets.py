"""The offsets of a whole layer count something else than code points, or are all shifted.

Software counts in different units: UTF-16 units (JavaScript, Java, C#), bytes, line ends as two characters; some writes
the last character where this format has the place after it; a byte order mark or a headline that was cut off shifts
everything. Where one such cause explains nearly all misplaced spans of a layer (at least three), it is said once, and
its fix corrects the offsets of the spans it explains. What it does not explain is told span by span (SPN001 to SPN003).

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

from ._changes import move
from ._layer_offsets import Cause, causes
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for cause in causes(view):
        yield _problem(cause)


def _problem(cause: Cause) -> Problem:
    first, start, end = cause.places[0]
    count = len(cause.places)
    of = f"{count} of {cause.astray}" if count < cause.astray else f"all {count}"
    return Problem(
        on=cause.layer.layer,
        message=f"{of} misplaced spans of this layer have one cause: {cause.what}",
        fix=f"correct the offsets of these {count} spans, the first from {first.start}-{first.end} to {start}-{end}",
        changes=[change for span, start, end in cause.places for change in move(span, start, end, span.text)],
        related=[(first, "the first of them")],
    )


RULE = Rule(code="SPN011", name="layer-offsets", severity="error", level=3, check=check, fix="safe")
