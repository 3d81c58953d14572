"""The article is dated later than a layer that was made on it, or in the future.

Nobody annotates an article before it is out, so `date_published` or the layer's `created` is probably wrong. The two
are compared only as exactly as both are known. A date in the future is reported once, whatever the layers say.

Fails:

    {"text": "Ada wrote to Charles.", "metadata": {"date_published": "2021-03-10"},
     "layers": [{"annotator": "ada", "created": "2020-03-10T09:00:00Z"}]}

Passes:

    {"text": "Ada wrote to Charles.", "metadata": {"date_published": "2021-03-10"},
     "layers": [{"annotator": "ada", "created": "2021-03-10T09:00:00Z"}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._dates import is_after
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    metadata = view.record.metadata
    published = metadata.date_published if metadata else None
    if not published:
        return
    if is_after(published, view.today.isoformat()):
        yield Problem(
            on=metadata, at=("date_published",), message=f"date_published {quoted(published)} is in the future"
        )
        return
    older = [layer for layer in view.record.layers if layer.created and is_after(published, layer.created)]
    if older:
        first = older[0]
        yield Problem(
            on=metadata,
            at=("date_published",),
            message=f"date_published {quoted(published)} is after layer {quoted(first.name)} was created"
            f" ({quoted(str(first.created))})",
            related=[(layer, "created before") for layer in older],
        )


RULE = Rule(code="MET005", name="published-too-late", severity="warning", level=2, check=check)
