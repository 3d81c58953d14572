"""The types that a JSON CAS describes."""

from __future__ import annotations

from collections.abc import Iterator

from .._json import Object, need
from .._uima.declared import ANNOTATION, ARRAY
from . import keys

_PRIMITIVE = frozenset(
    f"uima.cas.{name}" for name in ("Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double", "String")
)


class Kinds:
    """What is known of types: which have a place, and which have slots.

    Raises:
        Wrong: one has no parent, or a feature no range.
    """

    def __init__(self, described: Object) -> None:
        self._parents = {name: need(need(described, name, dict), keys.PARENT, str) for name in described}
        self._elements = {name: dict(_elements(described[name])) for name in described}
        self.placed = {name for name in described if ANNOTATION in self._line(name)}
        self.with_slots = {name for name in described if any(map(self._has_target, self._lists(name)))}

    def _line(self, name: str) -> list[str]:
        """A type, the one it is a sort of, and so on."""
        line = [name]
        while (parent := self._parents.get(line[-1])) and parent not in line:
            line.append(parent)
        return line

    def _lists(self, name: str) -> Iterator[str]:
        """The types of the items of all features that are lists."""
        for one in self._line(name):
            yield from filter(None, self._elements.get(one, {}).values())

    def _has_target(self, name: str) -> bool:
        return any("target" in self._elements.get(one, {}) for one in self._line(name))


def _elements(kind: Object) -> Iterator[tuple[str, str]]:
    """Each feature, with the type of its items where it is a list; else with nothing."""
    for name in kind:
        if not name.startswith(keys.RESERVED):
            feature = need(kind, name, dict)
            range_ = need(feature, keys.RANGE, str)
            listed = range_.removesuffix("[]") if range_.endswith("[]") else feature.get(keys.ELEMENT)
            yield name, listed if isinstance(listed, str) else ""


def is_list_of_references(name: str) -> bool:
    """Whether a type is that of lists of structures."""
    return name == ARRAY or (name.endswith("[]") and name.removesuffix("[]") not in _PRIMITIVE)
