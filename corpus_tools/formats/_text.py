"""A text from elsewhere made into one that a record may have, and offsets of the one into offsets of the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate

from msgspec import UNSET, Struct, UnsetType

from ..errors import FormatError
from ..model import Layer, Metadata, Record, Segmentation
from ..text import line_and_column, unusual

MAX_TEXT = 1_000_000
"""Code points, as the schema has it."""
_TAKEN_OUT = re.compile("\r(?=\n)|\ufeff")
_LINE_END = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile("[\x00-\x09\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufffc\ufffe\uffff]")
_EDGE = " \n\xa0"
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffc\ufffe\uffff]")
"""What no text of a record may have."""


class Cleaned(Struct, frozen=True):
    """A text that a record may have. `offsets` gives for each offset of the source, its end too, that in the text.

    `changes` say in words what was done; white space taken off the ends is no change worth a word.
    """

    text: str
    offsets: Sequence[int]
    changes: list[str]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """A stretch of the source as one of the text; None where nothing is left of it or it lies outside."""
        if not 0 <= start < end < len(self.offsets):
            return None
        found = self.offsets[start], self.offsets[end]
        return found if found[0] < found[1] else None

    def places(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int] | None]:
        """Stretches of the source as those of the text; where that is the source itself there is nothing to do."""
        if isinstance(self.offsets, range):
            last = len(self.text)
            return [pair if 0 <= pair[0] < pair[1] <= last else None for pair in pairs]
        return [self.place(*pair) for pair in pairs]


def cleaned(source: str, name: str) -> Cleaned:
    """The text in `source` as a record may have it. `name` is what messages call the file.

    Line ends become LF; characters that a record cannot hold become white space, byte order marks go.

    Raises:
        FormatError: nothing is left, or it is too long.
    """
    text, told = source, []
    if not is_plain(source):
        text, told = _replaced(source), list(_changes(source))
    start = len(text) - len(text.lstrip(_EDGE))
    text = text.strip(_EDGE)
    if not text:
        raise FormatError(name, 1, 1, "some text", "an empty file")
    if len(text) > MAX_TEXT:
        place = line_and_column(source, MAX_TEXT)
        raise FormatError(name, *place, f"at most {MAX_TEXT:,} code points", f"{len(text):,}")
    if len(text) == len(source):
        return Cleaned(text, range(len(source) + 1), told)
    kept = [1] * len(source)
    for match in _TAKEN_OUT.finditer(source):
        kept[match.start()] = 0
    offsets = [min(max(at - start, 0), len(text)) for at in accumulate(kept, initial=0)]
    return Cleaned(text, offsets, told)


def is_plain(text: str) -> bool:
    """Whether a text has no character that no record has."""
    return FORBIDDEN.search(unusual(text)) is None


def _replaced(source: str) -> str:
    return _SPACE.sub(" ", _LINE_END.sub("\n", _TAKEN_OUT.sub("", source)))


def _changes(source: str) -> Iterator[str]:
    """What was done, each with how often."""
    if count := source.count("\r\n"):
        yield f"{count} line ends of CR and LF became LF"
    if count := source.count("\ufeff"):
        yield f"{count} byte order marks were taken out"
    rest = source.replace("\r\n", "\n").replace("\ufeff", "")
    if count := len(_LINE_END.findall(rest)):
        yield f"{count} other line ends became LF"
    if count := len(_SPACE.findall(rest)):
        yield f"{count} tabs and control characters became spaces"


def new_record(
    article: str,
    text: str,
    layers: list[Layer],
    *,
    metadata: Metadata | UnsetType = UNSET,
    segmentation: Segmentation | UnsetType = UNSET,
) -> Record:
    """A record with its text sealed."""
    return Record(
        format_version="1.0",
        id=article,
        metadata=metadata,
        text=text,
        text_length=len(text),
        text_sha256=sha256(text.encode()).hexdigest(),
        segmentation=segmentation,
        layers=layers,
    )
