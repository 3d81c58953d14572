"""A role of a relation is filled more often than its type allows.

The tag set gives most roles of relations a maximum. What holds between several things is several relations: two members
of one body are two. The same argument given twice counts once here.

Fails:

    {"text": "Mira Oldane and Tam Reed of Norhaven.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},
                  {"id": "t2", "type": "PER", "spans": [{"start": 16, "end": 24, "text": "Tam Reed"}]},
                  {"id": "t3", "type": "GPE", "spans": [{"start": 28, "end": 36, "text": "Norhaven"}]}],
     "relations": [{"id": "r1", "type": "AffiliatedWith",
                    "arguments": [{"role": "member", "filler": "t1"}, {"role": "member", "filler": "t2"},
                                  {"role": "body", "filler": "t3"}]}]}

Passes:

    {"text": "Mira Oldane and Tam Reed of Norhaven.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},
                  {"id": "t2", "type": "PER", "spans": [{"start": 16, "end": 24, "text": "Tam Reed"}]},
                  {"id": "t3", "type": "GPE", "spans": [{"start": 28, "end": 36, "text": "Norhaven"}]}],
     "relations": [{"id": "r1", "type": "AffiliatedWith",
                    "arguments": [{"role": "member", "filler": "t1"}, {"role": "body", "filler": "t3"}]},
                   {"id": "r2", "type": "AffiliatedWith",
                    "arguments": [{"role": "member", "filler": "t2"}, {"role": "body", "filler": "t3"}]}]}
"""

from __future__ import annotations

from ._counts import overfull_roles
from ._rule import Rule

RULE = Rule(
    code="REL004",
    name="too-many-relation-fillers",
    severity="error",
    level=5,
    check=lambda view: overfull_roles(view, "relation"),
)
