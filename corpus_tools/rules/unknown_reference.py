"""A reference leads to nothing: no annotation or chain of the layer has that id.

References (`chain`, `filler`, `source`, `addressee`, `members`, `annotation` of a conflict) stay inside their layer.
Ids of other layers do not count, since each annotator's work must stand alone.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "chain": "c7", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Ada"}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "chain": "c1", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "chains": [{"id": "c1", "kind": "entity", "name": "Ada"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import did_you_mean, quoted
from ._references import references
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        for reference in references(layer):
            if reference.to not in layer.kinds and reference.to not in layer.unanchored:
                yield Problem(
                    on=reference.owner,
                    at=reference.at,
                    message=f"nothing in this layer has the id {quoted(reference.to)}{did_you_mean(reference.to, layer.kinds)}",
                )


RULE = Rule(code="REF001", name="unknown-reference", severity="error", level=3, check=check)
