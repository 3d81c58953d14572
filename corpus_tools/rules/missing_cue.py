"""A quote has no cue although its type requires one.

The words that introduce it (said, according to) are the evidence that an indirect quote is one at all. Mark them, or
choose a type that needs none. A cue that lost its place in a changed text is reported as such.

Fails:

    {"text": "The deal is off, Ada said.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 17, "end": 20, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "indirect", "content": [{"start": 0, "end": 15, "text": "The deal is off"}],
                 "source": ["t1"]}]}

Passes:

    {"text": "The deal is off, Ada said.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 17, "end": 20, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "indirect", "content": [{"start": 0, "end": 15, "text": "The deal is off"}],
                 "source": ["t1"], "cue": [{"start": 21, "end": 25, "text": "said"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        without = [quote for quote in layer.quotes if not quote.cue]
        types = layer.tagset.quotes if layer.tagset else {}
        lost = _lost_cues(layer) if without else ()
        for quote in without:
            if quote.type in types and types[quote.type].first("cue") == "required" and quote.id not in lost:
                yield Problem(
                    on=quote,
                    message=f"{quoted(quote.type)} requires a cue, and none is marked",
                    span=words(quote),
                )


def _lost_cues(layer: LayerView) -> set[str]:
    """Ids of quotes whose cue lost its place in the text."""
    return {part.annotation.id for part in layer.layer.unanchored or () if part.path and part.path.startswith("/cue")}


RULE = Rule(code="QUO009", name="missing-cue", severity="error", level=5, check=check)
