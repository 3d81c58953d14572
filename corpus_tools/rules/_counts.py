"""How often the roles of events and relations are filled, held against the tag set.

What was found right once is right for ever with the same tag set, so it is remembered by tag set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from msgspec import UNSET

from ..model import Argument, Event, Relation, RelationArgument
from ..tagset import ResolvedType, TagSet
from ..tagset_file import Role
from ..text import quoted
from ._once import once
from ._roles import Kind, owners, words
from ._rule import Problem
from ._view import LayerView, View

Counted = tuple[LayerView, Event | Relation, ResolvedType]
Shape = tuple[str, ...]
"""A type, and the roles of the arguments."""
_REMEMBERED = 20_000
_role = attrgetter("role")


@lru_cache(maxsize=64)
def _right(tagset: TagSet, kind: Kind) -> set[Shape]:
    """The shapes that were found right with a tag set so far."""
    return set()


def missing_roles(view: View, kind: Kind) -> Iterator[Problem]:
    """Roles that are filled less often than the type requires; a misspelt role may stand for any of them."""
    miscounted = _miscounted(view)[kind]
    lost = _lost_arguments(view) if miscounted else ()
    for layer, owner, resolved in miscounted:
        if (layer.index, owner.id) in lost:
            continue
        counts = Counter(argument.role for argument in owner.arguments or ())
        strays = sum(count for name, count in counts.items() if name not in resolved.roles)
        for role in resolved.roles.values():
            if role.min and counts[role.name] + strays < role.min:
                yield Problem(
                    on=owner,
                    at=("arguments",) if owner.arguments else (),
                    message=_missing(owner, role, counts[role.name]),
                    span=words(owner),
                )


def _lost_arguments(view: View) -> set[tuple[int, str]]:
    """Layer and id of annotations of which an argument lost its place in the text."""
    fields = ((layer.index, part) for layer in view.layers for part in layer.layer.unanchored or ())
    return {(index, part.annotation.id) for index, part in fields if part.path and part.path.startswith("/arguments")}


def _missing(owner: Event | Relation, role: Role, count: int) -> str:
    required = f"{quoted(owner.type)} requires the role {quoted(role.name)}"
    if role.min == 1:
        return required + ", and no argument has it"
    return f"{required} at least {_times(role.min or 0)}, and it is given {_times(count)}"


def _times(count: int) -> str:
    """How often, in words."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def overfull_roles(view: View, kind: Kind) -> Iterator[Problem]:
    """Roles that are filled more often than the type allows; the same argument given twice counts once."""
    for _, owner, resolved in _miscounted(view)[kind]:
        for role in resolved.roles.values():
            several = _distinct(owner, role.name) if role.max else []
            if role.max and len(several) > role.max:
                yield Problem(
                    on=several[role.max],
                    message=f"{quoted(owner.type)} takes the role {quoted(role.name)} at most {_times(role.max)}, "
                    f"and it is given {_times(len(several))}",
                    span=words(several[role.max]) or words(owner),
                    related=[(several[0], "first filled here")],
                )


def _distinct(owner: Event | Relation, role: str) -> list[Argument | RelationArgument]:
    """The arguments with a role, each filler once."""
    found: dict[object, Argument | RelationArgument] = {}
    for argument in owner.arguments or ():
        if argument.role == role:
            found.setdefault(argument_key(argument), argument)
    return list(found.values())


def can_spare(layer: LayerView, owner: Event | Relation, role: str) -> bool:
    """Whether a role has fillers enough when each is given only once."""
    types = layer.tagset.types("event" if isinstance(owner, Event) else "relation") if layer.tagset else {}
    roles = types[owner.type].roles if owner.type in types else {}
    return role not in roles or len(_distinct(owner, role)) >= (roles[role].min or 0)


def argument_key(argument: Argument | RelationArgument) -> tuple[object, ...]:
    """What makes two arguments the same: the role and what fills it."""
    spans = argument.spans if isinstance(argument, Argument) else UNSET
    return (argument.role, argument.filler, *[(span.start, span.end) for span in spans or ()])


@once
def _miscounted(view: View) -> dict[Kind, list[Counted]]:
    """Annotations with a role filled too often or too seldom, by their kind."""
    kinds: tuple[Kind, ...] = ("event", "relation")
    return {kind: [found for layer in view.layers for found in _layer_miscounted(layer, kind)] for kind in kinds}


def _layer_miscounted(layer: LayerView, kind: Kind) -> Iterator[Counted]:
    if layer.tagset is None:
        return
    types, limited = layer.tagset.types(kind), _limited(layer.tagset, kind)
    counted = [owner for owner in owners(layer, kind) if owner.type in limited]
    shapes = {(owner.type, *map(_role, owner.arguments or ())) for owner in counted}
    right = _right(layer.tagset, kind)
    new = shapes - right
    if new:
        wrong = {shape for shape in new if not _is_within(types[shape[0]], Counter(shape[1:]))}
        if len(right) > _REMEMBERED:
            right.clear()
        right.update(new - wrong)
        for owner in counted if wrong else ():
            if (owner.type, *map(_role, owner.arguments or ())) in wrong:
                yield layer, owner, types[owner.type]


@lru_cache(maxsize=64)
def _limited(tagset: TagSet, kind: str) -> frozenset[str]:
    """Types of which some role must be filled, or may be filled only so often."""
    types = tagset.types(kind).items()
    return frozenset(name for name, found in types if any(role.min or role.max for role in found.roles.values()))


def _is_within(resolved: ResolvedType, counts: Counter[str]) -> bool:
    roles = resolved.roles.values()
    return all((role.min or 0) <= counts[role.name] <= (role.max or counts[role.name]) for role in roles)
