"""ACE as JSON: sentences with golden mentions and events, as common preprocessing of ACE 2005 gives them.

Read are a list of objects, or one a line, each a sentence with `words` (or `tokens`), `golden-entity-mentions` and
`golden-event-mentions`, or the same keys with underscores; `start` and `end` number tokens of the sentence. The end is
not included, unless the `text` of a mention says that it is. Objects in a row with the same `doc_id` are one article,
one without is an article of its own. Tokens stand where they stand in `sentence`, if that is there, else get one space
between. `phrase-type` (NAM, NOM, PRO) is the level, `head` the head of a mention. An argument is the first mention on
its words, or bare words where there is none. Other keys, such as `pos-tags`, are told as lost.

Written is a list with an object for each sentence, with the `doc_id` of the article, of one layer: the gold one, or the
first, or that of `--layer`. What stands between sentences is not kept. Every word is a token, as the record or
`--tokenizer` has them; `--misaligned` says what becomes of spans that do not fall on them.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name", "confidence": 0.5,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: confidence
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from ..model import Argument, Entity, Event, Layer, Record
from ._format import Chunk, Files, Format, Limit, Read, Settings
from ._json import Document, Object, each, find, need, value_at
from ._names import Names
from ._sniff import json_keys
from ._token_articles import articles, drafted
from ._token_json import NOWHERE, Draft, Place, Sentence, finished
from ._token_limits import related_in_sentences
from ._token_numbers import (
    Numbers,
    entity_fillers,
    in_sentence_texts,
    named_attributes,
    placed_references,
    sentences_with,
)
from ._token_text import Words
from ._written import as_list, spelled
from .oneie.mentions import SORTS, of_one_sort, sort_field

_ENTITIES, _EVENTS = "golden-entity-mentions", "golden-event-mentions"
_SORT, _SORT_ATTRIBUTE = "phrase-type", "phrase_type"
_OTHER = {_ENTITIES: "golden_entity_mentions", _EVENTS: "golden_event_mentions", "entity-type": "entity_type"}
"""Keys that some write with underscores."""
_ATTRIBUTES = {Entity: (_SORT_ATTRIBUTE,)}
_KNOWN = (_ENTITIES, _EVENTS, *_OTHER.values(), "doc_id", "sent_id", "words", "tokens", "sentence")


def sniff(name: str, head: bytes) -> bool:
    return bool({_EVENTS, _OTHER[_EVENTS]} & {*json_keys(head)})


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The articles of a file."""
    for group, article in articles(files, "doc_id"):
        has_layer = any(_key(one.tree, key) in one.tree for one in group for key in (_ENTITIES, _EVENTS))
        yield finished(drafted(group, _words, _add_all), article, group, settings, _KNOWN, has_layer=has_layer)


def _key(tree: Object, key: str) -> str:
    """The key as an object has it."""
    return key if key in tree else _OTHER[key]


def _words(tree: Object) -> Words:
    key = "words" if "words" in tree else "tokens"
    need(tree, key, list)
    return Words(each(tree, key, str), find(tree, "sentence", str))


def _add_all(draft: Draft, document: Document, tree: Object, sentence: Sentence) -> None:
    for part in each(tree, _key(tree, _ENTITIES), dict):
        kind, said = need(part, _key(part, "entity-type"), str), find(part, "text", str)
        fields, at = sort_field(find(part, _SORT, str), _SORT_ATTRIBUTE), (document, part)
        item = draft.add("entity", kind, _place(draft, part, sentence), at, words=said, fields=fields)
        if head := find(part, "head", dict):
            draft.set_head(item, _place(draft, head, sentence))
    for part in each(tree, _key(tree, _EVENTS), dict):
        trigger = need(part, "trigger", dict)
        place, said = _place(draft, trigger, sentence), find(trigger, "text", str)
        event = draft.add("event", need(part, "event_type", str), place, (document, part), words=said)
        for argument in each(part, "arguments", dict):
            filler = draft.filler(_place(draft, argument, sentence), (document, argument))
            event.links.append((need(argument, "role", str), filler))


def _place(draft: Draft, part: Object, sentence: Sentence) -> Place:
    """The tokens of a mention; with the last one where only then the words are those that it gives."""
    start, end = find(part, "start", int), find(part, "end", int)
    if start is None or end is None:
        return NOWHERE
    place, longer = sentence.place(start, end), sentence.place(start, end + 1)
    said = value_at(part, "text")
    is_longer = isinstance(said, str) and not draft.says(place, said) and draft.says(longer, said)
    return longer if is_longer else place


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("ACE relates what stands in one sentence", partial(related_in_sentences, settings=settings))
    yield Limit("arguments of ACE are mentions of entities, or words", entity_fillers)
    yield Limit("ACE refers to the first mention on some words", placed_references)
    yield Limit("ACE has no attributes but sorts of mentions", partial(named_attributes, names=_ATTRIBUTES))
    yield Limit("a mention of ACE is of one sort", partial(of_one_sort, name=_SORT_ATTRIBUTE))
    yield from in_sentence_texts("ACE as JSON", settings)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A list with a sentence on each line."""
    sentences = (spelled(sentence) for record in records for sentence in _sentences(record))
    return as_list(sentences, f"{settings.stem}.json")


def _sentences(record: Record) -> Iterator[Object]:
    for tokens, text, found in sentences_with(record, _mentions):
        yield {"doc_id": record.id, "sentence": text, "words": tokens, **found}


def _mentions(layer: Layer, numbers: Numbers) -> dict[str, list[list[Object]]]:
    """What stands in each sentence, by name."""
    names = Names.of(layer)
    by_id = {one.id: one for one in layer.entities or ()}
    return {
        _ENTITIES: numbers.by_sentence((one.spans, _entity(one, numbers, names)) for one in by_id.values()),
        _EVENTS: numbers.by_sentence((one.trigger, _event(one, by_id, numbers, names)) for one in layer.events or ()),
    }


def _entity(entity: Entity, numbers: Numbers, names: Names) -> Object:
    sort = SORTS[entity.level] if entity.level else (entity.attributes or {}).get(_SORT_ATTRIBUTE)
    place, kind = numbers.in_sentence(entity.spans), names.theirs("type", entity.type)
    head = {"head": numbers.in_sentence(entity.head)} if entity.head else {}
    return {**place, "entity-type": kind, **({_SORT: sort} if sort else {}), **head}


def _event(event: Event, by_id: dict[str, Entity], numbers: Numbers, names: Names) -> Object:
    arguments = [_argument(one, by_id, numbers, names) for one in event.arguments or ()]
    trigger, kind = numbers.in_sentence(event.trigger), names.theirs("type", event.type)
    return {"event_type": kind, "trigger": trigger, "arguments": arguments}


def _argument(argument: Argument, by_id: dict[str, Entity], numbers: Numbers, names: Names) -> dict[str, Any]:
    said = {"role": names.theirs("role", argument.role)}
    if argument.filler:
        entity = by_id[argument.filler]
        return {**said, **numbers.in_sentence(entity.spans), "entity-type": names.theirs("type", entity.type)}
    return {**said, **numbers.in_sentence(argument.spans or [])}


FORMAT = Format(
    name="ace",
    title="ACE as JSON",
    suffixes=(".json", ".jsonl"),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "level", "head", "event", "argument", "words", "attribute"),
            *("tokens", "sentences", "text", "article"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
