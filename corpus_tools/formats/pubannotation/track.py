"""The denotations, relations and attributes of one project as items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .._items import Item, kind_of
from .._items.chains import gathered
from .._json import Container, Object, Wrong, each, find, need
from .._spans import placed
from .._text import Cleaned

CHAINED = "_lexicallyChainedTo"
"""The relation of a piece of a denotation to the one it goes on from."""
KIND = "kind"
"""A field that PubAnnotation passes over: says of a denotation that it is no entity, of a relation that it is one."""


class Track:
    """The items of a project, and what makes none, each with its kind and the reason."""

    def __init__(self, track: Object, text: Cleaned) -> None:
        self._text = text
        self.others: list[tuple[Object, str, str]] = []
        relations = each(track, "relations", dict)
        pieces = {need(one, "subj", str): need(one, "obj", str) for one in relations if one.get("pred") == CHAINED}
        places: dict[str, list[tuple[int, int]]] = {}
        denotations = list(_identified(each(track, "denotations", dict)))
        for name, part in denotations:
            places.setdefault(_first(name, pieces), []).extend(_places(part))
        self._items = {
            name: self._denotation(name, part, places[name]) for name, part in denotations if name not in pieces
        }
        for part in relations:
            if part.get("pred") != CHAINED:
                self._relation(part)
        for key in ("attributes", "modifications"):
            for part in each(track, key, dict):
                self._attribute(part, "subj" if key == "attributes" else "obj")

    @property
    def items(self) -> list[Item]:
        """Every item."""
        return gathered(list(self._items.values()))

    def _denotation(self, name: str, part: Object, places: Sequence[tuple[int, int]]) -> Item:
        spans, why = placed(places, self._text)
        kind = kind_of(part.get(KIND), placed=True, linked=False)
        return Item(id=name, kind=kind, type=_words(part, "obj"), spans=spans, why=why, at=part)

    def _relation(self, part: Object) -> None:
        subj, pred, obj = need(part, "subj", str), need(part, "pred", str), need(part, "obj", str)
        owner = self._items.get(subj)
        if owner and owner.kind in ("event", "quote") and part.get(KIND) != "relation":
            owner.links.append((pred, obj))
            return
        roles = find(part, "subj_role", str) or "subj", find(part, "obj_role", str) or "obj"
        name = find(part, "id", str) or f"R{len(self._items) + 1}"
        links = list(zip(roles, (subj, obj), strict=True))
        self._items.setdefault(name, Item(id=name, kind="relation", type=pred, links=links, at=part))

    def _attribute(self, part: Object, about: str) -> None:
        name, owner = need(part, "pred", str), self._items.get(need(part, about, str))
        value = True if about == "obj" else part.get("obj", True)
        if owner is None:
            self.others.append((part, name, "what it is about is not there"))
        elif name in owner.fields:
            earlier = owner.fields[name]
            owner.fields[name] = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        else:
            owner.fields[name] = value


def _identified(denotations: Sequence[Object]) -> Iterator[tuple[str, Object]]:
    """Denotations with an id each: their own, or else a new one."""
    taken: set[str] = set()
    for number, part in enumerate(denotations, 1):
        name = find(part, "id", str) or f"T{number}"
        name = f"{name}.{number}" if name in taken else name
        taken.add(name)
        yield name, part


def _first(name: str, pieces: dict[str, str]) -> str:
    """The denotation that a piece belongs to."""
    seen: set[str] = set()
    while name in pieces and name not in seen:
        seen.add(name)
        name = pieces[name]
    return name


def _places(part: Object) -> Iterator[tuple[int, int]]:
    span = part.get("span")
    for one in [span] if isinstance(span, dict) else each(part, "span", dict):
        yield need(one, "begin", int), need(one, "end", int)
    if span is None or span == []:
        raise Wrong(part, "span", 'a span with "begin" and "end", or several')


def _words(part: Container, key: str) -> str:
    """A label, which may be written as a number."""
    value: Any = part[key] if isinstance(part, dict) and key in part else None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else need(part, key, str)
