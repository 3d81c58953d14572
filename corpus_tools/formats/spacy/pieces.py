"""The words and white space of a text as spaCy has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .._tokens import Pair


def pieces(text: str, tokens: Sequence[Pair]) -> Iterator[tuple[int, int, bool]]:
    """Tokens and, as such, the white space between them; a single space is said to follow a token instead.

    >>> list(pieces("Ada  ran", [(0, 3), (5, 8)]))
    [(0, 3, True), (4, 5, False), (5, 8, False)]
    """
    for (start, end), (following, _) in pairwise([*tokens, (len(text), len(text))]):
        space = text[end : end + 1] == " " and end < following
        yield start, end, space
        if end + space < following:
            yield end + space, following, False
