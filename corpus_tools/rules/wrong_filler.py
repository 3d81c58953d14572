"""A role of an event is filled by something it does not take.

The tag set lists for each role which types of entities, events and quotes may fill it, and whether words that are not
annotated may. Mostly the role is another one, the filler has the wrong type, or the reference leads to the wrong
annotation. A chain counts as what its type says, and a chain without a type as any type of its kind. Nothing is said of
fillers that do not exist or whose own type is unknown.

Fails:

    {"text": "Mira Oldane spoke on Monday.",
     "entities": [{"id": "t1", "type": "DATE", "spans": [{"start": 21, "end": 27, "text": "Monday"}]}],
     "events": [{"id": "e1", "type": "Statement", "trigger": [{"start": 12, "end": 17, "text": "spoke"}],
                 "arguments": [{"role": "actor", "filler": "t1"}]}]}

Passes:

    {"text": "Mira Oldane spoke on Monday.",
     "entities": [{"id": "t1", "type": "DATE", "spans": [{"start": 21, "end": 27, "text": "Monday"}]}],
     "events": [{"id": "e1", "type": "Statement", "trigger": [{"start": 12, "end": 17, "text": "spoke"}],
                 "arguments": [{"role": "date", "filler": "t1"}]}]}
"""

from __future__ import annotations

from ._roles import wrong_fillers
from ._rule import Rule

RULE = Rule(
    code="EVT002",
    name="wrong-filler",
    severity="error",
    level=5,
    check=lambda view: wrong_fillers(view, "event"),
)
