"""RAMS: a document a line, with one event or several and their arguments, as numbers of tokens through the document.

Read are `sentences` of tokens, `evt_triggers`, `ent_spans` and `gold_evt_links`; both ends of a span belong to it. A
link leads from a trigger to the words that fill a role, whose name stands at the end of what RAMS calls it
(`evt089arg02victim`). RAMS gives no types to what fills roles: it is bare words, unless a span has a label that is no
such name. The article's id is the `doc_key`; `source_url` and `language_id` become metadata. Tokens get one space
between, sentences one line each. Other keys are told as lost.

Written is one layer: the gold one, or the first, or that of `--layer`. Mentions are spans with their type as label.
Tokens are those of the record or of `--tokenizer`; `--misaligned` says what becomes of spans that do not fall on them.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level, text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from ..model import Event, Layer, Record
from . import _changes as changes
from ._about import about, said
from ._format import Chunk, Files, Format, Limit, Read, Settings
from ._items import Item
from ._items.limits import with_some_metadata, without_bare_metadata
from ._json import Container, Document, Object, documents, each, need, value_at
from ._names import Names, article_of
from ._sniff import json_keys
from ._token_json import Draft, Place, finished, tokens_by_sentence
from ._token_numbers import Numbers, entity_fillers, in_tokens, placed_references
from ._token_text import TokenText, lay_out
from ._written import one_a_line, spelled

_LAYER = ("evt_triggers", "ent_spans", "gold_evt_links")
_ABOUT = {"source_url": "url", "language_id": "language"}
"""Keys of a document, and the fields of the metadata that they are."""
_KNOWN = (*_LAYER, *_ABOUT, "doc_key", "sentences")
_ROLE = re.compile(r"evt[0-9]+arg[0-9]+(.+)")


def sniff(name: str, head: bytes) -> bool:
    return {"sentences", "doc_key"} <= {*json_keys(head)} and bool({*_LAYER} & {*json_keys(head)})


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The documents of a file."""
    for file in files:
        for number, document in enumerate(documents(file), 1):
            with document.opened() as tree:
                draft = Draft(TokenText(lay_out(tokens_by_sentence(tree)), file.name))
                _add_all(draft, document, tree)
                article = article_of(value_at(tree, "doc_key"), file.name, number)
                has_layer, known = (
                    any(key in tree for key in _LAYER),
                    about({_ABOUT[key]: value_at(tree, key) for key in _ABOUT}),
                )
                yield finished(
                    draft, article, [document], settings, _KNOWN, has_layer=has_layer, metadata=known.metadata
                )


def _add_all(draft: Draft, document: Document, tree: Object) -> None:
    linked = {_place(need(link, 1, list)) for link in each(tree, "gold_evt_links", list)}
    for part in each(tree, "ent_spans", list):
        for label in _labels(part):
            if not (_ROLE.fullmatch(label) and _place(part) in linked):
                draft.add("entity", label, _place(part), (document, part))
    events: dict[Place, Item] = {}
    for part in each(tree, "evt_triggers", list):
        for label in _labels(part):
            event = draft.add("event", label, _place(part), (document, part))
            events.setdefault(_place(part), event)
    for link in each(tree, "gold_evt_links", list):
        _add_link(draft, document, link, events)


def _place(part: Container) -> Place:
    return need(part, 0, int), need(part, 1, int) + 1


def _labels(part: list[Any]) -> Iterator[str]:
    """The labels of a span, each of which comes with a score."""
    for label in each(part, 2, list):
        yield need(label, 0, str)


def _add_link(draft: Draft, document: Document, link: list[Any], events: dict[Place, Item]) -> None:
    trigger, words, name = _place(need(link, 0, list)), need(link, 1, list), need(link, 2, str)
    role = match[1] if (match := _ROLE.fullmatch(name)) else name
    if trigger in events:
        events[trigger].links.append((role, draft.filler(_place(words), (document, words))))
    else:
        event = f"event at tokens {trigger[0]}-{trigger[1]}"
        draft.relate(name, [(role, event)], (document, link))


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("RAMS has one event on a trigger", _one_on_a_trigger)
    yield Limit("arguments of RAMS are mentions of entities, or words", entity_fillers)
    yield Limit("RAMS refers to the first mention on some words", placed_references)
    why = "RAMS says nothing of an article but its address and language"
    yield Limit(why, partial(with_some_metadata, names=tuple(_ABOUT.values())))
    yield Limit("", without_bare_metadata, told=frozenset())
    yield from in_tokens("RAMS", settings)


def _one_on_a_trigger(record: Record) -> Record:
    """The record without events on words that are the trigger of one before."""
    return changes.each_layer(record, _first_events)


def _first_events(layer: Layer) -> Layer:
    first: dict[tuple[int, int], str] = {}
    for event in layer.events or ():
        first.setdefault((event.trigger[0].start, event.trigger[-1].end), event.id)
    kept = set(first.values())
    return changes.in_layer(layer, lambda part: None if isinstance(part, Event) and part.id not in kept else part)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A document on each line."""
    return one_a_line(map(spelled, map(_document, records)), f"{settings.stem}.jsonlines")


def _document(record: Record) -> Object:
    numbers = Numbers(record)
    tree: Object = {"doc_key": record.id, "sentences": numbers.sentences}
    found = said(record.metadata)
    tree |= {key: found[name] for key, name in _ABOUT.items() if name in found}
    for layer in record.layers:
        names = Names.of(layer)
        places = {one.id: numbers.ends(one.spans) for one in layer.entities or ()}
        spans = [[*places[one.id], [[names.theirs("type", one.type), 1.0]]] for one in layer.entities or ()]
        triggers = [(one, numbers.ends(one.trigger)) for one in layer.events or ()]
        tree["ent_spans"] = spans
        tree["evt_triggers"] = [[*place, [[names.theirs("type", one.type), 1.0]]] for one, place in triggers]
        tree["gold_evt_links"] = [
            [place, places[one.filler] if one.filler else numbers.ends(one.spans or []), names.theirs("role", one.role)]
            for event, place in triggers
            for one in event.arguments or ()
        ]
    return tree


FORMAT = Format(
    name="rams",
    title="RAMS",
    suffixes=(".jsonlines", ".jsonl", ".json"),
    holds=frozenset(
        {
            *("layer", "entity", "nesting", "crossing", "event", "argument", "words"),
            *("tokens", "sentences", "article", "metadata"),
        }
    ),
    unit="tokens",
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=limits,
)
