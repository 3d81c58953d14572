"""Spans of a layer do not begin and end where tokens do.

Formats that give a label to each token, such as CoNLL, cannot hold them: an export has to widen, narrow or drop each of
them, and says so. Correct the tokens, or the spans, where such an export matters. Records without tokens are not
looked at.

Fails:

    {"text": "The EU-wide talks failed.",
     "segmentation": {"tokenizer": "imported", "tokens": [[0, 3], [4, 11], [12, 17], [18, 24], [24, 25]]},
     "entities": [{"id": "t1", "type": "ORG", "spans": [{"start": 4, "end": 6, "text": "EU"}]}]}

Passes:

    {"text": "The EU-wide talks failed.",
     "segmentation": {"tokenizer": "imported", "tokens": [[0, 3], [4, 6], [6, 11], [12, 17], [18, 24], [24, 25]]},
     "entities": [{"id": "t1", "type": "ORG", "spans": [{"start": 4, "end": 6, "text": "EU"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Span
from ..text import quoted
from ._misplaced import stands
from ._rule import Problem, Rule
from ._segments import segments
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    tokens = next((some for some in segments(view) if some.field == "tokens" and some.sound), None)
    if tokens is None:
        return
    starts, ends = {start for start, _ in tokens.pairs}, {end for _, end in tokens.pairs}
    for layer in view.layers:
        if not (starts.issuperset(layer.starts) and ends.issuperset(layer.ends)):
            off = [s for s in layer.spans if (s.start not in starts or s.end not in ends) and stands(view, s)]
            if off:
                yield _problem(layer, off)


def _problem(layer: LayerView, off: list[Span]) -> Problem:
    count = f"{len(off)} of {len(layer.spans)} spans"
    first = f"{quoted(off[0].text)} at {off[0].start}"
    return Problem(
        on=layer.layer,
        message=f"{count} do not begin and end where tokens do, the first being {first}",
        related=[(off[0], "the first of them")],
    )


RULE = Rule(code="SEG008", name="span-off-tokens", severity="info", level=3, check=check)
