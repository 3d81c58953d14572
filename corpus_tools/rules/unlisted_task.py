"""A layer has annotations of a kind that is not among its tasks.

`tasks` says what was looked for everywhere, so that what is not annotated counts as not there. A kind that is not
listed was not looked for, and then nobody knows what to make of annotations of it. Add the task only if the article
was read for it from beginning to end; else move the annotations to another layer. An empty array is no annotation,
chains may stand there for the task `links` alone, and layers without `tasks` are not looked at.

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

from collections.abc import Iterator

from ..model import Layer
from ..text import quoted
from ._rule import Problem, Rule
from ._view import ARRAYS, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.record.layers:
        if layer.tasks:
            unlisted = [kind for kind in ARRAYS if getattr(layer, kind) and not _covers(layer, kind)]
            if unlisted:
                yield _problem(layer, unlisted)


def _covers(layer: Layer, kind: str) -> bool:
    tasks: list[str] = [*(layer.tasks or ())]
    return kind in tasks or (kind == "chains" and "links" in tasks)


def _problem(layer: Layer, unlisted: list[str]) -> Problem:
    kinds = " and ".join(unlisted)
    return Problem(
        on=layer,
        at=("tasks",),
        message=f"the layer has {kinds}, but its tasks are {', '.join(layer.tasks or ())}",
        fix=f"add {' and '.join(map(quoted, unlisted))} if the article was read for {kinds} throughout, "
        "or move them to another layer",
        related=[(getattr(layer, kind)[0], f"the first of the {kind}") for kind in unlisted],
    )


RULE = Rule(code="LAY002", name="unlisted-task", severity="error", level=3, check=check, fix="unsafe")
