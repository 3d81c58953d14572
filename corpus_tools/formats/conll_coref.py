"""CoNLL coreference: a token on each line, with brackets in the last column that say where mentions begin and end.

Read are the files of CoNLL-2012, SemEval-2010 and GUM: documents between `# begin document NAME` and `# end document`,
with an empty line between sentences, if any. The word is the second column, in the twelve and more columns of
CoNLL-2012 the fourth; others are told as lost. `(12` opens a mention of entity 12 and `12)` closes it, with or without
`|` between several; mentions may share words in any way. GUM says more of an entity, `(place-12-Aceh`: its type, and
its entry in a knowledge base, which becomes a link. All mentions of one entity are a chain. Tokens get one space
between, sentences one line each. It is only read; `conllu` holds all of this, too.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import UNSET, Struct
from msgspec.structs import replace

from ..errors import FormatError
from ..text import quoted
from ._format import File, Files, Format, Read, Settings
from ._items import LINKS, MEMBER, Item
from ._items.source import layer_of
from ._names import article_of
from ._sniff import head_text
from ._text import new_record
from ._token_text import TokenText, Words, lay_out
from ._told import of_text, of_tokens
from .conllu.mentions import ascii_link

_BEGIN = re.compile(r"#\s*begin document\s*(.*?)\s*")
_BRACKET = re.compile(r"\((?P<opened>[^()|]+)(?P<single>\))?|(?P<closed>[^()|]+)\)")
_ENTITY = re.compile(r"(?:(?P<type>.*\D.*?)-)?(?P<number>[0-9]+)(?:-(?P<link>.+))?")
_WIDE = 11
"""Columns of CoNLL-2012, at least."""


class _Row(NamedTuple):
    line: int
    word: str
    brackets: str
    columns: int


class _Mention(Struct):
    """A mention while it is read: what its bracket says, the line of that, and the numbers of its tokens."""

    name: str
    line: int
    start: int
    end: int = -1


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The documents of a file."""
    for file in files:
        for number, (name, sentences) in enumerate(_documents(file), 1):
            yield _record(sentences, article_of(name, file.name, number), file.name, settings)


def _documents(file: File) -> Iterator[tuple[str, list[list[_Row]]]]:
    """The name of each document, and its sentences."""
    name, sentences = "", list[list[_Row]]([[]])
    for number, line in file.lines():
        if match := _BEGIN.fullmatch(line):
            if any(sentences):
                yield name, [rows for rows in sentences if rows]
            name, sentences = match[1], [[]]
        elif not line.strip():
            sentences.append([])
        elif not line.startswith("#"):
            sentences[-1].append(_row(line, number, file))
    if any(sentences):
        yield name, [rows for rows in sentences if rows]


def _row(line: str, number: int, file: File) -> _Row:
    cells = line.rstrip("\r").split("\t") if "\t" in line else line.split()
    if len(cells) < 3:
        raise FormatError(file.name, number, 1, "a number, a word and brackets", quoted(line))
    return _Row(number, cells[3 if len(cells) >= _WIDE else 1], cells[-1], len(cells))


def _record(sentences: Sequence[Sequence[_Row]], article: str, file: str, settings: Settings) -> Read:
    words = TokenText(lay_out([Words([row.word for row in sentence]) for sentence in sentences]), file)
    rows = [row for sentence in sentences for row in sentence]
    items = list(_items(rows, words))
    made = layer_of(items, settings.annotator, article, lambda line: f"{file}:{line}")
    segmentation = words.segmentation
    if segmentation and len(sentences) == 1:
        segmentation = replace(segmentation, sentences=UNSET)
    others = "other columns" if max(row.columns for row in rows) > 3 else ""
    losses = [*of_tokens(others, article, file), *of_text(words.cleaned.changes, article, file), *made.losses]
    return Read(new_record(article, words.text, [made.layer], segmentation=segmentation), losses, made.seen)


def _items(rows: Sequence[_Row], words: TokenText) -> Iterator[Item]:
    """Mentions in the order in which they open, and chains."""
    chains: dict[str, Item] = {}
    for number, mention in enumerate(_mentions(rows), 1):
        said = _ENTITY.fullmatch(mention.name)
        found = words.span(mention.start, mention.end)
        why = "" if mention.end >= 0 and mention.start >= 0 else "its bracket has no other"
        spans, type_ = [found] if found else [], (said["type"] or "") if said else ""
        yield Item(id=f"t{number}", kind="entity", type=type_, spans=spans, why=why, at=mention.line)
        if found:
            entity = said["number"] if said else mention.name
            chain = chains.setdefault(entity, Item(id=f"chain {entity}", kind="chain", at=mention.line))
            chain.links.append((MEMBER, f"t{number}"))
            if said and said["link"]:
                chain.fields[LINKS] = sorted({*chain.fields.get(LINKS, ()), ascii_link(said["link"])})
    yield from (chain for chain in chains.values() if len(chain.links) > 1 or chain.fields)


def _mentions(rows: Sequence[_Row]) -> list[_Mention]:
    """What stands between brackets, those that have no other too."""
    found: list[_Mention] = []
    for at, row in enumerate(rows):
        for match in _BRACKET.finditer(row.brackets):
            if match["opened"]:
                found.append(_Mention(match["opened"], row.line, at, at + 1 if match["single"] else -1))
                continue
            last = next((one for one in reversed(found) if one.name == match["closed"] and one.end < 0), None)
            if last:
                last.end = at + 1
            else:
                found.append(_Mention(match["closed"], row.line, -1))
    return found


def sniff(name: str, head: bytes) -> bool:
    first = head_text(head).lstrip().partition("\n")[0]
    return _BEGIN.fullmatch(first) is not None


FORMAT = Format(
    name="conll-coref",
    title="CoNLL coreference",
    suffixes=(".conll", ".v4_gold_conll", ".v4_auto_conll"),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "chain", "chain member", "link"),
            *("tokens", "sentences", "text", "article"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
)
