"""An event lacks an argument in a role that its type requires.

The tag set gives some roles a minimum. Add the argument; where the text does not name the participant near the trigger,
its chain may fill the role, marked as implicit. An argument whose role is misspelt, or that lost its place in a changed
text, may be the missing one, so nothing is said then. The event types of political-news require no role.

Fails:

    {"$tagset": {"extends": {"id": "political-news", "version": "1.0.1"},
                 "event_types": [{"name": "Transfer", "definition": "Goods change hands.",
                                  "roles": [{"name": "item", "definition": "What changes hands.",
                                             "fillers": ["entity:PRODUCT", "span"], "min": 1}]}]},
     "text": "The harbour sold it.",
     "events": [{"id": "e1", "type": "Transfer", "trigger": [{"start": 12, "end": 16, "text": "sold"}]}]}

Passes:

    {"$tagset": {"extends": {"id": "political-news", "version": "1.0.1"},
                 "event_types": [{"name": "Transfer", "definition": "Goods change hands.",
                                  "roles": [{"name": "item", "definition": "What changes hands.",
                                             "fillers": ["entity:PRODUCT", "span"], "min": 1}]}]},
     "text": "The harbour sold it.",
     "events": [{"id": "e1", "type": "Transfer", "trigger": [{"start": 12, "end": 16, "text": "sold"}],
                 "arguments": [{"role": "item", "spans": [{"start": 17, "end": 19, "text": "it"}]}]}]}
"""

from __future__ import annotations

from ._counts import missing_roles
from ._rule import Rule

RULE = Rule(
    code="EVT003",
    name="missing-role",
    severity="error",
    level=5,
    check=lambda view: missing_roles(view, "event"),
)
