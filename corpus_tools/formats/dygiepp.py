"""DyGIE++: a document a line, with places as numbers of tokens counted through the document.

Read are `sentences` of tokens; `ner`, `relations`, `clusters` and `events`, all but the clusters sentence by sentence;
both ends of a mention belong to it. A relation, a cluster and an argument say what they are about by its place; an
argument where no mention stands is bare words, and what else leads to no mention is told as lost. The two of a relation
are `head` and `tail`. A trigger is a token, or the first and last of several. The article's id is the `doc_key`.
Tokens get one space between, sentences one line each. Predictions and other keys are told as lost.

Written is one layer: the gold one, or the first, or that of `--layer`. The roles of relations stand in `_roles`, which
DyGIE++ passes over as it does every key with an underscore. Triggers have one token: of longer ones it is the first.
Tokens are those of the record or of `--tokenizer`; `--misaligned` says what becomes of spans that do not fall on them.

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

from msgspec.structs import replace

from ..model import Argument, Chain, Event, Layer, Record, Relation, Span
from . import _changes as changes
from ._format import Chunk, Files, Format, Limit, Read, Settings
from ._items.limits import binary_relations
from ._json import Container, Document, Object, documents, each, need, value_at
from ._names import Names, article_of
from ._sniff import json_keys
from ._token_json import Draft, Place, finished, tokens_by_sentence
from ._token_limits import related_in_sentences, sentences_of_tokens
from ._token_numbers import Numbers, in_tokens, placed_references
from ._token_text import TokenText, lay_out
from ._tokens import first_and_last
from ._written import one_a_line, spelled

_LAYER = ("ner", "relations", "clusters", "events")
_KNOWN = (*_LAYER, "doc_key", "sentences", "_roles", "sentence_start", "_sentence_start")
ROLES = ("head", "tail")


def sniff(name: str, head: bytes) -> bool:
    keys = {*json_keys(head)}
    return {"sentences", "doc_key"} <= keys and "evt_triggers" not in keys and "ent_spans" not in keys


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The documents of a file."""
    for file in files:
        for number, document in enumerate(documents(file), 1):
            with document.opened() as tree:
                draft = Draft(TokenText(lay_out(tokens_by_sentence(tree)), file.name))
                _add_all(draft, document, tree)
                article = article_of(value_at(tree, "doc_key"), file.name, number)
                has_layer = any(key in tree for key in _LAYER)
                yield finished(draft, article, [document], settings, _KNOWN, has_layer=has_layer)


def _add_all(draft: Draft, document: Document, tree: Object) -> None:
    """Every annotation of a document."""
    for part in _by_sentence(tree, "ner"):
        draft.add("entity", need(part, 2, str), _place(part, 0), (document, part))
    roles = list(_by_sentence(tree, "_roles"))
    for number, part in enumerate(_by_sentence(tree, "relations")):
        head, tail = each(roles, number, str) if number < len(roles) and len(roles[number]) == len(ROLES) else ROLES
        ends = [(head, draft.mention(_place(part, 0))), (tail, draft.mention(_place(part, 2)))]
        draft.relate(need(part, 4, str), ends, (document, part))
    for part in _by_sentence(tree, "events"):
        _add_event(draft, document, part)
    for cluster in each(tree, "clusters", list):
        members = [draft.mention(_place(need(cluster, at, list), 0)) for at in range(len(cluster))]
        draft.chain(members, (document, cluster))


def _by_sentence(tree: Object, key: str) -> Iterator[list[Any]]:
    for sentence in each(tree, key, list):
        yield from (need(sentence, at, list) for at in range(len(sentence)))


def _place(part: Container, at: int) -> Place:
    """The tokens from the one at an index to the one that follows there."""
    return need(part, at, int), need(part, at + 1, int) + 1


def _add_event(draft: Draft, document: Document, part: list[Any]) -> None:
    trigger = need(part, 0, list)
    first, last = need(trigger, 0, int), need(trigger, len(trigger) - 2, int) if len(trigger) > 1 else -1
    event = draft.add("event", need(trigger, len(trigger) - 1, str), (first, last + 1), (document, part))
    for at in range(1, len(part)):
        argument = need(part, at, list)
        filler = draft.filler(_place(argument, 0), (document, argument))
        event.links.append((need(argument, 2, str), filler))


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("DyGIE++ has triggers of one token", partial(_short_triggers, settings=settings))
    yield Limit("DyGIE++ has relations of two mentions", binary_relations)
    yield Limit("DyGIE++ relates what stands in one sentence", partial(related_in_sentences, settings=settings))
    yield Limit("DyGIE++ refers to the first mention on some words", placed_references)
    yield Limit("DyGIE++ has chains of mentions of entities", _bare_chains)
    yield from in_tokens("DyGIE++", settings)


def _short_triggers(record: Record, settings: Settings) -> Record:
    """Events with the first token of their triggers."""
    tokens = [token for group in sentences_of_tokens(record, settings) for token in group]

    def change(part: Any) -> Any:
        if not isinstance(part, Event):
            return part
        start, end = tokens[first_and_last(part.trigger[0], tokens)[0]]
        return replace(part, trigger=[Span(start, end, record.text[start:end])]) if end < part.trigger[-1].end else part

    return changes.each_annotation(record, change)


def _bare_chains(record: Record) -> Record:
    """Chains that some entity belongs to."""
    return changes.each_layer(record, _bare_chains_of)


def _bare_chains_of(layer: Layer) -> Layer:
    kept = {entity.chain for entity in layer.entities or ()}

    def change(part: Any) -> Any:
        if not isinstance(part, Chain):
            return changes.without(part, "chain") if isinstance(part, Event) else part
        return changes.without(part, "members") if part.id in kept and part.kind == "entity" else None

    return changes.in_layer(layer, change)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A document on each line."""
    return one_a_line(map(spelled, map(_document, records)), f"{settings.stem}.jsonl")


def _document(record: Record) -> Object:
    numbers = Numbers(record)
    tree: Object = {"doc_key": record.id, "sentences": numbers.sentences}
    for layer in record.layers:
        names = Names.of(layer)
        places = {one.id: numbers.ends(one.spans) for one in layer.entities or ()}
        spans = {one.id: one.spans for one in layer.entities or ()}
        heads = [spans[one.arguments[0].filler] for one in layer.relations or ()]
        ner = [(one.spans, [*places[one.id], names.theirs("type", one.type)]) for one in layer.entities or ()]
        related = [_relation(one, places, names) for one in layer.relations or ()]
        roles = [[names.theirs("role", one.role) for one in relation.arguments] for relation in layer.relations or ()]
        events = [(one.trigger, _event(one, places, numbers, names)) for one in layer.events or ()]
        tree["ner"] = numbers.by_sentence(ner)
        tree |= {"relations": numbers.by_sentence(zip(heads, related, strict=True))} if related else {}
        tree |= {"_roles": numbers.by_sentence(zip(heads, roles, strict=True))} if related else {}
        tree |= {"events": numbers.by_sentence(events)} if events else {}
        tree |= {"clusters": _clusters(layer, places)} if layer.chains else {}
    return tree


def _relation(relation: Relation, places: dict[str, list[int]], names: Names) -> list[Any]:
    head, tail = (places[one.filler] for one in relation.arguments)
    return [*head, *tail, names.theirs("type", relation.type)]


def _event(event: Event, places: dict[str, list[int]], numbers: Numbers, names: Names) -> list[Any]:
    trigger = [numbers.place(event.trigger)[0], names.theirs("type", event.type)]
    return [trigger, *(_argument(one, places, numbers, names) for one in event.arguments or ())]


def _argument(argument: Argument, places: dict[str, list[int]], numbers: Numbers, names: Names) -> list[Any]:
    place = places[argument.filler] if argument.filler else numbers.ends(argument.spans or [])
    return [*place, names.theirs("role", argument.role)]


def _clusters(layer: Layer, places: dict[str, list[int]]) -> list[list[list[int]]]:
    return [[places[one.id] for one in layer.entities or () if one.chain == chain.id] for chain in layer.chains or ()]


FORMAT = Format(
    name="dygiepp",
    title="DyGIE++",
    suffixes=(".jsonl", ".json"),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "event", "argument", "words", "relation"),
            *("chain", "chain member", "tokens", "sentences", "article"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
