"""Sentences of OneIE to records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import UNSET
from msgspec.structs import replace

from .._format import Files, Read, Settings
from .._json import Document, Object, each, find, need
from .._token_articles import articles, drafted
from .._token_json import At, Draft, Sentence, finished
from .._token_text import Words
from . import graph
from .mentions import argument_links, entity_fields

_KNOWN = (
    *("doc_id", "sent_id", "tokens", "token_ids", "sentence", "pieces", "token_lens"),
    *("entity_mentions", "relation_mentions", "event_mentions", "graph"),
)
_PLACE = re.compile(r".*:([0-9]{1,9})-([0-9]{1,9})", re.DOTALL)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    """The articles of a file."""
    for group, article in articles(files, "doc_id"):
        yield _record(group, article, settings)


def _record(group: Sequence[Document], article: str, settings: Settings) -> Read:
    draft = drafted(group, _words, _add_all)
    losses = [loss for one in group for loss in graph.scores_of_roles(one, article)]
    has_layer = any("entity_mentions" in one.tree or "graph" in one.tree for one in group)
    found = finished(draft, article, group, settings, _KNOWN, has_layer=has_layer)
    is_predicted = any("graph" in one.tree for one in group)
    layers = [replace(one, role="prediction" if is_predicted else UNSET) for one in found.record.layers]
    seen = Counter(found.seen) + Counter(loss.kind for loss in losses)
    return Read(replace(found.record, layers=layers), [*found.losses, *losses], seen)


def _words(tree: Object) -> Words:
    need(tree, "tokens", list)
    tokens = each(tree, "tokens", str)
    return Words(tokens, find(tree, "sentence", str), _starts(tokens, each(tree, "token_ids", str)))


def _starts(tokens: Sequence[str], names: Sequence[str]) -> list[int] | None:
    """Where tokens start in their article, if the names of all of them say so and fit their words."""
    places = [(int(match[1]), int(match[2])) for name in names if (match := _PLACE.fullmatch(name))]
    lengths = [last + 1 - first for first, last in places]
    return [first for first, _ in places] if lengths == list(map(len, tokens)) else None


def _add_all(draft: Draft, document: Document, tree: Object, sentence: Sentence) -> None:
    """Every annotation of a sentence, those with ids and those of a graph."""
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
    graph.add_all(draft, document, tree, sentence)


def _add_event(draft: Draft, at: At, part: Object, sentence: Sentence) -> None:
    """An event with a trigger, and arguments that name mentions."""
    trigger = need(part, "trigger", dict)
    place = sentence.place(need(trigger, "start", int), need(trigger, "end", int))
    event = draft.add("event", need(part, "event_type", str), place, at, name=find(part, "id", str) or "")
    event.links += argument_links(part)
