"""A type in a tag set widens a role that it inherits.

A subtype, and a type that is named again in a tag set that extends another, may only narrow a role: take fewer sorts of
fillers, require more of them, or allow fewer. Otherwise an annotation could be right for a type and wrong for its
parent. Widen the role of the parent, or give the role of the subtype a name of its own.

Fails:

    {"entity_types": [{"name": "PER", "definition": "Use PER for a person."},
                      {"name": "ORG", "definition": "Use ORG for a body with members."}],
     "event_types": [
      {"name": "Meet", "definition": "People meet.",
       "roles": [{"name": "guest", "definition": "The guest is who comes.", "fillers": ["entity:PER"]}]},
      {"name": "Visit", "parent": "Meet", "definition": "Someone visits someone.",
       "roles": [{"name": "guest", "definition": "The guest is who comes.", "fillers": ["entity:PER", "entity:ORG"]}]}]}

Passes:

    {"entity_types": [{"name": "PER", "definition": "Use PER for a person."},
                      {"name": "ORG", "definition": "Use ORG for a body with members."}],
     "event_types": [
      {"name": "Meet", "definition": "People meet.",
       "roles": [{"name": "guest", "definition": "The guest is who comes.", "fillers": ["entity:PER", "entity:ORG"]}]},
      {"name": "Visit", "parent": "Meet", "definition": "Someone visits someone.",
       "roles": [{"name": "guest", "definition": "The guest is who comes.", "fillers": ["entity:PER"], "max": 1}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from ..tagset import TagSet
from ..tagset_file import Role
from ..text import quoted
from ._labels import listing
from ._rule import Problem, Rule
from ._tagsets import Place, places


def check(tagset: TagSet) -> Iterator[Problem]:
    for place in places(tagset):
        above = place.label.above if isinstance(place.written, Role) else None
        inherited = above.roles.get(place.name) if above else None
        if inherited is not None and not _in_circle(tagset, place):
            yield from _more_fillers(tagset, place, inherited)
            yield from _wider_limits(place, inherited)


def _in_circle(tagset: TagSet, place: Place) -> bool:
    """Whether a type, or one of its ancestors, is its own ancestor, so that nothing is above anything."""
    types = tagset.types(place.label.kind)
    last = types[place.label.resolved.lineage[-1]]
    return last.first("parent") in types


def _more_fillers(tagset: TagSet, place: Place, inherited: Role) -> Iterator[Problem]:
    allowed = tagset.expand(inherited.fillers)
    takes = listing(inherited.fillers)
    for index, filler in enumerate(place.written.fillers):
        if not tagset.expand([filler]) <= allowed:
            message = f"{quoted(filler)} widens the inherited role {quoted(place.name)}, which takes {takes}"
            yield Problem(at=(*place.path, "fillers", index), message=message)


def _wider_limits(place: Place, inherited: Role) -> Iterator[Problem]:
    least, most, role = place.written.min, place.written.max, f"the inherited role {quoted(place.name)}"
    if least is not UNSET and least < (inherited.min or 0):
        message = f"{role} has the minimum {inherited.min}, which this lowers to {least}"
        yield Problem(at=(*place.path, "min"), message=message)
    if most is not UNSET and inherited.max is not UNSET and most > inherited.max:
        message = f"{role} has the maximum {inherited.max}, which this raises to {most}"
        yield Problem(at=(*place.path, "max"), message=message)


RULE = Rule(code="TGS002", name="widened-role", severity="error", level=1, subject="tagset", check=check)
