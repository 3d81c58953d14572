"""An event has an argument in a role that its type does not have.

Which roles a type has stands in the tag set; a type also has the roles of its parent types.

Fails:

    {"text": "Ada met Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 4, "end": 7, "text": "met"}],
                 "arguments": [{"role": "participants", "filler": "t1"}]}]}

Passes:

    {"text": "Ada met Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}],
     "events": [{"id": "e1", "type": "Consult", "trigger": [{"start": 4, "end": 7, "text": "met"}],
                 "arguments": [{"role": "participant", "filler": "t1"}]}]}
"""

from __future__ import annotations

from ._roles import unknown_roles
from ._rule import Rule

RULE = Rule(
    code="EVT001",
    name="unknown-role",
    severity="error",
    level=5,
    check=lambda view: unknown_roles(view, "event"),
    fix="propose",
)
