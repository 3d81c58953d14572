"""Two quotes of a layer have the same content and the same type.

One quote would be counted twice. Drop one of the two and let what refers to it refer to the other; two speakers of the
same words are two sources of one quote. That is done for you where the one dropped says nothing more. Quotes with the
same content and different types are not reported.

Fails:

    {"text": "“We will write soon,” said Ada.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 27, "end": 30, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "content": [{"start": 1, "end": 20, "text": "We will write soon,"}],
                 "source": ["t1"]},
                {"id": "q2", "type": "direct", "content": [{"start": 1, "end": 20, "text": "We will write soon,"}],
                 "source": ["t1"]}]}

Passes:

    {"text": "“We will write soon,” said Ada.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 27, "end": 30, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "content": [{"start": 1, "end": 20, "text": "We will write soon,"}],
                 "source": ["t1"]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Quote
from ..text import quoted
from ._merging import merged
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        keys = [(quote.type, quote.content[0].start, quote.content[-1].end) for quote in layer.quotes]
        if len(set(keys)) < len(keys):
            yield from _repeated(view, layer)


def _repeated(view: View, layer: LayerView) -> Iterator[Problem]:
    seen: dict[object, Quote] = {}
    for quote in layer.quotes:
        first = seen.setdefault((quote.type, *[(span.start, span.end) for span in quote.content]), quote)
        if first.id != quote.id:
            mend = "drop one of the two and redirect what refers to it"
            fix, changes = merged(view, layer, first, quote, mend) or (None, [])
            yield Problem(
                on=quote,
                message=f"has the same content and type as {quoted(first.id)}",
                span=words(quote),
                fix=fix,
                changes=changes,
                related=[(first, "first given here")],
            )


RULE = Rule(code="QUO011", name="repeated-quote", severity="error", level=5, check=check, fix="safe")
