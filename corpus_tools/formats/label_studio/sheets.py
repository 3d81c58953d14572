"""Who has done what in a task: annotations, predictions and drafts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct, field

from ...model import Tool
from ...values import Timestamp
from .._json import Object, Wrong, as_kind, each, find
from .._names import layer_name

_LOST = ("lead_time", "reviews", "history", "comments")
"""What an annotation says of itself that people may miss."""

SCORE = "score "
"""What the note of a layer begins with that keeps the score of a prediction."""


class Sheet(Struct):
    """The results of one annotation, prediction or draft; `why` tells why it becomes no layer."""

    annotator: str
    part: Object
    results: list[Object]
    name: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    why: str = ""


def sheets(task: Object, nobody: str) -> Iterator[Sheet]:
    """All that was done in a task, each with a name of its own; `nobody` has done what names nobody."""
    counts = Counter[str]()
    for sheet in _sheets(task, nobody):
        if not sheet.name:
            counts[sheet.annotator] += 1
            again = counts[sheet.annotator]
            sheet.name = f"{sheet.annotator[:28]}-{again}" if again > 1 else sheet.annotator
        yield sheet


def _sheets(task: Object, nobody: str) -> Iterator[Sheet]:
    annotations = each(task, "annotations", dict) or each(task, "completions", dict)
    for part in annotations:
        yield _annotation(part, nobody)
    predictions = [one for part in annotations if isinstance(one := part.get("prediction"), dict)]
    made_from = {number: one for one in predictions if (number := as_kind(one.get("id"), int)) is not None}
    for at, found in enumerate(find(task, "predictions", list) or []):
        part = made_from.get(found, task) if isinstance(found, int) else found
        if not isinstance(part, dict):
            raise Wrong(task["predictions"], at, "an object or a number")
        yield (
            _prediction(part, nobody)
            if part is not task
            else Sheet(nobody, task, [], f"prediction {found}", why="only its number is given")
        )
    for part in each(task, "drafts", dict):
        yield Sheet(_person(part, "user", nobody), part, each(part, "result", dict), fields={"status": "draft"})


def _annotation(part: Object, nobody: str) -> Sheet:
    fields: dict[str, Any] = {"role": "gold"} if part.get("ground_truth") is True else {}
    dates, lost = _dates(part)
    lost += [name for name in _LOST if part.get(name)]
    why = "the annotator skipped the task" if part.get("was_cancelled") is True else ""
    annotator = _person(part, "completed_by", nobody)
    return Sheet(annotator, part, _results(part), _own_name(part), {**fields, **dates}, lost, why)


def _prediction(part: Object, nobody: str) -> Sheet:
    version = find(part, "model_version", str) or ""
    name = find(part, "annotator", str) or version or "model"
    score, (dates, lost) = find(part, "score", float), _dates(part)
    fields: dict[str, Any] = {"role": "prediction", **({} if score is None else {"note": f"{SCORE}{score!r}"})}
    if re.fullmatch(r"[^\x00-\x1f\x7f-\x9f]{1,100}", version):
        fields["tool"] = Tool(version)
    elif version:
        lost.append("model_version")
    return Sheet(layer_name(name), part, _results(part), _own_name(part), {**fields, **dates}, lost)


def _own_name(part: Object) -> str:
    own = find(part, "layer", str)
    return layer_name(own) if own else ""


def _results(part: Object) -> list[Object]:
    return each(part, "result", dict)


def _person(part: Object, key: str, nobody: str) -> str:
    """The name of who has done it: a number, an email address, or an object with one of them."""
    named = find(part, "annotator", str) or part.get(key)
    if isinstance(named, dict):
        named = named.get("email") or named.get("username") or named.get("id")
    return nobody if named is None or named == "" else layer_name(str(named))


def _dates(part: Object) -> tuple[dict[str, Any], list[str]]:
    found, lost = {}, []
    for key, name in (("created_at", "created"), ("updated_at", "modified")):
        if part.get(key) is None:
            continue
        try:
            found[name] = msgspec.convert(part[key], Timestamp)
        except msgspec.ValidationError:
            lost.append(key)
    return found, lost
