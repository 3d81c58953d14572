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

from collections.abc import Iterator

from ._rule import Problem, Rule
from ._segments import Pair, Segments, segments, shown
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for some in segments(view):
        if some.sound:
            last = view.length if view.inner_edges or "\n\n" in view.text else 0
            for index, pair in enumerate(some.pairs if last else ()):
                edge = _edge(view, pair)
                if edge is not None:
                    yield _problem(view, some, index, pair, edge)


def _edge(view: View, pair: Pair) -> int | None:
    """Where a stretch would have to be cut, None where it need not be."""
    words = view.text[slice(*pair)]
    start, end = pair[1] - len(words.lstrip()), pair[0] + len(words.rstrip())
    line = view.text.find("\n\n", start, end)
    return line if line >= 0 else view.crosses(start, end)


def _problem(view: View, some: Segments, index: int, pair: Pair, edge: int) -> Problem:
    what = "an empty line" if view.text.startswith("\n\n", edge) else f"the edge of a section at {edge}"
    first = view.text[pair[0] : edge].rstrip()
    rest = view.text[edge : pair[1]].lstrip()
    pieces = [[pair[0], pair[0] + len(first)], [pair[1] - len(rest), pair[1]]]
    return Problem(
        on=view.record.segmentation,
        at=(some.field, index),
        message=f"the {some.noun} {shown(view, pair)} runs across {what}",
        span=pair,
        fix=f"cut it in two: {pieces[0]} and {pieces[1]}",
    )


RULE = Rule(code="SEG007", name="segment-across-edge", severity="warning", level=2, check=check, fix="propose")
