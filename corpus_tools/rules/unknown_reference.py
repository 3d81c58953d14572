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
from ._references import Reference, meant, unknown
from ._rule import Problem, Rule
from ._unread import is_unread
from ._view import ARRAYS, LayerView, View


def check(view: View) -> Iterator[Problem]:
    found = [(layer, reference) for layer, reference in unknown(view) if meant(view).get(layer.index) != reference.to]
    if not found or is_unread(view, *ARRAYS, "unanchored"):
        return
    wanted = {(layer.index, reference.kinds): (layer, reference) for layer, reference in found}
    given = {key: _given(*pair) for key, pair in wanted.items()}
    for layer, reference in found:
        known = [] if MINTED.match(reference.to) else given[layer.index, reference.kinds]
        near = near_name(reference.to, known, len(found))
        message = f"nothing in this layer has the id {quoted(reference.to)}{near}"
        yield Problem(on=reference.owner, at=reference.at, message=message)


def _given(layer: LayerView, reference: Reference) -> list[str]:
    """Ids of the kinds wanted that people gave: of numbered ones none is near, since t12 is not nearly t21."""
    return [name for name, kind in layer.kinds.items() if kind in reference.kinds and not MINTED.match(name)]


RULE = Rule(code="REF001", name="unknown-reference", severity="error", level=3, check=check)
