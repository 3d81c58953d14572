"""GLiNER: tokens, mentions as the numbers of the first and the last of them, and relations of two mentions.

Read are a list of objects, or one a line, each with `tokenized_text` and `ner`: `[[0, 1, "person"]]`, where the last
token belongs to the mention; and `relations`: `[[0, 1, "works for"]]`, the numbers of the two mentions in `ner`, which
are `head` and `tail`. Objects in a row with the same `id` are the sentences of one article; one without is an article
of its own. Tokens get one space between, sentences one line each. What else there is is told as lost.

Written is a list with an object for each sentence, since models take a few hundred tokens at once, with the `id` of the
article and the roles of relations in `_roles`, which GLiNER passes over; of one layer: the gold one, or the first, or
that of `--layer`. Tokens are those of the record or of `--tokenizer`; `--misaligned` says what becomes of spans that do
not fall on them.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level, text
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from ..model import Entity, Layer, Record, Relation
from ._format import Chunk, Files, Format, Limit, Read, Settings
from ._items.limits import binary_relations
from ._json import Document, Object, each, need
from ._names import Names
from ._sniff import json_keys
from ._token_articles import articles, drafted
from ._token_json import Draft, Sentence, finished, numbered
from ._token_limits import related_in_sentences
from ._token_numbers import Numbers, entity_fillers, in_tokens, sentences_with
from ._token_text import Words
from ._written import as_list, spelled
from .dygiepp import ROLES

_KNOWN = ("id", "tokenized_text", "ner", "relations", "_roles")


def sniff(name: str, head: bytes) -> bool:
    return "tokenized_text" in json_keys(head)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The articles of a file."""
    for group, article in articles(files, "id"):
        has_layer = any("ner" in one.tree for one in group)
        yield finished(drafted(group, _words, _add_all), article, group, settings, _KNOWN, has_layer=has_layer)


def _words(tree: Object) -> Words:
    need(tree, "tokenized_text", list)
    return Words(each(tree, "tokenized_text", str))


def _add_all(draft: Draft, document: Document, tree: Object, sentence: Sentence) -> None:
    mentions = []
    for part in each(tree, "ner", list):
        place = sentence.place(need(part, 0, int), need(part, 1, int) + 1)
        mentions.append(draft.add("entity", need(part, 2, str), place, (document, part)))
    roles = each(tree, "_roles", list)
    for at, part in enumerate(each(tree, "relations", list)):
        named = each(roles, at, str) if at < len(roles) and len(roles[at]) == len(ROLES) else ROLES
        links = [(role, numbered(mentions, part, end).id) for end, role in enumerate(named)]
        draft.relate(need(part, 2, str), links, (document, part))


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("GLiNER has relations of two mentions", binary_relations)
    yield Limit("GLiNER relates mentions of entities", entity_fillers)
    yield Limit("GLiNER relates what stands in one sentence", partial(related_in_sentences, settings=settings))
    yield from in_tokens("GLiNER", settings)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A list with an object on each line."""
    return as_list((spelled(item) for record in records for item in _items(record)), f"{settings.stem}.json")


def _items(record: Record) -> Iterator[Object]:
    for tokens, _, found in sentences_with(record, _said):
        said = {name: parts for name, parts in found.items() if parts or name == "ner"}
        yield {"id": record.id, "tokenized_text": tokens, **said}


def _said(layer: Layer, numbers: Numbers) -> dict[str, list[list[Any]]]:
    """What stands in each sentence, by name."""
    names, spans = Names.of(layer), {one.id: one.spans for one in layer.entities or ()}
    inside = numbers.by_sentence((one.spans, one) for one in layer.entities or ())
    related = numbers.by_sentence((spans[one.arguments[0].filler], one) for one in layer.relations or ())
    at = {one.id: number for sentence in inside for number, one in enumerate(sentence)}
    return {
        "ner": [[_mention(one, numbers, names) for one in sentence] for sentence in inside],
        "relations": [[_relation(one, at, names) for one in sentence] for sentence in related],
        "_roles": [[_roles(one, names) for one in sentence] for sentence in related],
    }


def _mention(entity: Entity, numbers: Numbers, names: Names) -> list[Any]:
    place = numbers.in_sentence(entity.spans)
    return [place["start"], place["end"] - 1, names.theirs("type", entity.type)]


def _relation(relation: Relation, at: dict[str, int], names: Names) -> list[Any]:
    return [*(at[one.filler] for one in relation.arguments), names.theirs("type", relation.type)]


def _roles(relation: Relation, names: Names) -> list[str]:
    return [names.theirs("role", one.role) for one in relation.arguments]


FORMAT = Format(
    name="gliner",
    title="GLiNER",
    suffixes=(".json",),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "relation", "argument"),
            *("tokens", "sentences", "article"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
