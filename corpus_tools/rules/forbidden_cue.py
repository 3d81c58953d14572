"""A quote has a cue although its type has none.

Some types of quotes are told apart by having no words that introduce them, such as free indirect speech. With a cue the
quote is of another type, or what was marked is no cue. Change the type, or remove the cue.

Fails:

    {"text": "Ada said the deal was off.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "free_indirect", "source": ["t1"], "cue": [{"start": 4, "end": 8, "text": "said"}],
                 "content": [{"start": 9, "end": 25, "text": "the deal was off"}]}]}

Passes:

    {"text": "Ada said the deal was off.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "indirect", "source": ["t1"], "cue": [{"start": 4, "end": 8, "text": "said"}],
                 "content": [{"start": 9, "end": 25, "text": "the deal was off"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..model import Quote
from ..tagset import TagSet
from ..text import quoted
from ._changes import put
from ._quotes import type_with
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        if layer.tagset and layer.quotes:
            without = _without_cue(layer.tagset)
            yield from (_problem(one, layer.tagset) for one in layer.quotes if one.cue and one.type in without)


@lru_cache(maxsize=64)
def _without_cue(tagset: TagSet) -> frozenset[str]:
    """The types of quotes that have no cue."""
    return frozenset(name for name, resolved in tagset.quotes.items() if resolved.first("cue") == "forbidden")


def _problem(quote: Quote, tagset: TagSet) -> Problem:
    cue = (quote.cue or quote.content)[0]
    better = type_with(tagset, tagset.quotes[quote.type].first("marks"), cue=True)
    return Problem(
        on=quote,
        at=("cue",),
        message=f"{quoted(quote.type)} has no cue, and {quoted(cue.text)} is marked as one",
        span=(cue.start, cue.end),
        fix=f"change the type to {quoted(better)}, or remove the cue" if better else "remove the cue",
        changes=put(quote, type=better) if better else (),
    )


RULE = Rule(code="QUO012", name="forbidden-cue", severity="error", level=5, check=check, fix="propose")
