"""An annotation has an attribute that the tag set does not have, or not for its kind or type.

The tag set says which attributes there are, on which kinds of annotation, and on which types with their subtypes. An
attribute that is not declared is read by nobody. Correct its name, remove it, or declare it in the tag set.

Fails:

    {"text": "Ada may meet Charles.",
     "events": [{"id": "e1", "type": "Consult", "attributes": {"modalty": "possible"},
                 "trigger": [{"start": 8, "end": 12, "text": "meet"}]}]}

Passes:

    {"text": "Ada may meet Charles.",
     "events": [{"id": "e1", "type": "Consult", "attributes": {"modality": "possible"},
                 "trigger": [{"start": 8, "end": 12, "text": "meet"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._attributes import Stray, strays
from ._labels import PLURALS, listing
from ._near import near_name
from ._roles import words
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    found = [stray for stray in strays(view) if not stray.is_value]
    for stray in found:
        yield Problem(
            on=stray.part,
            at=("attributes", stray.name),
            on_key=True,
            message=_message(stray, len(found)),
            span=words(stray.part),
        )


def _message(stray: Stray, asked: int) -> str:
    declared = stray.labels.tagset.attributes.get(stray.name)
    if declared is None:
        known = stray.labels.attributes[stray.kind]
        return f"the tag set has no attribute {quoted(stray.name)}{near_name(stray.name, known, asked)}"
    if stray.test is None:
        on = " and ".join(PLURALS[kind] for kind in declared.on)
        return f"the attribute {quoted(stray.name)} is for {on}, not for {PLURALS[stray.kind]}"
    types, name = listing(declared.types), stray.part.type or ""
    return f"the attribute {quoted(stray.name)} is for {types}, not for {quoted(name)}"


RULE = Rule(code="TAG004", name="undeclared-attribute", severity="error", level=4, check=check)
