"""Which section a place in the text belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Section
from ._view import View


def innermost(view: View, offsets: Iterable[int]) -> Iterator[Section | None]:
    """The innermost section at each of some ascending offsets, None where there is none."""
    waiting = sorted(view.sections, key=lambda part: (-part.start, part.end))
    around: list[Section] = []
    for offset in offsets:
        while waiting and waiting[-1].start <= offset:
            around.append(waiting.pop())
        while around and around[-1].end <= offset:
            around.pop()
        yield around[-1] if around else None
