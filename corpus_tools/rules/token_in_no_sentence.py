"""A token is in no sentence, or only partly in one.

Formats with one sentence a block have no place for it: it would be lost, or its sentence cut. Correct the sentences.
Records without sentences, or without tokens, are not looked at.

Fails:

    {"text": "It rained. Hard.",
     "segmentation": {"tokenizer": "imported", "tokens": [[0, 2], [3, 9], [9, 10], [11, 16]],
                      "sentences": [[0, 10]]}}

Passes:

    {"text": "It rained. Hard.",
     "segmentation": {"tokenizer": "imported", "tokens": [[0, 2], [3, 9], [9, 10], [11, 15], [15, 16]],
                      "sentences": [[0, 10], [11, 16]]}}
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ._rule import Problem, Rule
from ._segments import Pair, segments, shown
from ._view import View


def check(view: View) -> Iterator[Problem]:
    found = {some.field: some for some in segments(view)}
    if len(found) == 2 and all(some.sound for some in found.values()):
        tokens = found["tokens"].pairs
        for first, last in _left_out(tokens, found["sentences"].pairs):
            yield _problem(view, first, tokens[first : last + 1])


def _left_out(tokens: list[Pair], sentences: list[Pair]) -> Iterator[tuple[int, int]]:
    """Runs of tokens that no sentence holds as a whole, by the indexes of the first and the last."""
    starts = [start for start, _ in tokens]
    reached = 0
    for start, end in sentences:
        first, after = bisect_left(starts, start), bisect_left(starts, end)
        if first > reached:
            yield reached, first - 1
        if after > first and tokens[after - 1][1] > end:
            yield after - 1, after - 1
        reached = after
    if reached < len(tokens):
        yield reached, len(tokens) - 1


def _problem(view: View, index: int, run: list[Pair]) -> Problem:
    start, end = run[0][0], run[-1][1]
    many = f"the {len(run)} tokens from {shown(view, run[0])} to {shown(view, run[-1])}"
    what = many if len(run) > 1 else f"the token {shown(view, run[0])}"
    return Problem(
        on=view.record.segmentation,
        at=("tokens", index),
        message=f"no sentence holds all of {what} at {start}-{end}",
        span=(start, end),
    )


RULE = Rule(code="SEG005", name="token-in-no-sentence", severity="warning", level=2, check=check)
