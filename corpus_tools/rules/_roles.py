"""Who fills which role: arguments of events and relations, and speakers of quotes, held against the tag set.

What was found right once is right for ever with the same tag set, so it is remembered by tag set, and a sound layer
costs a set difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import repeat
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from ..findings import Path
from ..model import Event, Quote, Relation, Span
from ..tagset import ResolvedType, TagSet
from ..text import nearest, quoted
from ._changes import put
from ._once import once
from ._rule import Problem
from ._view import LayerView, View

Kind = Literal["event", "relation"]
Filling = tuple[str, str, str | None, str | None]
"""A type, one of its roles, and what fills it: the type of an entity, or the label of something else, or neither."""
_KINDS = ("entity", "event", "quote")
_SPEAKERS = ("source", "addressee")
_REMEMBERED = 20_000


@lru_cache(maxsize=64)
def _right(tagset: TagSet, kind: str) -> set[Filling]:
    """What was found right with a tag set so far."""
    return set()


class Misfit(Struct, frozen=True):
    """`owner` has a role its type lacks, or one filled by what must not fill it; `on` and `at` lead to the filler."""

    layer: LayerView
    owner: Event | Relation | Quote
    on: Any
    at: Path
    role: str
    label: str | None


def unknown_roles(view: View, kind: Kind) -> Iterator[Problem]:
    """Arguments whose role the type does not have."""
    for misfit in _misfits(view)[kind]:
        roles = _type(misfit, kind).roles
        if misfit.role not in roles:
            near = nearest(misfit.role, roles)
            has = "it has " + ", ".join(roles) if roles else "it has no roles"
            is_sure = near is not None and _would_fit(misfit, kind, near)
            yield Problem(
                on=misfit.on,
                at=("role",),
                message=f"{quoted(misfit.owner.type)} has no role {quoted(misfit.role)}; {has}",
                span=words(misfit.owner),
                fix=f"change the role to {quoted(near)}" if near else None,
                changes=put(misfit.on, role=near) if is_sure else (),
            )


def _would_fit(misfit: Misfit, kind: Kind, role: str) -> bool:
    """Whether the argument could have another role: it takes such fillers, and has room for one more."""
    assert misfit.layer.tagset is not None
    arguments = getattr(misfit.owner, "arguments", None) or ()
    given = [part.filler for part in arguments if part.role == role]
    has_room = len(given) < (_type(misfit, kind).roles[role].max or len(given) + 1)
    is_new = not misfit.on.filler or misfit.on.filler not in given
    return has_room and is_new and _is_right(misfit.layer.tagset, kind, _filling(misfit, role))


def _filling(misfit: Misfit, role: str) -> Filling:
    """What a misfit would be in another role."""
    entity = misfit.label.removeprefix("entity:") if misfit.label and misfit.label.startswith("entity:") else None
    return misfit.owner.type, role, entity, None if entity else misfit.label


def wrong_fillers(view: View, kind: Kind) -> Iterator[Problem]:
    """Arguments filled by something that their role does not take."""
    for misfit in _misfits(view)[kind]:
        role = _type(misfit, kind).roles.get(misfit.role)
        if role is not None:
            yield _wrong_filler(misfit, f"{quoted(misfit.role)} of {quoted(misfit.owner.type)}", role.fillers)


def wrong_speakers(view: View) -> Iterator[Problem]:
    """Sources and addressees of quotes that the type of quote does not take."""
    for misfit in _misfits(view)["quote"]:
        slot = _type(misfit, "quote").first(misfit.role)
        fillers = slot.fillers if slot else ["entity:*"]
        yield _wrong_filler(misfit, f"{misfit.role} of a {quoted(misfit.owner.type)} quote", fillers)


def _wrong_filler(misfit: Misfit, place: str, fillers: list[str]) -> Problem:
    return Problem(
        on=misfit.on,
        at=misfit.at,
        message=f"{place} cannot be filled by {_described(misfit.label)}; it takes {', '.join(fillers)}",
        span=words(misfit.layer.by_id.get(_reference(misfit))) or words(misfit.on),
    )


def _described(label: str | None) -> str:
    if label == "span":
        return "words that are not annotated"
    return f"a chain of kind {quoted(label)}" if label in _KINDS else quoted(label or "")


def _reference(misfit: Misfit) -> str:
    """The id that stands at the place of a misfit, empty where there is none."""
    value: Any = misfit.on
    for key in misfit.at:
        value = value[key] if isinstance(key, int) else getattr(value, key)
    return value if isinstance(value, str) else ""


def words(part: Any) -> tuple[int, int] | None:
    """The stretch of the article that a part stands for, None where it has no place of its own."""
    for field in ("trigger", "content", "spans"):
        spans: list[Span] | None = getattr(part, field, None)
        if spans:
            return spans[0].start, spans[0].end
    return None


def _type(misfit: Misfit, kind: str) -> ResolvedType:
    assert misfit.layer.tagset is not None
    return misfit.layer.tagset.types(kind)[misfit.owner.type]


@once
def _misfits(view: View) -> dict[str, list[Misfit]]:
    """Everything whose role or filler is not right by the tag set, by the kind of annotation it belongs to."""
    found: dict[str, list[Misfit]] = {"event": [], "relation": [], "quote": []}
    for layer in view.layers:
        columns, fillers = layer.columns, _Fillers(layer)
        given = {"event": columns.arguments, "relation": columns.pairs, "quote": columns.speakers}
        for kind in given:
            if layer.tagset and given[kind]:
                found[kind] += _layer_misfits(layer, layer.tagset, kind, fillers)
    return found


class _Fillers:
    """What the ids of a layer stand for: types of entities, and labels of all else."""

    def __init__(self, layer: LayerView) -> None:
        self.entities: dict[Any, str] = layer.entity_types
        self._layer = layer.layer

    @cached_property
    def others(self) -> dict[Any, str]:
        """The label of everything that is not an entity; `span` for no id."""
        part = self._layer
        others: dict[Any, str] = {one.id: "event:" + one.type for one in part.events or ()}
        others |= {one.id: "quote:" + one.type for one in part.quotes or ()}
        others |= {one.id: "relation:" + one.type for one in part.relations or ()}
        others |= {one.id: one.kind + ":" + one.type if one.type else one.kind for one in part.chains or ()}
        return {**others, UNSET: "span"}

    def label(self, reference: str | UnsetType) -> str | None:
        """What an id stands for: kind and type, just the kind of a chain without a type, `span` for no id."""
        found = self.entities.get(reference)
        return "entity:" + found if found else self.others.get(reference)

    def fillings(self, layer: LayerView, kind: str) -> Iterator[Filling]:
        """Which roles are filled by what in a layer."""
        if kind == "event":
            columns = layer.columns
            return zip(columns.owner_types, columns.roles, *self._columns(columns.fillers), strict=True)
        if kind == "relation":
            pairs = [(owner.type, part.role, part.filler) for owner in layer.relations for part in owner.arguments]
            types, names, refs = zip(*pairs, strict=True)
            return zip(types, names, *self._columns(refs), strict=True)
        slots = [(one.type, "source", ref) for one in layer.quotes for ref in one.source or ()]
        slots += [(one.type, "addressee", ref) for one in layer.quotes for ref in one.addressee or ()]
        types, names, refs = zip(*slots, strict=True)
        return zip(types, names, *self._columns(refs), strict=True)

    def _columns(self, references: Sequence[Any]) -> tuple[Sequence[str | None], Iterable[str | None]]:
        """The type of entity that each id stands for, and the label of what is none."""
        entities = list(map(self.entities.get, references))
        return entities, map(self.others.get, references) if None in entities else repeat(None, len(references))


def _layer_misfits(layer: LayerView, tagset: TagSet, kind: str, fillers: _Fillers) -> Iterator[Misfit]:
    right = _right(tagset, kind)
    if right.issuperset(fillers.fillings(layer, kind)):
        return
    new = set(fillers.fillings(layer, kind)) - right
    wrong = {filling for filling in new if not _is_right(tagset, kind, filling)}
    if len(right) > _REMEMBERED:
        right.clear()
    right.update(new - wrong)
    told = {(name, role, "entity:" + entity if entity else other) for name, role, entity, other in wrong}
    for misfit in _places(layer, kind, fillers) if told else ():
        if (misfit.owner.type, misfit.role, misfit.label) in told and not _is_elsewhere(layer, kind, misfit):
            yield misfit


def owners(layer: LayerView, kind: str) -> Sequence[Event] | Sequence[Relation]:
    """The sound events or relations of a layer."""
    return layer.events if kind == "event" else layer.relations


def _is_right(tagset: TagSet, kind: str, filling: Filling) -> bool:
    """Whether a role may be so filled. Unknown types, labels and fillers are right: other rules speak about them."""
    name, role, entity, other = filling
    label = "entity:" + entity if entity else other
    types = tagset.speakers if kind == "quote" else tagset.allowed[kind]
    if name not in types:
        return True
    allowed = types[name].get(role)
    if allowed is None or label is None or label in allowed:
        return allowed is not None
    if label in _KINDS:
        return any(one.startswith(label + ":") for one in allowed)
    return label != "span" and label not in tagset.labels


def _places(layer: LayerView, kind: str, fillers: _Fillers) -> Iterator[Misfit]:
    """Every argument or speaker, whether it fits or not."""
    label = fillers.label
    if kind != "quote":
        for owner in owners(layer, kind):
            for argument in owner.arguments or ():
                at = "filler" if argument.filler else "spans"
                yield Misfit(layer, owner, argument, (at,), argument.role, label(argument.filler))
        return
    for quote in layer.quotes:
        for role, refs in (("source", quote.source), ("addressee", quote.addressee)):
            for index, ref in enumerate(refs or ()):
                yield Misfit(layer, quote, quote, (role, index), role, label(ref))


def _is_elsewhere(layer: LayerView, kind: str, misfit: Misfit) -> bool:
    """Whether the filler is of a kind that cannot stand there at all, which is told where references are checked."""
    if kind == "event" or misfit.role not in _known_roles(layer, kind, misfit.owner.type):
        return False
    is_chain = layer.kinds.get(_reference(misfit)) == "chain"
    return is_chain if kind == "relation" else not is_chain and not (misfit.label or "").startswith("entity:")


def _known_roles(layer: LayerView, kind: str, name: str) -> Iterable[str]:
    assert layer.tagset is not None
    return _SPEAKERS if kind == "quote" else layer.tagset.types(kind)[name].roles
