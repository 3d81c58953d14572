"""A reference leads to an annotation that has lost its place in the text and waits among the unanchored.

When an article's text is changed, annotations whose words are gone wait in `unanchored`, and references to them
stay. Restore the annotation at its new place, or let the reference name another. In a gold or reviewed layer this is
an error. The annotation itself is then not reported again (LAY012).

Fails:

    {"text": "Ada wrote to Charles.",
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 4, "end": 9, "text": "wrote"}],
                 "arguments": [{"role": "participant", "filler": "t1"}]}],
     "unanchored": [{"kind": "entity", "context": [{"start": 0, "prefix": "", "suffix": " wrote to"}],
                     "annotation": {"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 6, "text": "Augusta"}]}}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 4, "end": 9, "text": "wrote"}],
                 "arguments": [{"role": "participant", "filler": "t1"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._references import is_waiting, loose
from ._rule import Problem, Rule
from ._unanchored import lost_spans, where_now
from ._view import View
from ._waiting import patience


def check(view: View) -> Iterator[Problem]:
    for layer, reference in loose(view):
        if is_waiting(layer, reference):
            lost = layer.unanchored[reference.to]
            words = quoted(lost_spans(lost)[0].text)
            yield Problem(
                on=reference.owner,
                at=reference.at,
                message=f"{quoted(reference.to)}, {words}, has lost its place in the text",
                fix=f"restore it ({where_now(view, lost)}), or choose another",
                related=[(lost, "waiting here")],
                severity=patience(layer),
            )


RULE = Rule(code="REF004", name="unanchored-reference", severity="warning", level=3, check=check)
