"""Output of BookNLP: tables of tokens, entities, quotes and supersenses with one name.

Read is `NAME.tokens` with what lies beside it: `NAME.entities`, `NAME.quotes`, `NAME.supersense`. Columns are found by
the header. The text is put together from the tokens and the room that their offsets leave, a new paragraph behind an
empty line. Mentions are entities with a level, those with the same number of `COREF` a chain. Tokens marked as events
are events of the type `EVENT`. Quotes are of the type `direct`, without their quotation marks; the source is the
mention that stands at its place, else the chain of the character. Supersenses are a layer of their own, `supersense`,
whose labels become such as a record may have (`noun.person` is `Noun_person`). Both layers are predictions. What is
said of tokens, such as parts of speech and syntax, is told as lost. Tokens are counted through the book; the last one
of a span is given, not the one behind it. It is only read.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "booknlp", "role": "prediction", "entities": [{"id": "t1", "type": "PER", "confidence": 0.5,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: confidence, layer field
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec.structs import replace

from ..errors import FormatError
from ..model import Layer, Span
from ..text import quoted
from ._format import File, Files, Format, Read, Settings, by_stem
from ._items import LEVEL, MEMBER, OF, Item
from ._items.bare import Made
from ._items.source import layer_of
from ._names import article_id
from ._said import content
from ._sniff import head_text
from ._text import new_record
from ._token_text import Laid, TokenText
from ._told import OTHER_WORDS, of_text, of_tokens

_TOKENS = ".tokens"
_BESIDE = (".entities", ".quotes", ".supersense")
_LEVELS = {"PROP": "name", "NOM": "nominal", "PRON": "pronoun"}
_COLUMNS = {
    _TOKENS: ("paragraph_ID", "sentence_ID", "token_ID_within_document", "word", "byte_onset", "byte_offset"),
    ".entities": ("COREF", "start_token", "end_token", "prop", "cat"),
    ".quotes": ("quote_start", "quote_end", "mention_start", "mention_end", "char_id"),
    ".supersense": ("start_token", "end_token", "supersense_category"),
}


class _Row(NamedTuple):
    """A row: its cells by column, and its place."""

    cells: dict[str, str]
    file: str
    line: int

    def number(self, column: str) -> int:
        """The whole number in a column.

        Raises:
            FormatError: there is none.
        """
        word = self.cells[column]
        if not (word.isascii() and word.isdecimal() and len(word) < 10):
            raise FormatError(self.file, self.line, 1, f"a whole number as {column}", quoted(word))
        return int(word)

    @property
    def at(self) -> str:
        return f"{self.file}:{self.line}"


def read(files: Files, settings: Settings) -> Iterator[Read]:
    by_suffix = {PurePosixPath(file.name).suffix: file for file in files}
    tables = {suffix: list(_rows(file, _COLUMNS[suffix])) for suffix, file in by_suffix.items() if suffix in _COLUMNS}
    first, tokens = by_suffix.get(_TOKENS), tables.get(_TOKENS, [])
    if first is None or not tokens:
        raise FormatError(files[0].name, 1, 1, "a table of tokens", "none")
    article = article_id(PurePosixPath(first.name).stem)
    text = TokenText(_laid(tokens), first.name)
    named = layer_of(list(_items(tables, tokens, text)), "booknlp", article, str)
    senses = layer_of(list(_senses(tables.get(".supersense", []), text)), "supersense", article, str)
    found = [named, *([senses] if ".supersense" in tables else [])]
    record = new_record(article, text.text, [_predicted(made) for made in found], segmentation=text.segmentation)
    losses = [
        *of_tokens("lemmas, tags, syntax", article, first.name),
        *of_text(text.cleaned.changes, article, first.name),
        *(loss for made in found for loss in made.losses),
    ]
    yield Read(record, losses, sum((made.seen for made in found), Counter[str]()))


def _predicted(made: Made) -> Layer:
    return replace(made.layer, role="prediction")


def _rows(file: File, wanted: Sequence[str]) -> Iterator[_Row]:
    header: list[str] = []
    for number, line in file.lines():
        cells = line.removesuffix("\r").split("\t")
        if number == 1:
            header = cells
            missing = [name for name in wanted if name not in header]
            if missing:
                raise FormatError(file.name, 1, 1, f"the columns {', '.join(wanted)}", f"no {missing[0]}")
        elif line:
            if len(cells) < len(header):
                raise FormatError(file.name, number, 1, f"{len(header)} columns", str(len(cells)))
            yield _Row(dict(zip(header, cells, strict=False)), file.name, number)


def _laid(tokens: Sequence[_Row]) -> Laid:
    """The text: between tokens as much room as their offsets leave, in whatever they count, and paragraphs apart."""
    pieces, places, length = list[str](), list[list[tuple[int, int]]](), 0
    for before, row in zip([None, *tokens], tokens, strict=False):
        gap = row.number("byte_onset") - before.number("byte_offset") if before else 0
        is_new = before is None or row.cells["sentence_ID"] != before.cells["sentence_ID"]
        turns = before is not None and row.cells["paragraph_ID"] != before.cells["paragraph_ID"]
        space = "\n\n" if turns else " " * min(max(gap, 0), 1)
        word = row.cells["word"]
        pieces += [space, word]
        places += [[]] if is_new else []
        places[-1].append((length + len(space), length + len(space) + len(word)))
        length += len(space) + len(word)
    return Laid("".join(pieces), places)


def _items(tables: dict[str, list[_Row]], tokens: Sequence[_Row], text: TokenText) -> Iterator[Item]:
    mentions = [_mention(row, number, text) for number, row in enumerate(tables.get(".entities", []), 1)]
    yield from (item for item, _, _ in mentions)
    chains = dict.fromkeys(coref for item, coref, _ in mentions if item.spans)
    for coref in chains:
        links = [(MEMBER, item.id) for item, number, _ in mentions if number == coref and item.spans]
        yield Item(id=f"COREF {coref}", kind="chain", fields={OF: "entity"}, links=links)
    for row in tokens:
        if row.cells.get("event") == "EVENT":
            at = row.number("token_ID_within_document")
            yield Item(id=f"event {at}", kind="event", type="EVENT", spans=_span(at, at, text), at=row.at)
    by_place = {place: item.id for item, _, place in reversed(mentions)}
    for number, row in enumerate(tables.get(".quotes", []), 1):
        yield _quote(row, number, by_place, set(chains), text)


def _mention(row: _Row, number: int, text: TokenText) -> tuple[Item, str, tuple[str, str]]:
    fields = {LEVEL: level} if (level := _LEVELS.get(row.cells["prop"])) else {"prop": row.cells["prop"]}
    spans = _span(row.number("start_token"), row.number("end_token"), text)
    name, kind, why = f"mention {number}", row.cells["cat"], _why(row, "text", spans)
    item = Item(id=name, kind="entity", type=kind, spans=spans, fields=dict(fields), why=why, at=row.at)
    return item, row.cells["COREF"], (row.cells["start_token"], row.cells["end_token"])


def _quote(row: _Row, number: int, mentions: dict[tuple[str, str], str], chains: set[str], text: TokenText) -> Item:
    found = _span(row.number("quote_start"), row.number("quote_end"), text)
    spans = content(found[0].start, found[0].end, text.text) if found else []
    mention = mentions.get((row.cells["mention_start"], row.cells["mention_end"]))
    source = mention or (f"COREF {row.cells['char_id']}" if row.cells["char_id"] in chains else "")
    links = [("source", source)] if source else []
    name, why = f"quote {number}", _why(row, "quote", found)
    return Item(id=name, kind="quote", type="direct", spans=spans, links=links, why=why, at=row.at)


def _senses(rows: Sequence[_Row], text: TokenText) -> Iterator[Item]:
    for number, row in enumerate(rows, 1):
        spans = _span(row.number("start_token"), row.number("end_token"), text)
        name, kind, why = f"sense {number}", row.cells["supersense_category"], _why(row, "text", spans)
        yield Item(id=name, kind="entity", type=kind, spans=spans, why=why, at=row.at)


def _why(row: _Row, column: str, spans: Sequence[Span]) -> str:
    """What is wrong with a place: nothing, if the words there are those in a column, but for white space."""
    words = row.cells.get(column)
    return OTHER_WORDS if words and spans and "".join(words.split()) != "".join(spans[0].text.split()) else ""


def _span(first: int, last: int, text: TokenText) -> list[Span]:
    found = text.span(first, last + 1)
    return [found] if found else []


def sniff(name: str, head: bytes) -> bool:
    header = head_text(head).partition("\n")[0].removesuffix("\r").split("\t")
    return set(_COLUMNS[_TOKENS]) <= set(header)


FORMAT = Format(
    name="booknlp",
    title="BookNLP",
    suffixes=(_TOKENS,),
    beside=_BESIDE,
    holds=frozenset(
        {
            *("layer", "layers", "layer name", "entity", "nesting", "crossing", "level", "chain", "chain member"),
            *("event", "quote", "source", "tokens", "sentences", "article"),
        }
    ),
    unit="tokens",
    sniff=sniff,
    read=read,
    group=partial(by_stem, endings=(_TOKENS,)),
)
