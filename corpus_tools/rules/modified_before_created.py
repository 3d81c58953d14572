"""A layer was changed before it was made.

One of the two times is wrong; mostly a clock, a time zone or a copied field. `created` is when the layer was begun,
`modified` when it was last changed.

Fails:

    {"text": "It rained.", "layers": [
        {"annotator": "ada", "created": "2026-03-02T10:00:00Z", "modified": "2026-03-01T10:00:00Z"}]}

Passes:

    {"text": "It rained.", "layers": [
        {"annotator": "ada", "created": "2026-03-01T10:00:00Z", "modified": "2026-03-02T10:00:00Z"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ._dates import is_after
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        created, modified = layer.layer.created, layer.layer.modified
        if created and modified and is_after(created, modified):
            yield Problem(
                on=layer.layer,
                at=("modified",),
                message=f"the layer was modified at {modified}, before it was created at {created}",
            )


RULE = Rule(code="LAY003", name="modified-before-created", severity="warning", level=3, check=check)
