"""Offsets as files of UIMA's have them, which are UTF-16 units."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def wire_offsets(text: str) -> Sequence[int]:
    """For each offset that in UTF-16 units."""
    if _is_narrow(text):
        return range(len(text) + 1)
    return list(accumulate((1 + (character > "\uffff") for character in text), initial=0))


def wire_to_points(text: str) -> Sequence[int]:
    """For each UTF-16 offset that in code points."""
    if _is_narrow(text):
        return range(len(text) + 1)
    return [at for at, character in enumerate(text) for _ in range(1 + (character > "\uffff"))] + [len(text)]


def _is_narrow(text: str) -> bool:
    """Whether each code point is one unit; a text may have halves of pairs alone."""
    return text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)
