"""The structures of a view, each made once, from what a file says of those of each number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ...errors import FormatError
from .._about import about
from .._format import File
from . import Cas, Place, Structure, types
from .numbered import INITIAL_VIEW
from .wire import wire_to_points

NO_LANGUAGE = "x-unspecified"
ELEMENTS, HEAD, TAIL = "elements", "head", "tail"
_LISTS = ("FSList", "StringList", "IntegerList", "FloatList")


class Ref(int):
    """The number of a structure that a feature leads to."""


class Given(NamedTuple):
    """A structure as a file has it: `features` are values, references, or lists of such; `at` tells its place there.

    A place that it has only half of is none in the text.
    """

    type: str
    begin: int | None
    end: int | None
    features: Mapping[str, Any]
    at: Any
    is_placed: bool


class View(NamedTuple):
    """A text with the numbers of the structures that belong to it."""

    name: str
    text: str
    members: Collection[int]


def in_order(views: Iterable[View], file: File) -> list[View]:
    """The views of a file that have a text, the initial one first.

    Raises:
        FormatError: none has, or two have the same name.
    """
    found = sorted((view for view in views if view.text), key=lambda view: view.name != INITIAL_VIEW)
    if not found:
        raise FormatError(file.name, 1, 1, "a view with a text", "none")
    if len({view.name for view in found}) < len(found):
        raise FormatError(file.name, 1, 1, "views of different names", "a name that two of them have")
    return found


def cas_of(view: View, given: Mapping[int, Given], with_slots: Collection[str], where: Callable[[Any], str]) -> Cas:
    """A view; `with_slots` are the types whose structures have slots, and `where` tells places in the file."""
    structures = _Structures(given, view.text).all(sorted(set(view.members)))
    return Cas(
        text=view.text,
        structures=structures,
        slots=frozenset(given[number].type for number in view.members).intersection(with_slots),
        view=view.name,
        metadata=about(dict(_said(structures))).metadata,
        where=where,
    )


def _said(structures: Iterable[Structure]) -> Iterator[tuple[str, str]]:
    """What is said of the document: its language, and a title that is not just its name."""
    for one in structures:
        if one.type in (types.METADATA, types.DOCUMENT):
            language, title = one.features.get("language"), one.features.get("documentTitle")
            if language and language != NO_LANGUAGE:
                yield "language", language
            if title and title != one.features.get("documentId"):
                yield "headline", title


class _Structures:
    """The structures of one view while they are made."""

    def __init__(self, given: Mapping[int, Given], text: str) -> None:
        self._given, self._made = given, dict[int, Structure]()
        self._waiting: list[tuple[Structure, Mapping[str, Any]]] = []
        self._offsets = wire_to_points(text)

    def all(self, numbers: Iterable[int]) -> list[Structure]:
        """Those of these numbers, and what they lead to."""
        for number in numbers:
            self._structure(number)
        for structure, features in self._waiting:  # which grows on the way
            structure.features = {name: self._value(value) for name, value in features.items()}
        return list(self._made.values())

    def _structure(self, number: int) -> Structure:
        known = self._made.get(number)
        if known is None:
            one = self._given[number]
            name = f"{one.type.rpartition('.')[2]} {number}"
            place = self._place(one.begin, one.end) if one.is_placed else None
            known = self._made[number] = Structure(type=one.type, name=name, at=one.at, place=place)
            if one.features:
                self._waiting.append((known, one.features))
        return known

    def _place(self, begin: int | None, end: int | None) -> Place:
        """A place in code points; one that lies outside stays so."""
        last = len(self._offsets) - 1
        first, second = (last + 1 if at is None or not 0 <= at <= last else self._offsets[at] for at in (begin, end))
        return first, second

    def _value(self, value: Any) -> Any:
        if isinstance(value, Ref):
            items = self._items(value)
            return self._structure(value) if items is None else [self._item(one) for one in items]
        return [self._item(one) for one in value] if isinstance(value, list) else value

    def _item(self, value: Any) -> Any:
        return self._structure(value) if isinstance(value, Ref) else value

    def _items(self, number: Ref) -> Iterable[Any] | None:
        """The items of a structure that is an array or a linked list; one that runs into itself ends there."""
        one = self._given[number]
        if ELEMENTS in one.features or one.type.endswith(("Array", "[]")):
            elements: list[Any] = one.features.get(ELEMENTS, [])
            return elements
        return self._linked(number) if one.type.endswith(_LISTS) else None

    def _linked(self, head: Any) -> Iterator[Any]:
        met = set[int]()
        while isinstance(head, Ref) and head not in met:
            met.add(head)
            features = self._given[head].features
            if HEAD in features:
                yield features[HEAD]
            head = features.get(TAIL)
