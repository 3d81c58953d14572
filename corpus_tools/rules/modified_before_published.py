"""The article was modified before it was published.

One of `date_published` and `date_modified` is wrong, or they have changed places. The two are compared only as
exactly as both are known: a year against a day of that year says nothing, and a day without time may be a day
anywhere on earth.

Fails:

    {"text": "Ada wrote to Charles.", "metadata": {"date_published": "2021-03-10", "date_modified": "2021-03-09"}}

Passes:

    {"text": "Ada wrote to Charles.", "metadata": {"date_published": "2021-03-10", "date_modified": "2021-03"}}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import quoted
from ._dates import is_after
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    metadata = view.record.metadata
    if metadata and metadata.date_published and metadata.date_modified:
        published, modified = metadata.date_published, metadata.date_modified
        if is_after(published, modified):
            yield Problem(
                on=metadata,
                at=("date_modified",),
                message=f"date_modified {quoted(modified)} is before date_published {quoted(published)}",
                related=[(("metadata", "date_published"), "published then")],
            )


RULE = Rule(code="MET004", name="modified-before-published", severity="error", level=2, check=check)
