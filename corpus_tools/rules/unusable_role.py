"""A tag set has a role that cannot work: in a symmetric relation, with different fillers, or where words cannot stand.

The fillers of a symmetric relation may change places, so each of its roles must take the same. Only roles of events may
be filled by words that are not annotated: `span` means nothing for relations, sources and addressees.

Fails:

    {"entity_types": [{"name": "PER", "definition": "Use PER for a person."},
                      {"name": "ORG", "definition": "Use ORG for a body with members."}],
     "relation_types": [
      {"name": "AllyOf", "definition": "Two are allies.", "symmetric": true,
       "roles": [{"name": "first", "definition": "The first is one of the two.", "fillers": ["entity:PER"]},
                 {"name": "second", "definition": "The second is the other.", "fillers": ["entity:ORG"]}]}]}

Passes:

    {"entity_types": [{"name": "PER", "definition": "Use PER for a person."},
                      {"name": "ORG", "definition": "Use ORG for a body with members."}],
     "relation_types": [
      {"name": "AllyOf", "definition": "Two are allies.", "symmetric": true,
       "roles": [{"name": "ally", "definition": "The ally is one of the two.", "fillers": ["entity:PER", "entity:ORG"],
                  "min": 2, "max": 2}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..tagset import ResolvedType, TagSet
from ..text import quoted
from ._labels import listing
from ._rule import Problem, Rule
from ._tagsets import Label, is_known, is_whole, places, written


def check(tagset: TagSet) -> Iterator[Problem]:
    for label in written(tagset):
        if label.kind == "relation" and label.resolved.symmetric and is_whole(tagset):
            yield from _symmetric(tagset, label)
    for place in places(tagset):
        if place.label.kind != "event" and "span" in place.written.fillers:
            yield Problem(
                at=(*place.path, "fillers", place.written.fillers.index("span")),
                message=f'"span" is only for roles of events, and {quoted(place.name)} is of a {place.label.kind} type',
                fix='remove "span"',
            )


def _symmetric(tagset: TagSet, label: Label) -> Iterator[Problem]:
    """A symmetric type whose roles differ, unless it only inherits that."""
    above = label.above
    if _differ(tagset, label.resolved) and not (above and above.symmetric and _differ(tagset, above)):
        roles = label.resolved.roles.values()
        takes = "; ".join(f"{quoted(role.name)} takes {listing(role.fillers)}" for role in roles)
        yield Problem(
            at=(*label.path, "symmetric") if label.written.symmetric else label.path,
            message=f"the roles of a symmetric type must take the same fillers: {takes}",
        )


def _differ(tagset: TagSet, resolved: ResolvedType) -> bool:
    """Whether roles take different fillers; nothing is said where a filler is unknown, and `span` is told apart."""
    roles = resolved.roles.values()
    if not all(is_known(tagset, filler) for role in roles for filler in role.fillers):
        return False
    return len({tagset.expand(role.fillers) - {"span"} for role in roles}) > 1


RULE = Rule(code="TGS004", name="unusable-role", severity="error", level=1, subject="tagset", check=check)
