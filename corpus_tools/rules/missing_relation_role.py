"""A relation lacks an argument in a role that its type requires.

The tag set gives most roles of relations a minimum: membership without a body says nothing. Add the argument, or remove
the relation. An argument whose role is misspelt may be the missing one, so nothing is said then.

Fails:

    {"text": "Mira Oldane of Norhaven.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},
                  {"id": "t2", "type": "GPE", "spans": [{"start": 15, "end": 23, "text": "Norhaven"}]}],
     "relations": [{"id": "r1", "type": "AffiliatedWith",
                    "arguments": [{"role": "member", "filler": "t1"}]}]}

Passes:

    {"text": "Mira Oldane of Norhaven.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},
                  {"id": "t2", "type": "GPE", "spans": [{"start": 15, "end": 23, "text": "Norhaven"}]}],
     "relations": [{"id": "r1", "type": "AffiliatedWith",
                    "arguments": [{"role": "member", "filler": "t1"}, {"role": "body", "filler": "t2"}]}]}
"""

from __future__ import annotations

from ._counts import missing_roles
from ._rule import Rule

RULE = Rule(
    code="REL003",
    name="missing-relation-role",
    severity="error",
    level=5,
    check=lambda view: missing_roles(view, "relation"),
)
