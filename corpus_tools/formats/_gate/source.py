"""Annotation sets to layers, tokens and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple

from msgspec import UNSET, UnsetType

from ...model import Segmentation
from .._items import Item, kind_of
from .._items.bare import Bare, Made
from .._items.source import layer_of
from .._loss import Loss
from .._names import layer_name
from .._spans import Place as Stretch
from .._spans import all_placed, placed
from .._text import Cleaned
from . import ARGUMENT, CHAIN, KIND, SEGMENTS, Annotation

_OTHERS = {*SEGMENTS, CHAIN}
"""Types of annotations that are something else than mentions."""


class Sets(NamedTuple):
    """What the annotation sets of a document hold, and what was lost on the way."""

    layers: list[Made]
    segmentation: Segmentation | UnsetType
    losses: list[Loss]


class Place(NamedTuple):
    """Where messages place what they are about: the article, and a part of the source."""

    article: str
    where: Callable[[Any], str]


def read_sets(sets: Mapping[str, Bare | list[Annotation]], text: Cleaned, nobody: str, at: Place) -> Sets:
    """The layers that sets stand for, that without a name being `nobody`'s, in which tokens and sentences may be."""
    unnamed = sets.get("", [])
    found, losses = _segmented([] if isinstance(unnamed, Bare) else unnamed, text), list[Loss]()
    for kind, were in found.were.items():
        losses += _of_features(kind, were, at)
    others = {} if isinstance(unnamed, Bare) or "" not in sets else {"": found.others}
    layers = [
        _layer(name, members, text, nobody, at) for name, members in {**sets, **others}.items() if name or members
    ]
    return Sets(layers, found.segmentation, [*losses, *chain.from_iterable(made.losses for made in layers)])


def _layer(name: str, members: Bare | list[Annotation], text: Cleaned, nobody: str, at: Place) -> Made:
    items = members if isinstance(members, Bare) else [_item_of(one, text) for one in members]
    return layer_of(items, layer_name(name) if name else nobody, at.article, at.where)


def bare_set(ids: list[str], types: list[str], places: Sequence[Stretch], text: Cleaned) -> Bare | None:
    """A set of annotations without features, if all of them are mentions that have a place."""
    spans = None if _OTHERS.intersection(types) else all_placed(places, text)
    return None if spans is None or not spans else Bare(ids, types, spans)


class _Segmented(NamedTuple):
    """Tokens and sentences, the annotations that they were, by kind, and the other annotations."""

    segmentation: Segmentation | UnsetType
    were: dict[str, list[Annotation]]
    others: list[Annotation]


def _segmented(annotations: Sequence[Annotation], text: Cleaned) -> _Segmented:
    """The tokens and sentences among annotations; none of a kind where they share words or have no place."""
    found: dict[str, Any] = {}
    were: dict[str, list[Annotation]] = {}
    for kind, field in SEGMENTS.items():
        mine = [one for one in annotations if one.type == kind and KIND not in one.features]
        places = sorted(place for one in mine if (place := text.place(*one.place)))
        if mine and len(places) == len(mine) and all(first[1] <= second[0] for first, second in pairwise(places)):
            found[field], were[kind] = places, mine
    tokenizer = "imported" if "tokens" in found else UNSET
    others = [one for one in annotations if one.type not in were or KIND in one.features]
    return _Segmented(Segmentation(**found, tokenizer=tokenizer) if found else UNSET, were, others)


def _of_features(kind: str, were: Sequence[Annotation], at: Place) -> Iterator[Loss]:
    names = sorted({name for one in were for name in one.features})
    if names:
        why = "a record holds tokens and sentences, but nothing that is said of each of them"
        yield Loss(
            what="changed",
            kind=SEGMENTS[kind],
            id=", ".join(names),
            article=at.article,
            where=at.where(were[0].at),
            why=why,
        )


def _item_of(one: Annotation, text: Cleaned) -> Item:
    """An annotation as an item."""
    fields = {name: value for name, value in one.features.items() if not name.startswith(ARGUMENT)}
    links = [link for name, value in one.features.items() if name.startswith(ARGUMENT) for link in _links(name, value)]
    kind = kind_of(fields.get(KIND), placed=True, linked=bool(links))
    if fields.get(KIND) == kind:
        del fields[KIND]
    item = Item(id=one.id, kind=kind, type="" if one.type == CHAIN else one.type, fields=fields, links=links, at=one.at)
    if kind not in ("relation", "chain"):
        item.spans, item.why = placed([one.place], text)
    return item


def _links(name: str, value: Any) -> list[tuple[str, str]]:
    role = name.removeprefix(ARGUMENT)
    return [(role, str(one)) for one in (value if isinstance(value, list) else [value])]
