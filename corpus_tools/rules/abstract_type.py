"""An annotation has an abstract type, which only groups other types.

An abstract type gives its subtypes what they have in common, such as roles, and says too little to be used on its own.
Choose one of its subtypes. The type of a chain may be abstract, since it only says what the members have in common.

Fails:

    {"text": "Ada met Charles.",
     "events": [{"id": "e1", "type": "Event", "trigger": [{"start": 4, "end": 7, "text": "met"}]}]}

Passes:

    {"text": "Ada met Charles.",
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 4, "end": 7, "text": "met"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..text import quoted
from ._labels import Labels, labels, listing, typed
from ._roles import words
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        if layer.tagset is None:
            continue
        known = labels(layer.tagset)
        for kind, parts, names in typed(layer):
            abstract = known.abstract[kind]
            if not names.isdisjoint(abstract):
                yield from (_problem(known, kind, part) for part in parts if part.type in abstract)


def _problem(known: Labels, kind: str, part: Any) -> Problem:
    below = known.subtypes(kind, part.type)
    return Problem(
        on=part,
        at=("type",),
        message=f"{quoted(part.type)} is abstract, it only groups other types",
        span=words(part),
        fix=f"choose one of its subtypes: {listing(below)}" if below else None,
    )


RULE = Rule(code="TAG002", name="abstract-type", severity="error", level=4, check=check)
