"""A token or sentence runs across the edge of a section, or across an empty line.

A headline has no full stop, so sentence splitters often join it to what follows. Cut it at the edge.

Fails:

    {"text": "Rain in Rome\\n\\nIt rained.",
     "segmentation": {"sentences": [[0, 24]]}}

Passes:

    {"text": "Rain in Rome\\n\\nIt rained.",
     "segmentation": {"sentences": [[0, 12], [14, 24]]}}
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ._changes import put
from ._pieces import SHOWN, in_words, pieces
from ._rule import Change, Problem, Rule
from ._segments import Pair, Segments, segments, shown
from ._view import View

_WRITTEN = 20_000
"""Pairs that are written for the changes of one list: each holds the whole list, since nothing is put in its middle."""


def check(view: View) -> Iterator[Problem]:
    for some in segments(view):
        if some.sound:
            doubtful = _over_edges(view, some.pairs)
            parts = {index: pieces(view, *some.pairs[index]) for index in doubtful}
            cut = {index: found for index, found in parts.items() if len(found) > 1}
            can_write = len(cut) * len(some.pairs) <= _WRITTEN
            for index, found in cut.items():
                yield _problem(view, some, index, found, _cut(view, some, index, found) if can_write else [])


def _over_edges(view: View, pairs: list[Pair]) -> list[int]:
    """Those of some stretches, by index, in which a paragraph or section begins or ends, if only behind white space."""
    starts = [start for start, _ in pairs]
    edges = sorted({*view.block_edges[0], *view.inner_edges} - {0})
    at = [(bisect_left(starts, edge) - 1, edge) for edge in edges]
    return list(dict.fromkeys(index for index, edge in at if index >= 0 and pairs[index][1] > edge))


def _problem(view: View, some: Segments, index: int, parts: list[Pair], changes: list[Change]) -> Problem:
    pair, (first, second) = some.pairs[index], parts[:2]
    is_line = "\n\n" in view.text[first[1] : second[0]]
    what = "an empty line" if is_line else f"the edge of a section at {view.crosses(*pair)}"
    return Problem(
        on=view.record.segmentation,
        at=(some.field, index),
        message=f"the {some.noun} {shown(view, pair)} runs across {what}",
        span=pair,
        fix=f"cut it: {in_words(parts)}",
        changes=changes,
    )


def _cut(view: View, some: Segments, index: int, parts: list[Pair]) -> list[Change]:
    """The whole list with the pieces of one in its place."""
    if len(parts) > SHOWN:
        return []
    pairs = [*some.pairs[:index], *parts, *some.pairs[index + 1 :]]
    return put(view.record.segmentation, **{some.field: list(map(list, pairs))})


RULE = Rule(code="SEG007", name="segment-across-edge", severity="warning", level=2, check=check, fix="propose")
