"""A quote has fewer or more sources or addressees than its type allows.

The tag set may say how many there must be at least, and how many there may be at most. Two speakers of the same words
are two sources; of one speaker who is mentioned twice give the mention at the cue only.

Fails:

    {"$tagset": {"entity_types": [{"name": "PER", "definition": "A person."}],
                 "quote_types": [{"name": "letter", "definition": "A letter.", "marks": "any",
                                  "addressee": {"fillers": ["entity:PER"], "min": 1}}]},
     "text": "Dear all, we will write.",
     "quotes": [{"id": "q1", "type": "letter", "content": [{"start": 10, "end": 23, "text": "we will write"}]}]}

Passes:

    {"$tagset": {"entity_types": [{"name": "PER", "definition": "A person."}],
                 "quote_types": [{"name": "letter", "definition": "A letter.", "marks": "any",
                                  "addressee": {"fillers": ["entity:PER"], "min": 1}}]},
     "text": "Dear all, we will write.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 8, "text": "Dear all"}]}],
     "quotes": [{"id": "q1", "type": "letter", "content": [{"start": 10, "end": 23, "text": "we will write"}],
                 "addressee": ["t1"]}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..model import Quote
from ..tagset import TagSet
from ..tagset_file import Slot
from ..text import quoted
from ._roles import words
from ._rule import Problem, Rule
from ._tagsets import SLOTS
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        limited = _limited(layer.tagset) if layer.tagset else {}
        for quote in () if limited.keys().isdisjoint(layer.columns.types["quote"]) else layer.quotes:
            for name, slot in limited.get(quote.type, {}).items():
                count = len(getattr(quote, name) or ())
                if not (slot.min or 0) <= count <= (slot.max or count):
                    yield _problem(quote, name, slot, count)


@lru_cache(maxsize=64)
def _limited(tagset: TagSet) -> dict[str, dict[str, Slot]]:
    """The slots that have limits, by type of quote and name."""
    found = {name: {slot: resolved.first(slot) for slot in SLOTS} for name, resolved in tagset.quotes.items()}
    limited = {
        name: {key: slot for key, slot in slots.items() if slot and (slot.min or slot.max)}
        for name, slots in found.items()
    }
    return {name: slots for name, slots in limited.items() if slots}


def _problem(quote: Quote, name: str, slot: Slot, count: int) -> Problem:
    limit = f"at least {slot.min}" if count < (slot.min or 0) else f"at most {slot.max}"
    return Problem(
        on=quote,
        at=(name,) if count else (),
        message=f"{name} of a {quoted(quote.type)} quote: {count or 'none'} given, and the tag set wants {limit}",
        span=words(quote),
    )


RULE = Rule(code="QUO013", name="speaker-count", severity="error", level=5, check=check)
