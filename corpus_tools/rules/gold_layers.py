"""A gold layer does not say what it was made from, or is not the only one for its tag set.

Gold is decided from the work of others, and `derived_from` names their layers; without it nobody can see whom the
decisions followed. Where one annotator's work is all there is, leave the role `annotation`. Two gold layers for one
tag set would leave open which of them counts; versions that differ in the patch alone are one tag set.

Fails:

    {"text": "Ada wrote to Charles.",
     "layers": [{"id": "ada", "entities": []},
                {"id": "gold", "role": "gold", "tasks": ["entities"], "entities": []}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "layers": [{"id": "ada", "entities": []},
                {"id": "gold", "role": "gold", "tasks": ["entities"], "derived_from": ["ada"], "entities": []}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Layer
from ..text import quoted
from ._rule import Problem, Rule
from ._unread import is_unread
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    first: dict[tuple[str, str], Layer] = {}
    for view_of_layer in view.layers:
        layer = view_of_layer.layer
        if layer.role == "gold":
            if not layer.derived_from and not is_unread(view, "derived_from"):
                yield Problem(
                    on=layer,
                    message='a gold layer must say in "derived_from" which layers it was decided from',
                    fix='name the layers, or make the role "annotation"',
                )
            if first.setdefault(_tagset(view_of_layer), layer) is not layer:
                yield _second(layer, first[_tagset(view_of_layer)])


def _tagset(layer: LayerView) -> tuple[str, str]:
    """Id and minor version of a layer's tag set."""
    tagset = layer.layer.tagset or layer.tagset
    return (tagset.id, tagset.version.rpartition(".")[0]) if tagset else ("", "")


def _second(layer: Layer, first: Layer) -> Problem:
    return Problem(
        on=layer,
        at=("role",),
        message=f"there is a gold layer for this tag set already, {quoted(first.name)}",
        fix='merge the two, or make the role of one "annotation"',
        related=[(first, "the first gold layer")],
    )


RULE = Rule(code="LAY004", name="gold-layers", severity="error", level=3, check=check)
