"""What was put in or taken out begins at the edge of a paragraph, a sentence or a word, where that can be.

After "Ada" became "Ada or Ann" the shortest edit may as well have put in "da or An" behind the first letter. Of all
places that give the same text the most natural one is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from .gaps import Gap
from .landmarks import Block, shared_end, shared_start


def at_edges(old: str, new: str, parts: Sequence[Block | Gap]) -> list[Block | Gap]:
    """Blocks and the gaps between them, with every gap that is empty on one side where readers would see it."""
    found = list(parts)
    for index in range(1, len(found) - 1):
        gap = found[index]
        if isinstance(gap, Gap) and (gap.start == gap.end) != (gap.to == gap.until):
            before, after = found[index - 1], found[index + 1]
            if isinstance(before, Block) and isinstance(after, Block):
                shift = _shift(old, new, before, gap, after)
                if shift:
                    found[index - 1 : index + 2] = _shifted(before, gap, after, shift)
    return found


def _shift(old: str, new: str, before: Block, gap: Gap, after: Block) -> int:
    """By how many characters a gap is best moved."""
    text, start, end = (new, gap.to, gap.until) if gap.start == gap.end else (old, gap.start, gap.end)
    left = min(shared_end(text, start, text, end), before.length)
    right = min(shared_start(text, start, text, end), after.length)
    if not left and not right:
        return 0
    return max(range(-left, right + 1), key=lambda shift: (_edge(text, start + shift, end + shift), -abs(shift)))


def _edge(text: str, start: int, end: int) -> int:
    """How natural a place is to begin and to end at: between paragraphs, lines, sentences, words, or inside a word."""
    return _rank(text, start) + _rank(text, end)


def _rank(text: str, at: int) -> int:
    before, after = text[max(0, at - 2) : at], text[at : at + 1]
    if not before or not after or before == "\n\n":
        return 5
    if before[-1] == "\n":
        return 4
    if before[-1].isspace():
        return 3 if before[0] in ".!?" else 2
    return 0 if before[-1].isalnum() and after.isalnum() else 1


def _shifted(before: Block, gap: Gap, after: Block, shift: int) -> list[Block | Gap]:
    return [
        before._replace(length=before.length + shift),
        Gap(*(place + shift for place in gap)),
        Block(after.start + shift, after.to + shift, after.length - shift),
    ]
