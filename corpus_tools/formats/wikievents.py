"""WikiEvents: a document a line, with its text, tokens with offsets, and mentions and events that have ids.

Read are `sentences`, each a list of tokens with their offsets and a text; `entity_mentions`, `relation_mentions` and
`event_mentions`: `start` and `end` number tokens of the document, the end not included. Tokens stand where their
offsets say, if these are right for `text`; else, as in the corpus itself, whose `text` has nothing between sentences,
where they stand in the texts of these, one a line, and that is told. `mention_type` (NAM, NOM, PRO) is the level. The
article's id is the `doc_id`. Other keys are told as lost. Coreference stands in a file beside, `test.jsonlines` for
`test.jsonl` (in the same folder or another, as `coref/`), with `clusters` of ids for each `doc_key`; each becomes a
chain.

Written is one layer: the gold one, or the first, or that of `--layer`. Arguments are mentions of entities. Every word
is a token, as the record or `--tokenizer` has them; `--misaligned` says what becomes of spans that do not fall on them.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name", "confidence": 0.5,
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: confidence
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from msgspec.structs import replace

from ..model import Entity, Event, Record, Relation, Span
from ._format import Chunk, File, Files, Format, Limit, Read, Settings
from ._json import Document, Object, Wrong, documents, each, find, lines, need, value_at
from ._names import Names, article_of
from ._sniff import json_keys
from ._token_json import Draft, finished
from ._token_limits import SEGMENTS, covered, in_sentences, numbered
from ._token_numbers import Numbers, entity_fillers, named_attributes
from ._token_text import Laid, TokenText, Words, lay_out
from ._told import of_text
from ._written import one_a_line, spelled
from .oneie.mentions import SORTS, argument_links, entity_fields, of_one_sort

_CLUSTERS = ".jsonlines"
_LAYER = ("entity_mentions", "relation_mentions", "event_mentions")
_OTHER_TEXT = "its tokens are elsewhere than they say: it was put together from the sentences"
_KNOWN = (*_LAYER, "doc_id", "tokens", "text", "sentences")
_ATTRIBUTES = {Entity: ("entity_subtype", "mention_type")}


def sniff(name: str, head: bytes) -> bool:
    return {"doc_id", "sentences", "event_mentions"} <= {*json_keys(head)} or (
        {"doc_id", "tokens", "text", "sentences"} <= {*json_keys(head)}
    )


def group(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Each file of documents with the clusters of its name."""
    clusters = {PurePosixPath(name).stem: name for name in names if name.endswith(_CLUSTERS)}
    for name in names:
        if not name.endswith(_CLUSTERS):
            beside = clusters.get(PurePosixPath(name).stem)
            yield (name, beside) if beside else (name,)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The documents of a file, with the clusters in the one beside it."""
    clusters = {key: one for file in files if file.name.endswith(_CLUSTERS) for key, one in _by_key(file)}
    for file in [file for file in files if not file.name.endswith(_CLUSTERS)]:
        for number, document in enumerate(documents(file), 1):
            with document.opened() as tree:
                article = article_of(value_at(tree, "doc_id"), file.name, number)
                yield _record(document, tree, article, clusters.get(find(tree, "doc_id", str) or ""), settings)


def _record(document: Document, tree: Object, article: str, clusters: Document | None, settings: Settings) -> Read:
    laid = _laid(tree)
    draft = Draft(TokenText(laid, document.file))
    _add_all(draft, document, tree)
    _add_chains(draft, clusters)
    has_layer = any(key in tree for key in _LAYER)
    found = finished(draft, article, [document], settings, _KNOWN, has_layer=has_layer)
    other = [_OTHER_TEXT] if laid.text != (find(tree, "text", str) or laid.text) else []
    return replace(found, losses=[*found.losses, *of_text(other, article, document.where(tree))])


def _laid(tree: Object) -> Laid:
    """The text of a document and where its tokens stand."""
    sentences = [(each(part, 0, list), find(part, 1, str)) for part in each(tree, "sentences", list)]
    tokens = [[need(token, 0, str) for token in found] for found, _ in sentences]
    if not any(tokens):
        raise Wrong(tree, "sentences", "tokens")
    text = find(tree, "text", str) or ""
    places = [[(need(token, 1, int), need(token, 2, int)) for token in found] for found, _ in sentences]
    flat = zip(chain.from_iterable(tokens), chain.from_iterable(places), strict=True)
    if all(place[0] >= 0 and text[slice(*place)] == token for token, place in flat):
        return Laid(text, [found for found in places if found])
    pairs = zip(tokens, (said for _, said in sentences), strict=True)
    return lay_out([Words(words, said) for words, said in pairs if words])


def _add_all(draft: Draft, document: Document, tree: Object) -> None:
    for part in each(tree, "entity_mentions", dict):
        place = need(part, "start", int), need(part, "end", int)
        kind, name = need(part, "entity_type", str), need(part, "id", str)
        said, fields = find(part, "text", str), entity_fields(part)
        draft.add("entity", kind, place, (document, part), name=name, fields=fields, words=said)
    for part in each(tree, "relation_mentions", dict):
        name = find(part, "id", str) or ""
        draft.relate(need(part, "relation_type", str), list(argument_links(part)), (document, part), name=name)
    for part in each(tree, "event_mentions", dict):
        trigger, name = need(part, "trigger", dict), find(part, "id", str) or ""
        place = need(trigger, "start", int), need(trigger, "end", int)
        event = draft.add("event", need(part, "event_type", str), place, (document, part), name=name)
        event.links += argument_links(part)


def _by_key(file: File) -> Iterator[tuple[str, Document]]:
    for document in lines(file):
        with document.opened() as tree:
            yield need(tree, "doc_key", str), document


def _add_chains(draft: Draft, found: Document | None) -> None:
    if found:
        with found.opened() as tree:
            for cluster in each(tree, "clusters", list):
                draft.chain([need(cluster, at, str) for at in range(len(cluster))], (found, cluster))


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("a mention of WikiEvents lies in one sentence", partial(in_sentences, settings=settings))
    yield Limit("arguments of WikiEvents are mentions of entities", entity_fillers)
    yield Limit("WikiEvents has no attributes but subtypes", partial(named_attributes, names=_ATTRIBUTES))
    yield Limit("a mention of WikiEvents is of one sort", partial(of_one_sort, name="mention_type"))
    why = "every word of WikiEvents is a token, and every token in a sentence"
    yield Limit(why, partial(covered, settings=settings, by_sentence=True), SEGMENTS)
    yield Limit("ids of WikiEvents are given anew", numbered, frozenset())


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A document on each line."""
    return one_a_line(map(spelled, map(_document, records)), f"{settings.stem}.jsonl")


def _document(record: Record) -> Object:
    numbers = Numbers(record)
    sentences = [
        [[[record.text[start:end], start, end] for start, end in group], record.text[group[0][0] : group[-1][1]]]
        for group in numbers.groups
    ]
    tokens = list(chain.from_iterable(numbers.sentences))
    tree: Object = {"doc_id": record.id, "tokens": tokens, "text": record.text, "sentences": sentences}
    for layer in record.layers:
        names = Names.of(layer)
        spans = {one.id: one.spans for one in layer.entities or ()}
        tree["entity_mentions"] = [_entity(one, numbers, names) for one in layer.entities or ()]
        tree["relation_mentions"] = [_relation(one, spans, names) for one in layer.relations or ()]
        tree["event_mentions"] = [_event(one, spans, numbers, names) for one in layer.events or ()]
    return tree


def _place(spans: Sequence[Span], numbers: Numbers) -> Object:
    start, end = numbers.place(spans)
    return {"sent_idx": numbers.sentence(spans), "start": start, "end": end, "text": spans[0].text}


def _entity(entity: Entity, numbers: Numbers, names: Names) -> Object:
    said = {"id": entity.id, **_place(entity.spans, numbers), "entity_type": names.theirs("type", entity.type)}
    return {**said, **({"mention_type": SORTS[entity.level]} if entity.level else {}), **(entity.attributes or {})}


def _relation(relation: Relation, spans: dict[str, list[Span]], names: Names) -> Object:
    arguments = _arguments(relation, spans, names)
    return {"id": relation.id, "relation_type": names.theirs("type", relation.type), "arguments": arguments}


def _event(event: Event, spans: dict[str, list[Span]], numbers: Numbers, names: Names) -> Object:
    said = {"id": event.id, "event_type": names.theirs("type", event.type), "trigger": _place(event.trigger, numbers)}
    return {**said, "arguments": _arguments(event, spans, names)}


def _arguments(part: Event | Relation, spans: dict[str, list[Span]], names: Names) -> list[dict[str, Any]]:
    found = [(names.theirs("role", one.role), str(one.filler)) for one in part.arguments or ()]
    return [{"entity_id": filler, "role": role, "text": spans[filler][0].text} for role, filler in found]


FORMAT = Format(
    name="wikievents",
    title="WikiEvents",
    suffixes=(".jsonl",),
    beside=(_CLUSTERS,),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "level", "event", "argument", "relation", "attribute"),
            *("tokens", "sentences", "text", "article"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
    group=group,
    write=write,
    limits=limits,
)
