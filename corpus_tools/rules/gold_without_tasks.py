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

from ..model import Layer
from ._changes import put
from ._rule import Problem, Rule
from ._unread import is_unread
from ._view import ARRAYS, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.record.layers:
        if layer.role == "gold" and not layer.tasks and not is_unread(view, "tasks"):
            kinds = list(_kinds(layer))
            yield Problem(
                on=layer,
                message="a gold layer should say in its tasks what was looked for",
                fix=f"if that is all that was looked for, add {', '.join(kinds)}" if kinds else None,
                changes=put(layer, tasks=kinds) if kinds else (),
            )


def _kinds(layer: Layer) -> Iterator[str]:
    """What a layer holds, in the words of tasks."""
    yield from (name for name in ARRAYS if getattr(layer, name) is not UNSET)
    if any(event.arguments for event in layer.events or ()):
        yield "arguments"
    if any(chain.links for chain in layer.chains or ()):
        yield "links"


RULE = Rule(code="LAY009", name="gold-without-tasks", severity="warning", level=3, check=check, fix="propose")
