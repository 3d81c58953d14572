"""The graph that OneIE finds in a sentence: lists of numbers, types and scores, which name each other by number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .._items import CONFIDENCE, Item
from .._json import Document, Object, each, find, need
from .._loss import Loss
from .._token_json import Draft, Sentence, numbered
from .mentions import sort_field

_ROLES = ("arg1", "arg2")


def add_all(draft: Draft, document: Document, tree: Object, sentence: Sentence) -> None:
    """Every annotation of a sentence that a model found."""
    graph = find(tree, "graph", dict) or {}
    entities = [_mention(draft, document, part, sentence) for part in each(graph, "entities", list)]
    events = [_event(draft, document, part, sentence) for part in each(graph, "triggers", list)]
    for part in each(graph, "relations", list):
        links = [(role, numbered(entities, part, at).id) for at, role in enumerate(_ROLES)]
        draft.relate(need(part, 2, str), links, (document, part), fields=_score(part, 3))
    for part in each(graph, "roles", list):
        event, filler = numbered(events, part, 0), numbered(entities, part, 1)
        event.links.append((need(part, 2, str), filler.id))


def scores_of_roles(document: Document, article: str) -> Iterator[Loss]:
    """The scores of arguments: an argument that was read has none."""
    with document.opened() as tree:
        for part in each(find(tree, "graph", dict) or {}, "roles", list):
            if find(part, 3, float) is not None:
                name, where, why = need(part, 2, str), document.where(part), "an argument that was read has no score"
                yield Loss(what="lost", kind="confidence", id=name, article=article, where=where, why=why)


def _mention(draft: Draft, document: Document, part: list[Any], sentence: Sentence) -> Item:
    fields = {**sort_field(find(part, 3, str), "mention_type"), **_score(part, 4)}
    place = sentence.place(need(part, 0, int), need(part, 1, int))
    return draft.add("entity", need(part, 2, str), place, (document, part), fields=fields)


def _event(draft: Draft, document: Document, part: list[Any], sentence: Sentence) -> Item:
    place = sentence.place(need(part, 0, int), need(part, 1, int))
    return draft.add("event", need(part, 2, str), place, (document, part), fields=_score(part, 3))


def _score(part: list[Any], at: int) -> dict[str, Any]:
    score = find(part, at, float)
    return {} if score is None else {CONFIDENCE: score}
