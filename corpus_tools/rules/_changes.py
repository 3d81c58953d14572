"""Edits that fixes are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from ..model import Annotation, Span
from ._once import once
from ._rule import Change
from ._view import LayerView, View


def put(part: Any, **values: Any) -> list[Change]:
    """New values for fields of a part, by their names in the record; UNSET takes a field out."""
    return [Change(part, (name,), value) for name, value in values.items()]


def drop(part: Any) -> list[Change]:
    """Take a part out of the list it stands in."""
    return [Change(part)]


def move(span: Span, start: int, end: int, text: str) -> list[Change]:
    """Another place for a span: only what differs is touched."""
    wanted = {"start": start, "end": end, "text": text}
    return put(span, **{name: value for name, value in wanted.items() if getattr(span, name) != value})


def respan(view: View, span: Span, places: Sequence[tuple[int, int]]) -> list[Change]:
    """Other places for the whole list that a span stands in; each gets the words of the article."""
    owner, field = owner_of(view, span)
    spans = [{"start": start, "end": end, "text": view.text[start:end]} for start, end in places]
    return put(owner, **{field: spans})


def owner_of(view: View, span: Span) -> tuple[Any, str]:
    """The part whose list a span stands in, and the field of that list."""
    *above, field, _ = view.path(span)
    owner: Any = view.record
    for key in above:
        owner = owner[key] if isinstance(key, int) else getattr(owner, str(key))
    return owner, str(field)


def redirect(view: View, layer: LayerView, old: str, new: str) -> list[Change]:
    """Let everything in the record that refers to one annotation of a layer refer to another.

    A list that names both already loses the old one, and so does an annotation that has both in one role.
    """
    name = layer.layer.name
    changes = [
        change for place in _referrers(view).get((layer.index, old), ()) for change in _refilled(*place, old, new)
    ]
    for part in _derived(view).get(f"{name}:{old}", ()):
        changes += put(part, **{"from": _exchanged(part.from_ or [], f"{name}:{old}", f"{name}:{new}")})
    return changes


def _refilled(part: Any, field: str, beside: Sequence[Any], old: str, new: str) -> list[Change]:
    """Another id in a field of a part. Of what stands beside it, such as arguments of one event, none is doubled."""
    value = getattr(part, field)
    if isinstance(value, list):
        return put(part, **{field: _exchanged(value, old, new)})
    return drop(part) if replace(part, **{field: new}) in beside else put(part, **{field: new})


def _exchanged(ids: list[str], old: str, new: str) -> list[str]:
    return list(dict.fromkeys(new if one == old else one for one in ids))


_Place = tuple[Any, str, Sequence[Any]]
"""A part with the field that refers to something, and what stands beside the part in its list."""


@once
def _referrers(view: View) -> dict[tuple[int, str], list[_Place]]:
    """Everything that refers to something in its layer, by the index of the layer and the id."""
    found: defaultdict[tuple[int, str], list[_Place]] = defaultdict(list)
    for layer in view.layers:
        for identifier, *place in (*_single(layer), *_listed(layer)):
            found[layer.index, identifier].append(tuple(place))
    return found


def _single(layer: LayerView) -> Iterator[tuple[str, Any, str, Sequence[Any]]]:
    columns = layer.all_columns
    chained: list[Any] = [*columns.entities, *columns.events, *columns.quotes]
    yield from ((part.chain, part, "chain", ()) for part in chained if part.chain)
    for arguments in [part.arguments or () for owners in (columns.events, columns.relations) for part in owners]:
        yield from ((part.filler, part, "filler", arguments) for part in arguments if part.filler)
    for conflict in layer.layer.conflicts or ():
        yield conflict.annotation, conflict, "annotation", ()


def _listed(layer: LayerView) -> Iterator[tuple[str, Any, str, Sequence[Any]]]:
    for quote in layer.all_columns.quotes:
        yield from ((name, quote, "source", ()) for name in quote.source or ())
        yield from ((name, quote, "addressee", ()) for name in quote.addressee or ())
    for chain in layer.all_columns.chains:
        yield from ((name, chain, "members", ()) for name in chain.members or ())


@once
def _derived(view: View) -> dict[str, list[Annotation]]:
    """Annotations of any layer that say what they were made from, by that."""
    found: defaultdict[str, list[Annotation]] = defaultdict(list)
    for layer in view.layers if any(layer.all_columns.origins for layer in view.layers) else ():
        for part in layer.everything:
            for origin in part.from_ or ():
                found[origin].append(part)
    return found
