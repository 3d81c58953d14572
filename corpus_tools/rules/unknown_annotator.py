"""A layer's annotator is not among the annotators that the record lists.

Where `annotators` is given it is complete, so that nobody's work is published under an unknown name. Add the
annotator to the list, or correct the name in the layer. A layer without `annotator` has its id as that name. Records
that list no annotators are not looked at.

Fails:

    {"text": "Ada wrote to Charles.",
     "annotators": [{"id": "ada", "kind": "human"}],
     "layers": [{"annotator": "eda", "entities": []}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "annotators": [{"id": "ada", "kind": "human"}],
     "layers": [{"annotator": "ada", "entities": []}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._near import near_name
from ._rule import Problem, Rule
from ._unread import is_unread
from ._view import View


def check(view: View) -> Iterator[Problem]:
    if view.record.annotators and not is_unread(view, "id", "annotator"):
        known = {annotator.id for annotator in view.record.annotators}
        for layer in view.record.layers:
            name = layer.annotator or layer.name
            if name not in known:
                instead = "" if layer.annotator else ", which stands for its annotator,"
                near = near_name(name, known, len(view.record.layers))
                yield Problem(
                    on=layer,
                    at=("annotator",) if layer.annotator else ("id",),
                    message=f"{quoted(name)}{instead} is not among the annotators of this record{near}",
                    fix="correct the name, or add it to the annotators",
                )


RULE = Rule(code="LAY001", name="unknown-annotator", severity="error", level=3, check=check)
