"""An annotation was carried over to a changed text, and nobody has looked at it since.

`stretched` says that words inside the annotation were changed, `reanchored` that it was found again by a search. See
whether it still means the same, correct it if not, and remove the `anchor`. In a gold or reviewed layer this is an
error. Annotations that were `kept` or `moved` have the same words as before and need no look.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}],
                   "anchor": {"status": "stretched"}}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}],
                   "anchor": {"status": "moved"}}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Entity, Event, Quote
from ._rule import Problem, Rule
from ._view import View
from ._waiting import first_place, patience

HOW = {
    "stretched": "words of this annotation were changed with the text",
    "reanchored": "this annotation was found again by a search after the text was changed",
}


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        own = layer.layer
        placed: list[Entity | Event | Quote] = [*(own.entities or ()), *(own.events or ()), *(own.quotes or ())]
        for part in [part for part in placed if part.anchor]:
            if part.anchor and part.anchor.status in HOW:
                yield Problem(
                    on=part,
                    at=("anchor",),
                    message=f"{HOW[part.anchor.status]}, and nobody has reviewed it",
                    span=first_place(part),
                    fix="look at it, correct it if need be, then remove the anchor",
                    severity=patience(layer),
                )


RULE = Rule(code="SPN010", name="unreviewed-anchor", severity="warning", level=3, check=check)
