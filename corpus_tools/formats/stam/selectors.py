"""Where the targets of annotations stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .._json import Object, Wrong, each, find, need
from .._spans import Place

_SEVERAL = ("CompositeSelector", "MultiSelector", "DirectionalSelector")
_DEEPEST = 20
"""Annotations on annotations, at most."""


class Target(NamedTuple):
    """The text that a target is in, its places, and whether it is the whole text."""

    resource: str = ""
    places: tuple[Place, ...] = ()
    whole: bool = False


class Selectors:
    """The targets of the annotations of a store. `lengths` are those of its texts."""

    def __init__(self, annotations: Mapping[str, Object], lengths: Mapping[str, int]) -> None:
        self._annotations, self._lengths = annotations, lengths

    def target(self, selector: Object, depth: int = 0) -> Target:
        """What a selector selects; of several, the text of the first.

        Raises:
            Wrong: it is not what STAM allows.
        """
        kind = need(selector, "@type", str)
        if kind in _SEVERAL:
            found = [self.target(one, depth + 1) for one in each(selector, "selectors", dict)[:1000]]
            places = tuple(place for one in found for place in one.places)
            return Target(next((one.resource for one in found if one.resource), ""), places)
        if kind == "TextSelector":
            name = need(selector, "resource", str)
            length = self._lengths.get(name, 0)
            return Target(name, (_stretch(need(selector, "offset", dict), (0, length)),))
        if kind == "ResourceSelector":
            return Target(need(selector, "resource", str), whole=True)
        return self._of_annotation(selector, depth) if kind == "AnnotationSelector" else Target()

    def _of_annotation(self, selector: Object, depth: int) -> Target:
        """The stretch of what another annotation is on, if an offset gives one; else its text only."""
        other = self._annotations.get(need(selector, "annotation", str))
        if other is None or depth > _DEEPEST:
            raise Wrong(selector, "annotation", "an annotation that is there, and is not on itself")
        target = self.target(need(other, "target", dict), depth + 1)
        offset = find(selector, "offset", dict)
        if offset is None or len(target.places) != 1:
            return Target(target.resource)
        return Target(target.resource, (_stretch(offset, target.places[0]),))


def _stretch(offset: Object, within: Place) -> Place:
    return _cursor(need(offset, "begin", dict), within), _cursor(need(offset, "end", dict), within)


def _cursor(cursor: Object, within: Place) -> int:
    """A cursor counted from the start of a stretch, or from its end."""
    from_end = cursor.get("@type") == "EndAlignedCursor"
    return within[1 if from_end else 0] + need(cursor, "value", int)
