"""An annotation or chain has a type that is deprecated in the tag set.

Such a type goes with the next major version of the tag set, and the record would not fit that any more. Where the tag
set names a type to use instead, that is put in; it is left to you where the annotation has a role that the other type
does not have.

Fails:

    {"$tagset": {"entity_types": [
        {"name": "TOWN", "definition": "A town.", "deprecated": true, "replaced_by": "PLACE"},
        {"name": "PLACE", "definition": "A place."}]},
     "text": "Norhaven voted.",
     "entities": [{"id": "t1", "type": "TOWN", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]}]}

Passes:

    {"$tagset": {"entity_types": [
        {"name": "TOWN", "definition": "A town.", "deprecated": true, "replaced_by": "PLACE"},
        {"name": "PLACE", "definition": "A place."}]},
     "text": "Norhaven voted.",
     "entities": [{"id": "t1", "type": "PLACE", "spans": [{"start": 0, "end": 8, "text": "Norhaven"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Fix
from ..model import Annotation
from ..text import quoted
from ._changes import put
from ._labels import Labels, labels, typed
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        known = labels(layer.tagset) if layer.tagset else None
        if known and any(known.successors.values()):
            yield from (_problem(known, kind, part) for kind, part in _deprecated(layer, known))


def _deprecated(layer: LayerView, known: Labels) -> Iterator[tuple[str, Annotation]]:
    for kind, parts, names in typed(layer):
        if not known.successors[kind].keys().isdisjoint(names):
            yield from ((kind, part) for part in parts if part.type in known.successors[kind])
    yield from ((chain.kind, chain) for chain in layer.chains if chain.type in known.successors[chain.kind])


def _problem(known: Labels, kind: str, part: Annotation) -> Problem:
    name = part.type or ""
    other = known.successors[kind][name]
    is_sure = other is not None and _has_roles(known, kind, part, other)
    return Problem(
        on=part,
        at=("type",),
        message=f"the type {quoted(name)} is deprecated in the tag set {known.tagset.id} {known.tagset.version}",
        span=words(part),
        fix=Fix("safe" if is_sure else "propose", f"change the type to {quoted(other)}") if other else None,
        changes=put(part, type=other) if is_sure else (),
    )


def _has_roles(known: Labels, kind: str, part: Annotation, other: str) -> bool:
    """Whether another type has every role that is given."""
    given = {argument.role for argument in getattr(part, "arguments", None) or ()}
    return not given or given <= known.types[kind][other].roles.keys()


RULE = Rule(code="TAG003", name="deprecated-type", severity="warning", level=4, check=check, fix="safe")
