"""A token is in no sentence, or in two.

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

from bisect import bisect_right
from collections.abc import Iterator

from ._rule import Problem, Rule
from ._segments import Pair, segments, shown
from ._view import View


def check(view: View) -> Iterator[Problem]:
    found = {some.field: some for some in segments(view)}
    if len(found) < 2 or not all(some.sound for some in found.values()):
        return
    sentences = found["sentences"].pairs
    starts = [start for start, _ in sentences]
    for index, token in enumerate(found["tokens"].pairs):
        where = _fault(token, starts, sentences)
        if where:
            yield Problem(
                on=view.record.segmentation,
                at=("tokens", index),
                message=f"the token {shown(view, token)} at {token[0]}-{token[1]} is {where}",
                span=token,
            )


def _fault(token: Pair, starts: list[int], sentences: list[Pair]) -> str | None:
    """What is wrong with a token's place among the sentences; None where one sentence holds it."""
    index = bisect_right(starts, token[0]) - 1
    end = sentences[index][1] if index >= 0 else 0
    if token[1] <= end:
        return None
    reached = bisect_right(starts, token[1] - 1) - 1
    if token[0] < end or reached > index:
        return "partly in a sentence" if reached == index else "in more than one sentence, or partly in one"
    return "in no sentence"


RULE = Rule(code="SEG005", name="token-in-no-sentence", severity="warning", level=2, check=check)
