"""Where a layer looked for entities, so that a name it has not marked was missed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from ..model import Section
from ._once import once
from ._view import LayerView, View

WITHOUT_SPACES = frozenset({"bo", "dz", "hak", "ja", "km", "lo", "my", "nan", "th", "wuu", "yue", "zh"})
"""Languages that write no spaces between words, so that whole words cannot be told."""


def looks_for_entities(view: View, layer: LayerView) -> bool:
    """Whether a layer promises every entity, and all that it says can be read."""
    tasks, language = layer.layer.tasks, view.language.partition("-")[0]
    return (
        layer.layer.role != "prediction"
        and (not tasks or "entities" in tasks)
        and language not in WITHOUT_SPACES
        and _is_readable(view)
    )


@once
def _is_readable(view: View) -> bool:
    """Whether sections and entities are all known, so that what is missing is truly missing."""
    if view.record.sections and not view.sections:
        return False
    removed = {field for path in view.removed for field in (path[0], *path[2:3])}
    return removed.isdisjoint(("sections", "entities", "tasks", "scope", "role", "unanchored"))


def has_entities(layer: LayerView, section: Section | None, sectioned: bool) -> bool:
    """Whether entities are marked in a section; where the tag set does not know its type they may be."""
    if section is None:
        return not sectioned
    known = layer.tagset.sections.get(section.type) if layer.tagset else None
    return known is None or "entities" in known.tasks


class Scope:
    """The stretches of the article that a layer is about, merged; everything where it does not say."""

    def __init__(self, sections: Iterable[Section] | None) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._everywhere = sections is None
        for section in sorted(sections or (), key=lambda part: part.start):
            if self._ends and section.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], section.end)
            else:
                self._starts.append(section.start)
                self._ends.append(section.end)

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside."""
        index = bisect_right(self._starts, start) - 1
        return self._everywhere or (index >= 0 and end <= self._ends[index])


def scope(view: View, layer: LayerView) -> Scope:
    """The part of the article that a layer is about."""
    if not layer.layer.scope:
        return Scope(None)
    named = set(layer.layer.scope)
    return Scope([section for section in view.sections if section.id in named])
