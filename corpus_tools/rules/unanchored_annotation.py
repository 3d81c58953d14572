"""An annotation, or a field of one, has lost its place in the text.

When an article's text is changed, what no longer finds its words is kept in `unanchored` with what stood around it.
Find the place and move it back to its array with new spans, or remove it. In a gold or reviewed layer this is an
error. Not reported again where a reference to it is (REF004), or where its id is in use (LAY011).

Fails:

    {"text": "Ada wrote to Charles.",
     "unanchored": [{"kind": "entity", "context": [{"start": 0, "prefix": "", "suffix": " wrote to"}],
                     "annotation": {"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 6, "text": "Augusta"}]}}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Unanchored
from ..text import quoted
from ._references import is_waiting, loose
from ._rule import Problem, Rule
from ._unanchored import kind_of, lost_spans, misfiled, where_now
from ._view import LayerView, View
from ._waiting import patience


def check(view: View) -> Iterator[Problem]:
    if not any(layer.layer.unanchored for layer in view.layers):
        return
    elsewhere = {id(part) for part, _ in misfiled(view)}
    elsewhere |= {id(layer.unanchored[ref.to]) for layer, ref in loose(view) if is_waiting(layer, ref)}
    for layer in view.layers:
        for part in layer.layer.unanchored or ():
            if id(part) not in elsewhere:
                yield _problem(view, layer, part)


def _problem(view: View, layer: LayerView, part: Unanchored) -> Problem:
    field = f"{quoted(part.path)} of the " if part.path else "the "
    words = "".join(f", {quoted(span.text)}," for span in lost_spans(part)[:1])
    return Problem(
        on=part,
        message=f"{field}{kind_of(part)} {quoted(part.annotation.id)}{words} has lost its place in the text",
        fix=f"{where_now(view, part)}: restore it with its new spans, or remove it",
        severity=patience(layer),
    )


RULE = Rule(code="LAY012", name="unanchored-annotation", severity="warning", level=3, check=check, fix="propose")
