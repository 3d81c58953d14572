"""Roles of events and relations held against the tag set; the same for both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..model import Event, Relation
from ..tagset import ResolvedType
from ..text import nearest, quoted
from ._rule import Problem
from ._view import LayerView, View

Kind = Literal["event", "relation"]


def _typed(view: View, kind: Kind) -> Iterator[tuple[LayerView, Event | Relation, ResolvedType]]:
    """The sound annotations of a kind whose type is in the tag set, with that type."""
    for layer in view.layers:
        if layer.tagset is not None:
            types = layer.tagset.types(kind)
            owners: list[Event] | list[Relation] = layer.events if kind == "event" else layer.relations
            for owner in owners:
                if owner.type in types:
                    yield layer, owner, types[owner.type]


def unknown_roles(view: View, kind: Kind) -> Iterator[Problem]:
    """Arguments whose role the type does not have."""
    for _, owner, resolved in _typed(view, kind):
        for argument in owner.arguments or ():
            if argument.role not in resolved.roles:
                near = nearest(argument.role, resolved.roles)
                yield Problem(
                    on=argument,
                    at=("role",),
                    message=f"{quoted(owner.type)} has no role {quoted(argument.role)}; it has {', '.join(resolved.roles)}",
                    fix=f"change the role to {quoted(near)}" if near else None,
                )
