"""The sentences and units of WebAnno TSV 3, and the text that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from ...errors import FormatError
from ...text import quoted, utf16_length
from .._format import File
from .cells import unescaped
from .header import FORMAT, TsvLayer, layers

_UNIT = re.compile(r"([0-9]{1,9}-[0-9]{1,9})(\.[0-9]{1,9})?")
_PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_TEXT = "#Text="


class Unit(NamedTuple):
    """A token, or a part of one: its number, its place as the file counts it, its words, and its cells by column."""

    number: str
    start_wire: int
    end_wire: int
    words: str
    cells: Sequence[str]
    line: int

    @property
    def is_token(self) -> bool:
        """Whether it is a whole token."""
        return "." not in self.number


class Sentence(Struct):
    """The lines of a sentence's text, and its units."""

    lines: list[str] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)


class Document(NamedTuple):
    """A file: what stands in which column, and the sentences."""

    layers: Sequence[TsvLayer]
    sentences: Sequence[Sentence]


def parse(file: File) -> Document:
    """The layers and sentences of a file.

    Raises:
        FormatError: it is not WebAnno TSV 3, or a row is not as its header says.
    """
    lines = ((number, line.removesuffix("\r")) for number, line in file.lines())
    header, old = _header(lines, file.name)
    found = list(layers(header))
    width = 3 + sum(len(layer.columns) for layer in found)
    sentences = [Sentence()]
    for number, line in lines:
        sentence = sentences[-1]
        if line.startswith(_TEXT) and not sentence.units:
            sentence.lines.append(unescaped(line.removeprefix(_TEXT), old=old))
        elif not line:
            sentences += [Sentence()] if sentence.units else []
        elif not line.startswith("#") or sentence.units:
            sentence.units.append(_unit(line, number, width, file.name))
    return Document(found, [sentence for sentence in sentences if sentence.units])


def _header(lines: Iterator[tuple[int, str]], file: str) -> tuple[list[str], bool]:
    """The lines up to the first empty one, and whether the version is before 3.2."""
    _, first = next(lines, (1, ""))
    match = FORMAT.fullmatch(first)
    if not match or match[1] != "3":
        raise FormatError(file, 1, 1, "#FORMAT=WebAnno TSV 3", quoted(first))
    header = []
    for _, line in lines:
        if not line:
            break
        header.append(line)
    return header, int(match[2] or 0) < 2


def _unit(line: str, number: int, width: int, file: str) -> Unit:
    cells = line.split("\t")
    if len(cells) < width or len(cells) > width + 1:
        raise FormatError(file, number, 1, f"{width} columns", str(len(cells)))
    place = _PLACE.fullmatch(cells[1])
    if not _UNIT.fullmatch(cells[0]):
        raise FormatError(file, number, 1, "the number of a token such as 1-1 or 1-1.1", quoted(cells[0]))
    if not place or int(place[1]) > int(place[2]):
        column = len(cells[0]) + 2
        raise FormatError(file, number, column, "a place such as 0-4", quoted(cells[1]))
    return Unit(cells[0], int(place[1]), int(place[2]), cells[2], cells, number)


class Text(NamedTuple):
    """The text of a file, and its offsets by those of the file; `why` says what is odd about these."""

    text: str
    offsets: Sequence[int]
    why: str

    def place(self, unit: Unit) -> tuple[int, int]:
        """The place of a unit in code points."""
        last = len(self.offsets) - 1
        return self.offsets[min(unit.start_wire, last)], self.offsets[min(unit.end_wire, last)]


def text_of(sentences: Sequence[Sentence], file: str) -> Text:
    """The text put together from sentences, as their lines say, with line ends where offsets leave room between them.

    Offsets are UTF-16 units, but where only code points give the words of the tokens.

    Raises:
        FormatError: a sentence begins before the one before it ends.
    """
    in_points = any(map(_is_in_points, sentences))
    pieces, length = list[str](), 0
    for sentence in sentences:
        start, line = sentence.units[0].start_wire, sentence.units[0].line
        if length == start + 1 and pieces and pieces[-1].endswith("\n"):
            pieces[-1], length = pieces[-1][:-1], length - 1
        if length > start:
            raise FormatError(file, line, 1, f"a sentence that begins at {length} or later", str(start))
        pieces += ["\n" * (start - length), _lines(sentence)]
        length = start + (len(pieces[-1]) if in_points else utf16_length(pieces[-1]))
    text = "".join(pieces)
    if in_points or text.isascii() or len(text) == length:
        return Text(text, range(len(text) + 1), "the offsets are code points, not UTF-16 units" if in_points else "")
    return Text(text, list(_offsets(text)), "")


def _lines(sentence: Sentence) -> str:
    """The text of a sentence with a line end; without `#Text=` that of its tokens."""
    if sentence.lines:
        return "\n".join(sentence.lines) + "\n"
    words, at = "", sentence.units[0].start_wire
    for unit in sentence.units:
        if unit.is_token:
            words += " " * (unit.start_wire - at) + unit.words
            at = unit.end_wire
    return f"{words}\n"


def _is_in_points(sentence: Sentence) -> bool:
    """Whether code points give the words of all tokens, and UTF-16 units do not."""
    text = "\n".join(sentence.lines)
    if text.isascii() or len(text) == utf16_length(text):
        return False
    offsets = list(_offsets(text))
    return _fits(sentence, text, range(len(text) + 1)) and not _fits(sentence, text, offsets)


def _fits(sentence: Sentence, text: str, offsets: Sequence[int]) -> bool:
    first, found = sentence.units[0].start_wire, Text(text, offsets, "")
    moved = (
        unit._replace(start_wire=unit.start_wire - first, end_wire=unit.end_wire - first) for unit in sentence.units
    )
    return all(text[slice(*found.place(unit))] == unit.words for unit in moved if unit.start_wire >= 0)


def _offsets(text: str) -> Iterator[int]:
    """For each UTF-16 offset that in code points."""
    for index, character in enumerate(text):
        yield from [index] * (1 + (character > "\uffff"))
    yield len(text)
