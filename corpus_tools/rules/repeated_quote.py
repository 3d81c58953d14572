"""Two quotes of a layer have the same content and the same type.

One quote would be counted twice. Drop one of the two and let what refers to it refer to the other; two speakers of the
same words are two sources of one quote. Quotes with the same content and different types are not reported.

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

from collections.abc import Iterator, Sequence

import msgspec

from ..model import Quote
from ..text import quoted
from ._roles import words
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        keys = [(quote.type, quote.content[0].start, quote.content[-1].end) for quote in layer.quotes]
        if len(set(keys)) < len(keys):
            yield from _repeated(layer.quotes)


def _repeated(quotes: Sequence[Quote]) -> Iterator[Problem]:
    seen: dict[object, Quote] = {}
    for quote in quotes:
        first = seen.setdefault((quote.type, *[(span.start, span.end) for span in quote.content]), quote)
        if first.id != quote.id:
            is_same = msgspec.structs.replace(first, id=quote.id) == quote
            yield Problem(
                on=quote,
                message=f"has the same content and type as {quoted(first.id)}",
                span=words(quote),
                fix="drop one of the two and redirect what refers to it" if is_same else None,
                related=[(first, "first given here")],
            )


RULE = Rule(code="QUO011", name="repeated-quote", severity="error", level=5, check=check, fix="safe")
