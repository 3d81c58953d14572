"""A quote has no source although its attribution says that somebody is named.

Who says it is what a quote is annotated for. Give the entity (a pronoun will do, its chain leads to the name) or, where
no mention is near, the chain as source. Where the text names nobody at all set the attribute `attribution` to `none`.
Tag sets without that attribute, or without a default for it where it is not given, are not checked.

Fails:

    {"text": "“We will write soon,” said Ada.",
     "quotes": [{"id": "q1", "type": "direct", "content": [{"start": 1, "end": 20, "text": "We will write soon,"}]}]}

Passes:

    {"text": "“We will write soon,” said Ada.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 27, "end": 30, "text": "Ada"}]}],
     "quotes": [{"id": "q1", "type": "direct", "content": [{"start": 1, "end": 20, "text": "We will write soon,"}],
                 "source": ["t1"]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Quote
from ..tagset import TagSet
from ..text import quoted
from ._roles import words
from ._rule import Problem, Rule
from ._view import View

_ATTRIBUTE = "attribution"


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        without = [quote for quote in layer.quotes if not quote.source]
        for quote in without if layer.tagset else ():
            if _is_required(layer.tagset, quote):
                continue
            attribution = _attribution(layer.tagset, quote)
            if attribution not in (None, "none"):
                yield Problem(
                    on=quote,
                    message=f"no source is given, although the attribution is {quoted(str(attribution))}",
                    span=words(quote),
                )


def _is_required(tagset: TagSet | None, quote: Quote) -> bool:
    """Whether the type of quote requires a source, so that its absence is told as such."""
    resolved = tagset.quotes.get(quote.type) if tagset else None
    slot = resolved.first("source") if resolved else None
    return bool(slot and slot.min)


def _attribution(tagset: TagSet | None, quote: Quote) -> object:
    """What is said about who says it, else the default for that type of quote; None where nothing is said."""
    declared = tagset.attributes.get(_ATTRIBUTE) if tagset else None
    if declared is None or "quote" not in declared.on or (declared.types and quote.type not in declared.types):
        return None
    given = quote.attributes.get(_ATTRIBUTE) if quote.attributes else None
    return given if given is not None else declared.default or None


RULE = Rule(code="QUO005", name="missing-source", severity="warning", level=5, check=check)
