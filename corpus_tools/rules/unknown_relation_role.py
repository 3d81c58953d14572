"""A relation has an argument in a role that its type does not have.

Which roles a type has stands in the tag set; a type also has the roles of its parent types. Mostly the role is
misspelt, or it is a role of another type.

Fails:

    {"text": "Mira Oldane of Norhaven.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},
                  {"id": "t2", "type": "GPE", "spans": [{"start": 15, "end": 23, "text": "Norhaven"}]}],
     "relations": [{"id": "r1", "type": "AffiliatedWith",
                    "arguments": [{"role": "members", "filler": "t1"}, {"role": "body", "filler": "t2"}]}]}

Passes:

    {"text": "Mira Oldane of Norhaven.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},
                  {"id": "t2", "type": "GPE", "spans": [{"start": 15, "end": 23, "text": "Norhaven"}]}],
     "relations": [{"id": "r1", "type": "AffiliatedWith",
                    "arguments": [{"role": "member", "filler": "t1"}, {"role": "body", "filler": "t2"}]}]}
"""

from __future__ import annotations

from ._roles import unknown_roles
from ._rule import Rule

RULE = Rule(
    code="REL001",
    name="unknown-relation-role",
    severity="error",
    level=5,
    check=lambda view: unknown_roles(view, "relation"),
    fix="propose",
)
