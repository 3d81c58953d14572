"""A layer has annotations of a kind that is not among its tasks.

`tasks` says what was looked for everywhere, so that what is not annotated counts as not there. A kind that is not
listed was not looked for, and then nobody knows what to make of annotations of it. Add the task only if the article
was read for it from beginning to end; else move the annotations to another layer. Allowed is what annotations of a
listed kind need: the speakers of quotes and whatever fills a role, with their chains, and the other mentions in these,
which tell who is meant. An empty array is no annotation, chains may stand there for the task `links` alone, and layers
without `tasks` are not looked at.

Fails:

    {"text": "Ada wrote to Charles.",
     "layers": [{"annotator": "ada", "tasks": ["events"],
                 "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "layers": [{"annotator": "ada", "tasks": ["entities", "events"],
                 "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}]}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from ..model import Annotation, Chain, Entity, Event, Layer, Quote, Relation
from ..text import quoted
from ._changes import put
from ._rule import Problem, Rule
from ._view import ARRAYS, LayerView, View

_ARRAY_OF = dict(zip((Entity, Event, Quote, Relation, Chain), ARRAYS, strict=True))
"""The array that each sort of annotation stands in."""


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        own = layer.layer
        unlisted = [kind for kind in ARRAYS if getattr(own, kind) and not _covers(own, kind)] if own.tasks else []
        needed = _needed(layer, unlisted) if unlisted else set()
        first = {kind: next((part for part in getattr(own, kind) if part.id not in needed), None) for kind in unlisted}
        if any(first.values()):
            yield _problem(own, {kind: part for kind, part in first.items() if part})


def _covers(layer: Layer, kind: str) -> bool:
    tasks: list[str] = [*(layer.tasks or ())]
    return kind in tasks or (kind == "chains" and "links" in tasks)


def _needed(layer: LayerView, unlisted: list[str]) -> set[str]:
    """Ids of what annotations of listed kinds refer to, and of all mentions of the same things."""
    mentions: defaultdict[str, list[str]] = defaultdict(list)
    for part in layer.everything:
        mentions[_chain(part)].append(part.id)
    listed = [part for part in layer.everything if _ARRAY_OF[type(part)] not in unlisted]
    waiting = [name for part in listed for name in _named(part)]
    found = {""}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += mentions.get(name, ())
            other = layer.by_id.get(name)
            waiting += [*_named(other), _chain(other)] if other else []
    return found


def _chain(part: Any) -> str:
    return getattr(part, "chain", UNSET) or ""


def _named(part: Annotation) -> Iterator[str]:
    """The ids in the roles of an annotation: of its speakers, fillers or members."""
    for field in ("source", "addressee", "members"):
        yield from getattr(part, field, UNSET) or ()
    yield from (one.filler for one in getattr(part, "arguments", UNSET) or () if one.filler)


def _problem(layer: Layer, first: dict[str, Annotation]) -> Problem:
    kinds = " and ".join(first)
    return Problem(
        on=layer,
        at=("tasks",),
        message=f"the layer has {kinds}, but its tasks are {', '.join(layer.tasks or ())}",
        fix=f"add {' and '.join(map(quoted, first))} if the article was read for {kinds} throughout, "
        "or move them to another layer",
        changes=put(layer, tasks=[*(layer.tasks or ()), *first]),
        related=[(part, f"the first of the {kind}") for kind, part in first.items()],
    )


RULE = Rule(code="LAY002", name="unlisted-task", severity="error", level=3, check=check, fix="propose")
