"""An event has an argument in a role that its type does not have.

Which roles a type has stands in the tag set; a type also has the roles of its parent types. Mostly the role is
misspelt, or it is a role of another type. Nothing is said of the roles of a type that the tag set does not have.

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
