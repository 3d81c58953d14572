"""A gold layer does not say what was looked for.

Without `tasks`, an array that is absent, or a kind of which nothing was found, cannot be told from one that nobody
looked for, and scores against the layer are wrong. Name the kinds that were decided throughout.

Fails:

    {"text": "Ada wrote.", "layers": [
        {"annotator": "ada", "entities": []},
        {"id": "gold", "role": "gold", "derived_from": ["ada"], "entities": []}]}

Passes:

    {"text": "Ada wrote.", "layers": [
        {"annotator": "ada", "entities": []},
        {"id": "gold", "role": "gold", "derived_from": ["ada"], "tasks": ["entities"], "entities": []}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from ._changes import put
from ._rule import Problem, Rule
from ._unread import is_unread
from ._view import ARRAYS, LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        own = layer.layer
        if own.role == "gold" and not own.tasks and not is_unread(view, "tasks"):
            tasks = list(_tasks(layer))
            yield Problem(
                on=own,
                message="a gold layer should say in its tasks what was looked for",
                fix=f"if that is all that was looked for, add {', '.join(tasks)}" if tasks else None,
                changes=put(own, tasks=tasks) if tasks else (),
            )


def _tasks(layer: LayerView) -> Iterator[str]:
    """The tasks of which a layer shows some work."""
    yield from (name for name in ARRAYS if getattr(layer.layer, name) is not UNSET)
    shown = {
        "arguments": layer.all_columns.arguments,
        "links": any(chain.links for chain in layer.all_columns.chains),
        "attributes": layer.all_columns.attributes,
    }
    yield from (name for name, work in shown.items() if work)


RULE = Rule(code="LAY009", name="gold-without-tasks", severity="warning", level=3, check=check, fix="propose")
