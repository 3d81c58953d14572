"""The lines of brat's `.ann` files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .._format import File
from .._sniff import head_text

NOTE = "AnnotatorNotes"
WORDS, QUOTE, VALUE, CONFIDENCE = "Words", "Quote", "Value", "Confidence"
"""Types of `#` lines by which we say what brat has no line for."""
LEVEL = "Level"
"""The attribute that holds the level of a mention."""
EQUIV = "Equiv"
NORMALISATION = "Reference"

_LINE = re.compile(r"(?P<id>[TERAMN#][^\t ]*|\*)\t(?P<head>[^\t]*)(?:\t(?P<tail>.*))?", re.DOTALL)
_FRAGMENTS = re.compile(r"\d+ \d+(?:;\d+ \d+)*", re.ASCII)


class Line(NamedTuple):
    """One line: its id, the words of its second column, and its third column."""

    file: str
    number: int
    id: str
    head: list[str]
    tail: str

    @property
    def letter(self) -> str:
        """What sort of line it is."""
        return self.id[0]

    @property
    def where(self) -> str:
        """Its place, for messages."""
        return f"{self.file}:{self.number}"

    @property
    def fragments(self) -> list[tuple[int, int]] | None:
        """The places of a `T` line as they are given; None where they are not two numbers each."""
        places = " ".join(self.head[1:])
        if not _FRAGMENTS.fullmatch(places):
            return None
        return [(int(start), int(end)) for start, end in (part.split(" ") for part in places.split(";"))]

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """The `Role:Id` words behind the first one."""
        return [(role, ref) for role, _, ref in (word.rpartition(":") for word in self.head[1:])]


def parse(file: File) -> Iterator[Line]:
    """The lines of a file that are not empty; one that is no annotation has `?` for its id."""
    for number, text in file.lines():
        text = text.removesuffix("\r")
        if match := _LINE.fullmatch(text):
            yield Line(file.name, number, match["id"], match["head"].split(), match["tail"] or "")
        elif text.strip():
            yield Line(file.name, number, "?", [], text)


def fragments(places: Iterable[tuple[int, int]]) -> str:
    """Places as a `T` line has them."""
    return ";".join(f"{start} {end}" for start, end in places)


def looks_like(name: str, head: bytes) -> bool:
    """Whether a file holds such lines; an empty one does, if its name says so. Those of LitBank's quotes look alike."""
    if head.startswith((b"QUOTE\t", b"ATTRIB\t")):
        return False
    lines = [line for line in head_text(head).split("\n")[:20] if line.strip()]
    known = [line for line in lines if _LINE.fullmatch(line.removesuffix("\r"))]
    return name.lower().endswith((".ann", ".a1", ".a2")) and len(known) >= len(lines) / 2
