"""One answer of a model: what it quotes becomes annotations; what does not stand in the text is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from msgspec import UNSET

from ...model import Argument, Entity, Event, Layer, Quote, Relation, RelationArgument, Span
from ...text import occurrences, quoted
from ...values import LINE
from .._attributes import attribute_value
from .._loss import Loss
from .._names import Ids, Names
from .._spans import joined
from .._text import Cleaned
from .prompt import KINDS

Item = dict[str, Any]
_SORTS = {"entities": Entity, "events": Event, "quotes": Quote, "relations": Relation}
_PLACES = {"entities": "spans", "events": "trigger", "quotes": "content"}
_LEVELS = ("name", "nominal", "pronoun")
_MOST = {"spans": 64, "arguments": 64, "value": 200, "source": 16, "addressee": 16, "attributes": 32}


class Place(NamedTuple):
    """The spans of a stretch that an answer quotes; `why` says what is wrong where there are none."""

    spans: list[Span]
    why: str = ""


class Marked(NamedTuple):
    """An item of an answer that has a place, under our id."""

    array: str
    id: str
    item: Item
    spans: list[Span]


class Answer:
    """An answer while it is read. `source` is the text as the model saw it, `where` the place of the answer."""

    def __init__(self, source: str, text: Cleaned, article: str, where: str) -> None:
        self._source, self._text, self._article, self._where = source, text, article, where
        self._names, self._ids = Names(), Ids()
        self._ours: dict[str, str] = {}
        self.losses: list[Loss] = []

    def layer(self, tree: Item, annotator: str) -> Layer:
        """The layer that an answer makes."""
        marked = [one for array in KINDS for one in self._marked(array, tree.get(array) or [])]
        arrays: dict[str, Any] = {array: [] for array in KINDS if array in tree}
        for one in marked:
            fields = {"id": one.id, **self._fields(one)}
            if one.array != "relations" or fields.get("arguments"):
                arrays[one.array].append(_SORTS[one.array](**fields))
            else:
                self._lose("relation", one.item.get("id"), "what it relates is not there")
        for key in tree.keys() - KINDS.keys():
            self._lose("extension", key, "an answer has no such list")
        return Layer(annotator=annotator, role="prediction", extensions=self._names.extensions, **arrays)

    def _lose(self, kind: str, name: object, why: str) -> None:
        name = name if isinstance(name, str) else ""
        loss = Loss(what="lost", kind=kind, id=name, article=self._article, where=self._where, why=why)
        self.losses.append(loss)

    def _marked(self, array: str, items: object) -> Iterator[Marked]:
        """The items of a list that have a type and a place."""
        for item in items if isinstance(items, list) else [items]:
            kind = KINDS[array]
            if not isinstance(item, dict) or not isinstance(item.get("type"), str) or not item["type"]:
                self._lose(kind, item.get("id") if isinstance(item, dict) else "", "it is no object with a type")
                continue
            place = self._place(item.get(_PLACES[array], item)) if array in _PLACES else Place([])
            if place.why:
                self._lose(kind, item.get("id"), f"{place.why} ({item['type']})")
                self._lose_parts(item)
                continue
            yield Marked(array, self._id(item, array), item, place.spans)

    def _id(self, item: Item, array: str) -> str:
        theirs = item.get("id") if isinstance(item.get("id"), str) else ""
        ours = self._ids.keep(str(theirs), array[0] if array != "entities" else "t")
        self._ours.setdefault(str(theirs), ours)
        return ours

    def _lose_parts(self, item: Item) -> None:
        """What goes with an item that is lost."""
        for argument in _objects(item.get("arguments")):
            self._lose("argument", argument.get("role"), "its event is lost")
        for field in ("source", "addressee"):
            for ref in _strings(item.get(field)):
                self._lose(field, ref, "its quote is lost")

    def _place(self, quoted_: object) -> Place:
        pieces = quoted_ if isinstance(quoted_, list) else [quoted_]
        found = [self._piece({"text": piece} if isinstance(piece, str) else piece) for piece in pieces]
        if whys := [why for _, why in found if why]:
            return Place([], whys[0])
        places = [place for place, _ in found if place]
        if not 0 < len(places) <= _MOST["spans"]:
            return Place([], "it quotes nothing, or too much")
        return Place([Span(start, end, self._text.text[start:end]) for start, end in joined(places)])

    def _piece(self, piece: object) -> tuple[tuple[int, int] | None, str]:
        """Where a piece stands, or why nowhere."""
        words = piece.get("text") if isinstance(piece, dict) else None
        number = piece.get("occurrence", 1) if isinstance(piece, dict) else 1
        if not isinstance(words, str) or not words or not isinstance(number, int) or number < 1:
            return None, "it does not quote the text"
        start = next(islice(occurrences(self._source, words), number - 1, None), None)
        place = self._text.place(start, start + len(words)) if start is not None else None
        return (place, "") if place else (None, self._missing(words, number))

    def _missing(self, words: str, number: int) -> str:
        """How often words stand in the text that do not stand there so often."""
        times = sum(1 for _ in occurrences(self._source, words))
        if not times:
            return f"{quoted(words)} stands nowhere in the text"
        return (
            f"{quoted(words)} stands only {'once' if times == 1 else f'{times} times'} in the text, not {number} times"
        )

    def _fields(self, one: Marked) -> Item:
        """The fields of an annotation; what is not as it should be is told."""
        item, array = one.item, one.array
        fields: Item = {"type": self._names.ours("quote" if array == "quotes" else "type", item["type"])}
        if array in _PLACES:
            fields[_PLACES[array]] = one.spans
        if array == "entities":
            fields |= self._of_entity(item)
        elif array == "quotes":
            fields |= self._of_quote(item)
        else:
            make = self._event_argument if array == "events" else self._relation_argument
            fields["arguments"] = self._arguments(item, make) or UNSET
        return fields | self._attributes(item)

    def _of_entity(self, item: Item) -> Item:
        level, value = item.get("level"), item.get("value")
        fields: Item = {}
        if level in _LEVELS:
            fields["level"] = level
        elif level is not None:
            self._lose("level", item.get("id"), f"it is none of {', '.join(_LEVELS)}")
        if isinstance(value, str) and 0 < len(value) <= _MOST["value"] and re.search(LINE, value):
            fields["value"] = value
        elif value is not None:
            self._lose("value", item.get("id"), "it is no text of one line")
        return fields

    def _of_quote(self, item: Item) -> Item:
        fields: Item = {}
        if item.get("cue") is not None:
            cue = self._place(item["cue"])
            if cue.why:
                self._lose("cue", item.get("id"), cue.why)
            fields["cue"] = cue.spans or UNSET
        for field in ("source", "addressee"):
            if refs := self._references(field, item):
                fields[field] = refs
        return fields

    def _references(self, field: str, item: Item) -> list[str]:
        found: list[str] = []
        for ref in _strings(item.get(field)):
            ours = self._ours.get(ref)
            if ours and ours not in found and len(found) < _MOST[field]:
                found.append(ours)
            else:
                why = "it is there already, or one too many" if ours else "the answer has no such item"
                self._lose(field, f"{item.get('id', '')} {ref}", why)
        return found

    def _arguments(self, item: Item, make: Callable[[Item], Any]) -> list[Any]:
        """The arguments of an item that can be made."""
        found = [made for argument in _objects(item.get("arguments")) if (made := make(argument))]
        for argument in found[_MOST["arguments"] :]:
            self._lose("argument", argument.role, "it is one too many")
        return found[: _MOST["arguments"]]

    def _event_argument(self, argument: Item) -> Argument | None:
        role, filler = argument.get("role"), argument.get("filler")
        if not isinstance(role, str) or not role:
            self._lose("argument", filler, "it has no role")
            return None
        implicit = True if argument.get("implicit") is True else UNSET
        name = self._names.ours("role", role)
        if isinstance(filler, str) and filler in self._ours:
            return Argument(name, filler=self._ours[filler], implicit=implicit)
        if isinstance(filler, str):
            self._lose("argument", f"{role}:{filler}", "the answer has no such item")
            return None
        place = self._place(argument.get("spans", argument))
        if place.why:
            self._lose("argument", role, place.why)
            return None
        return Argument(name, spans=place.spans, implicit=implicit)

    def _relation_argument(self, argument: Item) -> RelationArgument | None:
        role, filler = argument.get("role"), argument.get("filler")
        if not isinstance(role, str) or not role or not isinstance(filler, str) or filler not in self._ours:
            self._lose("argument", f"{role}:{filler}", "the answer has no such item")
            return None
        return RelationArgument(self._names.ours("role", role), self._ours[filler])

    def _attributes(self, item: Item) -> Item:
        found: Item = {}
        given = item.get("attributes")
        for name, value in given.items() if isinstance(given, dict) else ():
            if attribute_value(value) is UNSET or not name or len(found) == _MOST["attributes"]:
                self._lose("attribute", f"{item.get('id', '')} {name}", "it is no value that a record may have")
            else:
                found[self._names.ours("attribute", name)] = value
        return {"attributes": found} if found else {}


def _objects(found: object) -> Sequence[Item]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _strings(found: object) -> Sequence[str]:
    found = [found] if isinstance(found, str) else found
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
