"""A role of an event is filled more often than its type allows.

The tag set gives some roles a maximum. Keep the arguments that the text supports, or make two events where two things
happened. The same argument given twice counts once here.

Fails:

    {"text": "The yard sold the ferry for 2 euros or 3 euros.",
     "entities": [{"id": "t1", "type": "MONEY", "spans": [{"start": 28, "end": 35, "text": "2 euros"}]},
                  {"id": "t2", "type": "MONEY", "spans": [{"start": 39, "end": 46, "text": "3 euros"}]}],
     "events": [{"id": "e1", "type": "Transfer", "trigger": [{"start": 9, "end": 13, "text": "sold"}],
                 "arguments": [{"role": "price", "filler": "t1"}, {"role": "price", "filler": "t2"}]}]}

Passes:

    {"text": "The yard sold the ferry for 2 euros or 3 euros.",
     "entities": [{"id": "t1", "type": "MONEY", "spans": [{"start": 28, "end": 35, "text": "2 euros"}]},
                  {"id": "t2", "type": "MONEY", "spans": [{"start": 39, "end": 46, "text": "3 euros"}]}],
     "events": [{"id": "e1", "type": "Transfer", "trigger": [{"start": 9, "end": 13, "text": "sold"}],
                 "arguments": [{"role": "price", "filler": "t1"}]}]}
"""

from __future__ import annotations

from ._counts import overfull_roles
from ._rule import Rule

RULE = Rule(
    code="EVT004",
    name="too-many-fillers",
    severity="error",
    level=5,
    check=lambda view: overfull_roles(view, "event"),
)
