"""Tags of words into mentions and back: BIO, IOB1, BIOES and BILOU are read by one rule, BIO is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_STARTS, _ENDS = "BSU", "ESLU"


class Mention(NamedTuple):
    """A type, and the tokens `[first, end)` that it is about."""

    type: str
    first: int
    end: int


def mentions(tags: Iterable[str]) -> Iterator[Mention]:
    """The mentions in the tags of one sentence.

    A mention begins at B, S or U, and at any other tag that does not go on with the one before: so `I-PER I-PER` is
    one, as in IOB1.

    >>> [tuple(found) for found in mentions(["I-PER", "I-PER", "B-PER", "O", "S-ORG"])]
    [('PER', 0, 2), ('PER', 2, 3), ('ORG', 4, 5)]
    """
    kind, first, open_, at = "", 0, False, -1
    for at, tag in enumerate(tags):
        letter, _, name = tag.partition("-")
        if open_ and (name != kind or letter in _STARTS or not name):
            yield Mention(kind, first, at)
            open_ = False
        if name and not open_:
            kind, first, open_ = name, at, True
        if open_ and letter in _ENDS:
            yield Mention(kind, first, at + 1)
            open_ = False
    if open_:
        yield Mention(kind, first, at + 1)


def bio(found: Sequence[Mention], length: int) -> list[str]:
    """The BIO tags of so many tokens."""
    tags = ["O"] * length
    for mention in found:
        tags[mention.first : mention.end] = [f"I-{mention.type}"] * (mention.end - mention.first)
        tags[mention.first] = f"B-{mention.type}"
    return tags
