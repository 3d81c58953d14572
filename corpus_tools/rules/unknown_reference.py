"""A reference leads to nothing: no annotation or chain of the layer has that id.

References (`chain`, `filler`, `source`, `addressee`, `members`) stay inside their layer. Ids of other layers do not
count, since each annotator's work must stand alone. Correct the id, or remove the reference. An annotation that
waits among the unanchored is there (REF004); conflicts are LAY010.

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

from ..text import quoted
from ._ids import MINTED
from ._near import near_name
from ._references import Reference, kind_found, loose
from ._rule import Problem, Rule
from ._unread import is_unread
from ._view import ARRAYS, LayerView, View


def check(view: View) -> Iterator[Problem]:
    unknown = [(layer, reference) for layer, reference in loose(view) if kind_found(layer, reference) is None]
    if unknown and not is_unread(view, *ARRAYS, "unanchored"):
        for layer, reference in unknown:
            near = near_name(reference.to, _candidates(layer, reference), len(unknown))
            yield Problem(
                on=reference.owner,
                at=reference.at,
                message=f"nothing in this layer has the id {quoted(reference.to)}{near}",
            )


def _candidates(layer: LayerView, reference: Reference) -> list[str]:
    """Ids that could be meant: of a kind wanted, and given by a person, since t12 is not nearly t21."""
    if MINTED.match(reference.to):
        return []
    return [name for name in _given(layer) if layer.kinds[name] in reference.kinds]


RULE = Rule(code="REF001", name="unknown-reference", severity="error", level=3, check=check)
