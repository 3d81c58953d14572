"""WebAnno TSV 2 to the structures of a CAS: tokens without offsets, and BIO values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from ...errors import FormatError
from ...text import quoted
from .._format import File
from .._token_text import Words, lay_out
from .._uima import Cas, Place, Structure
from .._uima.types import DEPENDENT, GOVERNOR, SENTENCE, TOKEN

_HEADER = re.compile(r"\s*#\s.*\|.*")
_TOKEN = re.compile(r"[0-9]{1,9}-[0-9]{1,9}")
_ATTACHED = "AttachTo="


class Layer(NamedTuple):
    """A layer: its type, its features, and for relations the layer of what they relate."""

    type: str
    features: Sequence[str]
    base: str


class Row(NamedTuple):
    """A token: its number, its words, and its cells."""

    number: str
    words: str
    cells: Sequence[str]
    line: int


def looks_like(first_line: str) -> bool:
    """Whether a line is such a header."""
    return _HEADER.fullmatch(first_line) is not None


def load(file: File) -> Iterator[Cas]:
    """The one view of a file.

    Raises:
        FormatError: it has no such header, or a row is not as it says.
    """
    lines = [(number, line.removesuffix("\r")) for number, line in file.lines()]
    first = lines[0][1] if lines else ""
    if not looks_like(first):
        raise FormatError(file.name, 1, 1, "# a.Layer | feature", quoted(first))
    layers = [layer for words in re.split(r"\s*#\s", first)[1:] if (layer := _layer(words))]
    width = 2 + sum(len(layer.features) + bool(layer.base) for layer in layers)
    sentences = list(_sentences(lines[1:], width, file.name))
    laid = lay_out([Words([row.words for row in rows], text) for text, rows in sentences])
    structures = list(_structures([rows for _, rows in sentences], laid.sentences, layers, file.name))
    yield Cas(text=laid.text, structures=structures)


def _layer(words: str) -> Layer | None:
    name, *features = [word.strip() for word in words.split("|")]
    base = next((word.removeprefix(_ATTACHED) for word in features if word.startswith(_ATTACHED)), "")
    return Layer(name, [word for word in features if not word.startswith(_ATTACHED)], base) if name else None


def _sentences(lines: Sequence[tuple[int, str]], width: int, file: str) -> Iterator[tuple[str | None, list[Row]]]:
    text, rows = None, list[Row]()
    for number, line in [*lines, (0, "")]:
        if line.startswith("#text=") and not rows:
            text = line.removeprefix("#text=")
        elif not line and rows:
            yield text, rows
            text, rows = None, []
        elif line and not line.startswith("#id="):
            rows.append(_row(line, number, width, file))


def _row(line: str, number: int, width: int, file: str) -> Row:
    cells = line.split("\t")
    if not width <= len(cells) <= width + 1:
        raise FormatError(file, number, 1, f"{width} columns", str(len(cells)))
    if not _TOKEN.fullmatch(cells[0]):
        raise FormatError(file, number, 1, "the number of a token such as 1-1", quoted(cells[0]))
    return Row(cells[0], cells[1], cells[2:width], number)


def _structures(
    sentences: Sequence[Sequence[Row]], places: Sequence[Sequence[Place]], layers: Sequence[Layer], file: str
) -> Iterator[Structure]:
    rows = [pair for group, found in zip(sentences, places, strict=True) for pair in zip(group, found, strict=True)]
    yield from (Structure(type=TOKEN, place=place) for _, place in rows)
    yield from (Structure(type=SENTENCE, place=(found[0][0], found[-1][1])) for found in places)
    by_token: dict[tuple[str, str], Structure] = {}
    for layer, at in sorted(_with_columns(layers), key=lambda pair: bool(pair[0].base)):
        open_: dict[int, Structure] = {}
        for row, place in rows:
            stack = list(_stack(row.cells[at : at + len(layer.features)]))
            open_ = {index: one for index, one in open_.items() if index < len(stack)}
            for index, values in enumerate(stack):
                if values[0].startswith("I-") and index in open_:
                    open_[index].place = ((open_[index].place or place)[0], place[1])
                    continue
                name = f"{layer.type.rpartition('.')[2]} {row.number}"
                said = {feature: value[2:] for feature, value in zip(layer.features, values, strict=True) if value[2:]}
                open_[index] = Structure(
                    type=layer.type, name=name, at=f"{file}:{row.line}", place=place, features=dict(said)
                )
                by_token.setdefault((row.number, layer.type), open_[index])
                if layer.base:
                    governor = row.cells[at + len(layer.features)].split("|")[index : index + 1]
                    open_[index].features[GOVERNOR] = by_token.get(("".join(governor), layer.base))
                    open_[index].features[DEPENDENT] = by_token.get((row.number, layer.base))
                yield open_[index]


def _with_columns(layers: Sequence[Layer]) -> Iterator[tuple[Layer, int]]:
    """Each layer with the number of its first column."""
    at = 0
    for layer in layers:
        yield layer, at
        at += len(layer.features) + bool(layer.base)


def _stack(cells: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The values of a token in one layer, annotation by annotation; none where no annotation is."""
    columns = [[value for value in cell.split("|") if value not in ("_", "O", "")] for cell in cells]
    return zip_longest(*columns, fillvalue="")
