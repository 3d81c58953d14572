"""Sections and the places in the text that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Section
from ._once import once
from ._view import View


def has_range(view: View, section: Section) -> bool:
    """Whether a section holds a stretch of the text."""
    return section.start < section.end <= view.length


@once
def types(view: View) -> set[str]:
    """The types that sections have."""
    return {part.type for part in view.sections}


def are_plain(view: View) -> bool:
    """Whether the sections plainly hold all of the text, one after the other: then nothing is wrong with their places.

    Settled once a record. Sections inside these may follow each other; where it is False something may be wrong, or
    they lie deeper or out of order.
    """
    if "sections" not in view.cache:
        view.cache["sections"] = _follow_each_other(view)
    return bool(view.cache["sections"])


def _follow_each_other(view: View) -> bool:
    text, reached, inside = view.text, 0, 0
    for part in view.sections:
        start, end = part.start, part.end
        if start >= end or start < inside:
            return False
        if start >= reached:
            if start > reached and not text[reached:start].isspace():
                return False
            reached = end
            inside = start
        elif end <= reached:
            inside = end
        else:
            return False
    return reached <= view.length and not text[reached:].strip()


def in_text_order(sections: Iterable[Section]) -> list[Section]:
    """Sections by their start, those around others first."""
    return sorted(sections, key=lambda part: (part.start, -part.end))


def innermost(view: View, offsets: Iterable[int]) -> Iterator[Section | None]:
    """The innermost section at each of some ascending offsets, None where there is none."""
    waiting = in_text_order(view.sections)[::-1]
    around: list[Section] = []
    for offset in offsets:
        while waiting and waiting[-1].start <= offset:
            around.append(waiting.pop())
        while around and around[-1].end <= offset:
            around.pop()
        yield around[-1] if around else None
