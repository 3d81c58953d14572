"""Quotations of LitBank: a text with a sentence on each line, and a table of quotes and their speakers.

Read are `.ann` and `.tsv` files with the rows `QUOTE` (id, sentence and token of the start, those of the end, words)
and `ATTRIB` (id of a quote, speaker), and the `.txt` file of the same name. Sentences are lines and tokens what stands
between spaces, both counted from 0; the last token of a quote is given, not the one behind it.

A quote becomes one of the type `direct`, whose content is without the quotation marks and has a span in each paragraph.
A speaker becomes a chain, whose name is that of the label without its number; the label is its attribute `speaker`.
Words of a row that are not those at its place are told.

Example:

    {"format_version": "1.0", "id": "first", "text": "“Go!”, said Tom.", "layers": [
     {"annotator": "imported", "quotes": [{"id": "q1", "type": "direct",
      "content": [{"start": 1, "end": 4, "text": "Go!"}], "cue": [{"start": 7, "end": 11, "text": "said"}]}]}]}

Lost: cue
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from ..errors import FormatError
from ..text import quoted
from ._format import File, Files, Format, Read, Settings, by_stem
from ._items import NAME, OF, Item
from ._items.source import layer_of
from ._names import article_id
from ._said import content
from ._sniff import head_text
from ._spots import alike
from ._text import Cleaned, cleaned, new_record
from ._told import OTHER_WORDS, of_text

_QUOTE, _ATTRIB = "QUOTE", "ATTRIB"
_SUFFIXES = (".ann", ".tsv")
_SPEAKER = re.compile(r"(.+?)(?:-\d+)?")
_WHOLE = re.compile(r"[0-9]{1,9}")


class _Row(NamedTuple):
    cells: Sequence[str]
    at: str
    line: int


def read(files: Files, settings: Settings) -> Iterator[Read]:
    texts = {PurePosixPath(file.name).with_suffix(""): file for file in files if file.name.endswith(".txt")}
    for file in files:
        if not file.name.endswith(".txt"):
            beside = texts.get(PurePosixPath(file.name).with_suffix(""))
            if beside is None:
                raise FormatError(
                    file.name, None, None, f"the text beside it, {PurePosixPath(file.name).stem}.txt", "none"
                )
            yield _record(file, beside, settings)


def _record(file: File, beside: File, settings: Settings) -> Read:
    source = beside.text()
    text, article = cleaned(source, beside.name), article_id(PurePosixPath(file.name).stem)
    rows = list(_rows(file))
    places = list(_places(source))
    speakers = {row.cells[1]: row.cells[2] for row in rows if row.cells[0] == _ATTRIB}
    quotes = [_quote(row, places, source, text, speakers, file.name) for row in rows if row.cells[0] == _QUOTE]
    chains = [_chain(label) for label in dict.fromkeys(speakers.values())]
    made = layer_of([*quotes, *chains], settings.annotator, article, str)
    losses = [*of_text(text.changes, article, beside.name), *made.losses]
    return Read(new_record(article, text.text, [made.layer]), losses, made.seen)


def _rows(file: File) -> Iterator[_Row]:
    for number, line in file.lines():
        cells = line.removesuffix("\r").split("\t")
        if cells == [""]:
            continue
        width = {_QUOTE: 7, _ATTRIB: 3}.get(cells[0])
        if width is None:
            raise FormatError(file.name, number, 1, "QUOTE or ATTRIB", quoted(cells[0]))
        if len(cells) != width:
            raise FormatError(file.name, number, 1, f"{width} columns", str(len(cells)))
        yield _Row(cells, f"{file.name}:{number}", number)


def _places(source: str) -> Iterator[list[tuple[int, int]]]:
    """The tokens of each line."""
    at = 0
    for line in source.split("\n"):
        yield [(at + match.start(), at + match.end()) for match in re.finditer(r"\S+", line)]
        at += len(line) + 1


def _quote(
    row: _Row,
    places: Sequence[Sequence[tuple[int, int]]],
    source: str,
    text: Cleaned,
    speakers: dict[str, str],
    file: str,
) -> Item:
    for cell in row.cells[2:6]:
        if not _WHOLE.fullmatch(cell):
            raise FormatError(file, row.line, 1, "the numbers of sentences and tokens", quoted(cell))
    first, start, last, end = map(int, row.cells[2:6])
    links = [("source", f"speaker {speakers[row.cells[1]]}")] if row.cells[1] in speakers else []
    item = Item(id=row.cells[1], kind="quote", type="direct", links=links, at=row.at)
    if last >= len(places) or first > last or start >= len(places[first]) or end >= len(places[last]):
        item.why = "the text has no such tokens"
        return item
    begin, stop = places[first][start][0], places[last][end][1]
    found = text.place(begin, stop)
    item.spans = content(*found, text.text) if found else []
    if not alike(source[begin:stop], row.cells[6]):
        item.why = OTHER_WORDS
    return item


def _chain(label: str) -> Item:
    match = _SPEAKER.fullmatch(label)
    name = (match[1] if match else label).replace("_", " ").strip() or label
    return Item(id=f"speaker {label}", kind="chain", fields={OF: "entity", NAME: name, "speaker": label})


def sniff(name: str, head: bytes) -> bool:
    lines = head_text(head).split("\n")
    return lines[0].startswith((f"{_QUOTE}\t", f"{_ATTRIB}\t")) and lines[0].count("\t") in (2, 6)


FORMAT = Format(
    name="litbank-quotes",
    title="LitBank quotations",
    suffixes=_SUFFIXES,
    beside=(".txt",),
    holds=frozenset({"layer", "quote", "source", "chain", "chain name", "attribute"}),
    unit="tokens",
    sniff=sniff,
    read=read,
    group=partial(by_stem, endings=_SUFFIXES),
)
