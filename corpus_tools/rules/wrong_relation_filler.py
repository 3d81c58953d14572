"""A role of a relation is filled by something it does not take.

The tag set lists for each role which types of entities, events and quotes may fill it. Mostly two roles are mixed up,
the filler has the wrong type, or the reference leads to the wrong annotation. Nothing is said of fillers that do not
exist or whose own type is unknown; a chain or relation as filler is reported as a wrong reference.

Fails:

    {"text": "Mira Oldane of Norhaven.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},
                  {"id": "t2", "type": "LOC", "spans": [{"start": 15, "end": 23, "text": "Norhaven"}]}],
     "relations": [{"id": "r1", "type": "AffiliatedWith",
                    "arguments": [{"role": "member", "filler": "t1"}, {"role": "body", "filler": "t2"}]}]}

Passes:

    {"text": "Mira Oldane of Norhaven.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 11, "text": "Mira Oldane"}]},
                  {"id": "t2", "type": "GPE", "spans": [{"start": 15, "end": 23, "text": "Norhaven"}]}],
     "relations": [{"id": "r1", "type": "AffiliatedWith",
                    "arguments": [{"role": "member", "filler": "t1"}, {"role": "body", "filler": "t2"}]}]}
"""

from __future__ import annotations

from ._roles import wrong_fillers
from ._rule import Rule

RULE = Rule(
    code="REL002",
    name="wrong-relation-filler",
    severity="error",
    level=5,
    check=lambda view: wrong_fillers(view, "relation"),
)
