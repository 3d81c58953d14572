"""Sections and the places in the text that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Section
from ._view import View


def has_range(view: View, section: Section) -> bool:
    """Whether a section holds a stretch of the text."""
    return section.start < section.end <= view.length


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
