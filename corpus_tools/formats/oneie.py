"""OneIE: a sentence a line, with mentions, relations and events that have ids.

Read are `tokens`, `entity_mentions`, `relation_mentions` and `event_mentions`; `start` and `end` number tokens of the
sentence, the end not included. Lines in a row with the same `doc_id` are one article. Tokens stand where they stand in
`sentence`, if that is there, else get one space between; sentences one line each. `mention_type` (NAM, NOM, PRO) is the
level; `entity_subtype` and `relation_subtype` become attributes. `pieces` and `token_lens`, which OneIE makes of the
tokens for one language model, are passed over. Other keys are told as lost.

Written is one layer: the gold one, or the first, or that of `--layer`, without pieces. Relations lead from one mention
to one other; arguments are mentions of the same sentence. Tokens are those of the record or of `--tokenizer`;
`--misaligned` says what becomes of spans that do not fall on them.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name", "confidence": 0.5,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: confidence, text
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from ..model import Entity, Event, Layer, Record, Relation, Span
from ._format import Chunk, Files, Format, Limit, Read, Settings
from ._items import LEVEL
from ._items.limits import binary_relations
from ._json import Document, Object, documents, each, find, need
from ._names import Names, article_of
from ._sniff import json_keys
from ._token_json import At, Draft, Sentence, finished, grouped
from ._token_limits import related_in_sentences
from ._token_numbers import Numbers, entity_fillers, in_tokens, named_attributes
from ._token_text import TokenText, Words, lay_out

_KNOWN = (
    *("doc_id", "sent_id", "tokens", "sentence", "pieces", "token_lens"),
    *("entity_mentions", "relation_mentions", "event_mentions"),
)
LEVELS = {"NAM": "name", "NOM": "nominal", "PRO": "pronoun"}
"""What sorts of mentions are called."""
_SORTS = {level: sort for sort, level in LEVELS.items()}
_SUBTYPES = {Entity: ("entity_subtype", "mention_type"), Relation: ("relation_subtype",)}


def sniff(name: str, head: bytes) -> bool:
    return {"sent_id", "tokens", "entity_mentions"} <= {*json_keys(head)}


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The articles of a file."""
    for file in files:
        for number, group in enumerate(grouped(documents(file), "doc_id"), 1):
            sentences = [_words(document) for document in group]
            draft = Draft(TokenText(lay_out(sentences), file.name))
            before = 0
            for document, words in zip(group, sentences, strict=True):
                with document.opened() as tree:
                    _add_all(draft, document, tree, Sentence(before, len(words.tokens)))
                before += len(words.tokens)
            article = article_of(group[0].tree.get("doc_id"), file.name, number)
            has_layer = any("entity_mentions" in one.tree for one in group)
            yield finished(draft, article, group, settings, _KNOWN, has_layer=has_layer)


def _words(document: Document) -> Words:
    with document.opened() as tree:
        need(tree, "tokens", list)
        return Words(each(tree, "tokens", str), find(tree, "sentence", str))


def _add_all(draft: Draft, document: Document, tree: Object, sentence: Sentence) -> None:
    """Every annotation of a sentence."""
    for part in each(tree, "entity_mentions", dict):
        place = sentence.place(need(part, "start", int), need(part, "end", int))
        kind, name = need(part, "entity_type", str), need(part, "id", str)
        said, fields = find(part, "text", str), entity_fields(part)
        draft.add("entity", kind, place, (document, part), name=name, fields=fields, words=said)
    for part in each(tree, "relation_mentions", dict):
        subtype = find(part, "relation_subtype", str)
        fields = {"relation_subtype": subtype} if subtype else {}
        links = list(argument_links(part))
        kind, name = need(part, "relation_type", str), find(part, "id", str) or ""
        draft.relate(kind, links, (document, part), name=name, fields=fields)
    for part in each(tree, "event_mentions", dict):
        _add_event(draft, (document, part), part, sentence)


def entity_fields(part: Object) -> dict[str, Any]:
    """What is said of a mention beside its type."""
    sort, subtype = (find(part, name, str) for name in ("mention_type", "entity_subtype"))
    level = {LEVEL: LEVELS[sort]} if sort in LEVELS else {"mention_type": sort} if sort and sort != "UNK" else {}
    return {**level, **({"entity_subtype": subtype} if subtype else {})}


def _add_event(draft: Draft, at: At, part: Object, sentence: Sentence) -> None:
    """An event with a trigger, and arguments that name mentions."""
    trigger = need(part, "trigger", dict)
    place = sentence.place(need(trigger, "start", int), need(trigger, "end", int))
    event = draft.add("event", need(part, "event_type", str), place, at, name=find(part, "id", str) or "")
    event.links += argument_links(part)


def argument_links(part: Object) -> Iterator[tuple[str, str]]:
    """The roles of arguments, and the ids of the mentions in them."""
    for argument in each(part, "arguments", dict):
        yield need(argument, "role", str), need(argument, "entity_id", str)


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("OneIE has relations of two mentions", binary_relations)
    yield Limit("OneIE relates what stands in one sentence", partial(related_in_sentences, settings=settings))
    yield Limit("arguments of OneIE are mentions of entities", entity_fillers)
    yield Limit("OneIE has no attributes but subtypes", partial(named_attributes, names=_SUBTYPES))
    yield from in_tokens("OneIE", settings)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A sentence on each line."""
    for record in records:
        for sentence in _sentences(record):
            line = json.dumps(sentence, ensure_ascii=False)
            yield Chunk(f"{settings.stem}.jsonl", f"{line}\n".encode())


def _sentences(record: Record) -> Iterator[Object]:
    numbers = Numbers(record)
    layer = record.layers[0] if record.layers else None
    found = _mentions(layer, numbers) if layer else {}
    for number, tokens in enumerate(numbers.sentences):
        tree: Object = {"doc_id": record.id, "sent_id": f"{record.id}-{number}", "tokens": tokens}
        tree["sentence"] = " ".join(tokens)
        yield {**tree, **{name: parts[number] for name, parts in found.items()}}


def _mentions(layer: Layer, numbers: Numbers) -> dict[str, list[list[Object]]]:
    """What stands in each sentence, by name."""
    names, places = Names.of(layer), _Places(layer, numbers)
    related = [(places.spans[one.arguments[0].filler], places.relation(one, names)) for one in layer.relations or ()]
    return {
        "entity_mentions": numbers.by_sentence((one.spans, places.entity(one, names)) for one in layer.entities or ()),
        "relation_mentions": numbers.by_sentence(related),
        "event_mentions": numbers.by_sentence((one.trigger, places.event(one, names)) for one in layer.events or ()),
    }


class _Places:
    """The annotations of a layer as OneIE has them, with places in their sentences."""

    def __init__(self, layer: Layer, numbers: Numbers) -> None:
        self._numbers = numbers
        self.spans = {one.id: one.spans for one in layer.entities or ()}

    def entity(self, entity: Entity, names: Names) -> Object:
        said = {"id": entity.id, **self._place(entity.spans), "entity_type": names.theirs("type", entity.type)}
        sort = {"mention_type": _SORTS[entity.level]} if entity.level else {}
        return {**said, **sort, **(entity.attributes or {})}

    def relation(self, relation: Relation, names: Names) -> Object:
        said = {"id": relation.id, "relation_type": names.theirs("type", relation.type)}
        return {**said, **(relation.attributes or {}), "arguments": self._arguments(relation, names)}

    def event(self, event: Event, names: Names) -> Object:
        said = {"id": event.id, "event_type": names.theirs("type", event.type), "trigger": self._place(event.trigger)}
        return {**said, "arguments": self._arguments(event, names)}

    def _place(self, spans: Sequence[Span]) -> Object:
        first, end = self._numbers.place(spans)
        start = self._numbers.starts[self._numbers.sentence(spans)]
        return {"text": spans[0].text, "start": first - start, "end": end - start}

    def _arguments(self, part: Event | Relation, names: Names) -> list[Object]:
        found = [(one.role, str(one.filler)) for one in part.arguments or ()]
        return [
            {"entity_id": filler, "text": self.spans[filler][0].text, "role": names.theirs("role", role)}
            for role, filler in found
        ]


FORMAT = Format(
    name="oneie",
    title="OneIE",
    suffixes=(".jsonl", ".json"),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "level", "event", "argument", "relation", "attribute"),
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
