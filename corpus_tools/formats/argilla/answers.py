"""Who has answered the questions about a record, in the three forms that Argilla has had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from .._json import Object, each, find, need
from .._names import layer_name

SPANS = "spans"
"""The question that is written."""
ANNOTATORS = "annotators"
"""The metadata that name the users who have responded."""


class Answer(NamedTuple):
    """One answer: to what, whose, and of what sort; `score` is one for all or a list with one for each span."""

    part: Object
    question: str
    name: str
    role: str
    status: str
    value: Any
    score: Any = None


def answers(record: Object, nobody: str) -> Iterator[Answer]:
    """Every answer to every question."""
    yield from _responses(record, nobody)
    yield from _suggestions(record)
    for key, role in (("annotation", ""), ("prediction", "prediction")):
        found: list[Any] = find(record, key, list) or []
        if found:
            agent = find(record, f"{key}_agent", str) or (nobody if not role else "model")
            spans = [_span(found, at) for at in range(len(found))]
            yield Answer(record, key, layer_name(agent), role, "", spans, [span.get("score") for span in spans])


def _span(spans: list[Any], at: int) -> Object:
    """A span of the old token classification: an object, or label, start, end, and perhaps a score."""
    if isinstance(spans[at], dict):
        return need(spans, at, dict)
    found = need(spans, at, list)
    return {
        "label": need(found, 0, str),
        "start": need(found, 1, int),
        "end": need(found, 2, int),
        "score": find(found, 3, float),
    }


def _responses(record: Object, nobody: str) -> Iterator[Answer]:
    found = record.get("responses")
    if isinstance(found, dict):
        names = _names(record, max((len(each(found, question, dict)) for question in found), default=0))
        for question in found:
            for number, one in enumerate(each(found, question, dict)):
                name = names[number] if names else _user(one, nobody)
                yield Answer(one, question, name, "", str(one.get("status") or ""), one.get("value"))
        return
    for one in each(record, "responses", dict):
        for question, value in (find(one, "values", dict) or {}).items():
            answer = value.get("value") if isinstance(value, dict) else value
            yield Answer(one, question, _user(one, nobody), "", str(one.get("status") or ""), answer)


def _names(record: Object, count: int) -> list[str]:
    metadata = find(record, "metadata", dict) or {}
    names = each(metadata, ANNOTATORS, str) if isinstance(metadata.get(ANNOTATORS), list) else []
    return [layer_name(name) for name in names] if len(names) == count else []


def _user(response: Object, nobody: str) -> str:
    named = response.get("user_id")
    return nobody if named is None else layer_name(str(named))


def _suggestions(record: Object) -> Iterator[Answer]:
    found = record.get("suggestions")
    if isinstance(found, dict):
        pairs = [(question, one) for question in found if (one := find(found, question, dict))]
    else:
        pairs = [(str(one.get("question_name", "")), one) for one in each(record, "suggestions", dict)]
    for question, one in pairs:
        agent = layer_name(find(one, "agent", str) or "model")
        yield Answer(one, question, agent, "prediction", "", one.get("value"), one.get("score"))
