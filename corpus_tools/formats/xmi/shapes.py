"""How the structures of each type are spelled in XMI, as a type system has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any, NamedTuple

from .._uima import door
from .._uima.declared import ANNOTATION, Type
from .._uima.linked import ELEMENTS, Ref

Reader = Callable[[str], Any]
"""From what an attribute says to the value of a feature; a ValueError where it says nothing of the kind."""


class Shape(NamedTuple):
    """The features of a type beside its place, in their order, and how each is read."""

    readers: dict[str, Reader]
    is_placed: bool
    has_slots: bool


def _flag(word: str) -> bool:
    if word not in ("true", "false"):
        raise ValueError(word)
    return word == "true"


def _each(read: Reader, words: str) -> list[Any]:
    return [read(word) for word in words.split()]


def _bytes(digits: str) -> list[int]:
    return list(bytes.fromhex(digits))


def _no_texts(words: str) -> list[str]:
    """Texts stand in elements of their own; an attribute can only say that there are none."""
    if words.strip():
        raise ValueError(words)
    return []


def refs(words: str) -> list[Ref]:
    """The references in an attribute that has any number of them."""
    return [Ref(word) for word in words.split()]


_SINGLE: dict[str, Reader] = {
    **dict.fromkeys(("Integer", "Short", "Long", "Byte"), int),
    **dict.fromkeys(("Float", "Double"), float),
    "Boolean": _flag,
    "String": str,
}
_MANY: dict[str, Reader] = {
    **{f"{name}Array": partial(_each, read) for name, read in _SINGLE.items()},
    **{f"{name}List": partial(_each, read) for name, read in _SINGLE.items()},
    **dict.fromkeys(("FSArray", "FSList"), refs),
    "ByteArray": _bytes,
    "StringArray": _no_texts,
}
_RENAMED = {"type_": "type", "self_": "self"}
"""What cassis calls features that Python has a word for."""
_PLACE = frozenset({"begin", "end", "sofa"})


@lru_cache(8)
def shapes(described: bytes | None, more: tuple[Type, ...]) -> dict[str, Shape]:
    """The shapes of all types of a type system, with further types, by name."""
    system = door.described(described, more)
    return {kind.name: _shape(kind, system) for kind in system.get_types(built_in=True)}


def _shape(kind: Any, system: Any) -> Shape:
    readers = dict(_readers(kind, system))
    is_placed = bool(system.is_instance_of(kind.name, ANNOTATION))
    elements = [system.get_type(feature.elementType.name) for feature in kind.all_features if feature.elementType]
    return Shape(readers, is_placed, any(_has_target(element) for element in elements))


def _has_target(kind: Any) -> bool:
    return any(feature.name == "target" for feature in kind.all_features)


def _readers(kind: Any, system: Any) -> Iterator[tuple[str, Reader]]:
    word = kind.name.removeprefix("uima.cas.")
    for feature in kind.all_features:
        if feature.name == ELEMENTS and word in _MANY:
            yield ELEMENTS, _MANY[word]
        elif feature.name not in _PLACE:
            yield _RENAMED.get(feature.name, feature.name), _reader(feature, system)


def _reader(feature: Any, system: Any) -> Reader:
    word = feature.rangeType.name.removeprefix("uima.cas.")
    if word in _MANY and not feature.multipleReferencesAllowed:
        return _MANY[word]
    return _SINGLE.get(word) or (str if system.is_primitive(feature.rangeType) else Ref)
