"""The entities of a document of CoNLL-U made into items: mentions, chains of them, and how they are related."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote

from ...model import Span
from .._items import GROUP, LINKS, MEMBER, Item
from .._token_text import TokenText
from .brackets import FIELDS, Mention, Wrong, found, pairs
from .rows import Row, Sentence

ROLES = ("antecedent", "anaphor")
BRIDGE = "Bridge"
"""The type of relations by which one entity leads to another, and before a colon what is said more of it."""
GROUPS = "SplitAnte"
"""What says that an entity is several others taken together."""
_TYPE, _LINK, _HEADS = "etype", "identity", ("minspan", "head")


class Found(NamedTuple):
    """The items of a document, and the heads of mentions by their ids."""

    items: list[Item]
    heads: dict[str, list[Span]]


def found_in(sentences: Sequence[Sentence], columns: str, token_of: Mapping[int, int], words: TokenText) -> Found:
    """What the brackets and links of a document say; `columns` are the names of the fields of a mention."""
    names = columns.split("-") if columns else FIELDS
    in_sentences = [found(sentence.rows, names) for sentence in sentences]
    mentions = [(one, _mention(one, token_of, words)) for good, _ in in_sentences for one in good]
    for number, (_, item) in enumerate(mentions, 1):
        item.id = f"t{number}"
    wrong = [_without_place(one) for _, wrong in in_sentences for one in wrong]
    related = [*_chains(mentions), *_bridges(mentions), *_astray(sentences, mentions)]
    items = [*wrong, *(item for _, item in mentions), *related]
    heads = {item.id: head for one, item in mentions if item.spans and (head := _head(one, token_of, words))}
    return Found(items, heads)


def _without_place(wrong: Wrong) -> Item:
    return Item(kind="entity", id=wrong.what, why=wrong.why, at=wrong.row.line)


def _mention(mention: Mention, token_of: Mapping[int, int], words: TokenText) -> Item:
    spans = [span for part in mention.parts for span in _spans(part, token_of, words)]
    fields = {name: value for name, value in mention.fields.items() if name not in (_TYPE, _LINK, *_HEADS)}
    item = Item(kind="entity", type=mention.fields.get(_TYPE, ""), spans=spans, fields=fields, at=mention.row.line)
    item.why = "" if spans else "none of its words are written"
    return item


def _spans(rows: Sequence[Row], token_of: Mapping[int, int], words: TokenText) -> Iterator[Span]:
    """The stretches of some words: one for each run of tokens that follow each other."""
    tokens = sorted({token_of[row.line] for row in rows if row.line in token_of})
    starts = [at for at in tokens if at - 1 not in tokens]
    ends = [at + 1 for at in tokens if at + 1 not in tokens]
    return (span for start, end in zip(starts, ends, strict=True) if (span := words.span(start, end)))


def _head(mention: Mention, token_of: Mapping[int, int], words: TokenText) -> list[Span]:
    """The words that a mention names as its head, by their numbers in it."""
    said = next((mention.fields[name] for name in _HEADS if name in mention.fields), "")
    numbers = [int(part) for part in said.split(",") if part.isascii() and part.isdecimal() and len(part) < 6]
    inside = mention.words
    return list(_spans([inside[at - 1] for at in numbers if 0 < at <= len(inside)], token_of, words))


def _chains(mentions: Sequence[tuple[Mention, Item]]) -> Iterator[Item]:
    """A chain for each entity that has several mentions, or of which more is known."""
    entities: dict[str, list[tuple[Mention, Item]]] = {}
    for mention, item in mentions:
        if item.spans:
            entities.setdefault(mention.entity, []).append((mention, item))
    groups = dict(_groups(mentions, entities))
    grouped = {member for members in groups.values() for member in members}
    for entity, pairs_ in entities.items():
        links = sorted({ascii_link(mention.fields[_LINK]) for mention, _ in pairs_ if _LINK in mention.fields})
        if len(pairs_) > 1 or links or entity in groups or entity in grouped:
            members = [(MEMBER, item.id) for _, item in pairs_]
            members += [(GROUP, chain_id(member)) for member in groups.get(entity, ())]
            yield Item(kind="chain", id=chain_id(entity), fields={LINKS: links} if links else {}, links=members)


def ascii_link(link: str) -> str:
    """An entry of a knowledge base in the characters that a record has for one."""
    return quote(link, safe="".join(map(chr, range(0x21, 0x7F))))


def unascii(link: str) -> str:
    """Such an entry with its own characters again.

    >>> unascii("50%25_%C3%A0_Paris")
    '50%25_à_Paris'
    """
    return re.sub("(?:%[89A-F][0-9A-F])+", lambda match: unquote(match[0]), link)


def chain_id(entity: str) -> str:
    """The id of the chain of an entity, which is no mention's."""
    return f"chain {entity}"


def _groups(mentions: Sequence[tuple[Mention, Item]], entities: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """The entities that are several others taken together, and those."""
    for mention, _ in mentions:
        said = [pair for pair in pairs(mention.row.misc.get(GROUPS, "")) if pair[1] == mention.entity]
        members = list(dict.fromkeys(first for first, _, _ in said if first in entities and first != mention.entity))
        if len(members) > 1 and mention.entity in entities:
            yield mention.entity, members


def _bridges(mentions: Sequence[tuple[Mention, Item]]) -> Iterator[Item]:
    """Relations from the last mention of an entity to one of another that is understood by it."""
    last: dict[str, str] = {}
    for mention, item in mentions:
        for first, second, more in pairs(mention.row.misc.get(BRIDGE, "")):
            if second == mention.entity:
                links = [(ROLES[0], last.get(first, first)), (ROLES[1], item.id)]
                kind = f"{BRIDGE}:{more}" if more else BRIDGE
                yield Item(kind="relation", type=kind, links=links, at=mention.row.line)
        last[mention.entity] = item.id


def _astray(sentences: Sequence[Sentence], mentions: Sequence[tuple[Mention, Item]]) -> Iterator[Item]:
    """What is said of an entity at a word where none of its mentions opens."""
    opened = {(BRIDGE, mention.row.line, mention.entity) for mention, _ in mentions}
    groups = dict(_groups(mentions, {mention.entity for mention, item in mentions if item.spans}))
    opened |= {(GROUPS, line, entity) for _, line, entity in opened if entity in groups}
    for row in (row for sentence in sentences for row in sentence.rows):
        for name in (BRIDGE, GROUPS):
            for first, second, _ in pairs(row.misc[name]) if name in row.misc else ():
                if (name, row.line, second) not in opened:
                    yield Item(kind="relation", id=f"{first}<{second}", type=name, at=row.line)
