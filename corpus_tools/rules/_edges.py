"""The characters at the edges of spans, each once: they tell of nearly every record that no edge is wrong."""

from __future__ import annotations

from operator import itemgetter

from msgspec import Struct

from ._once import once
from ._view import View


class Edges(Struct, frozen=True, gc=False):
    """What stands before and after the places where spans begin, and before and after those where they end.

    At the edge of the article a space stands for what is not there; places outside the article are left out.
    """

    before_start: set[str]
    after_start: set[str]
    before_end: set[str]
    after_end: set[str]


@once
def edges(view: View) -> Edges:
    """The characters at the edges of all spans."""
    return Edges(*_beside(view, view.starts), *_beside(view, view.ends))


def _beside(view: View, places: set[int]) -> tuple[set[str], set[str]]:
    inside = places if max(places, default=0) <= view.length else {at for at in places if at <= view.length}
    if not inside:
        return set(), set()
    pick = itemgetter(*inside)
    return set(pick(" " + view.text)), set(pick(view.text + " "))
