"""A date is not in the calendar.

The form of dates is checked by the schema; that February has 28 or 29 days is not. This looks at the dates of the
metadata and at `created` and `modified` of the layers. Later rules do not compare a date that does not exist.

Fails:

    {"text": "Ada wrote to Charles.", "metadata": {"date_published": "2021-02-30"}}

Passes:

    {"text": "Ada wrote to Charles.", "metadata": {"date_published": "2024-02-29"}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..text import quoted
from ._dates import days_of_month, exists
from ._rule import Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    for owner, field, date in _dates(view):
        if not exists(date):
            yield Problem(
                on=owner,
                at=(field,),
                message=f"{quoted(date)} is not in the calendar: {date[:7]} has {days_of_month(date)} days",
            )


def _dates(view: View) -> Iterator[tuple[Any, str, str]]:
    """Every date that is given, with the part and the field it stands in."""
    metadata = view.record.metadata
    if metadata:
        for field in ("date_published", "date_modified", "date_retrieved"):
            if date := getattr(metadata, field):
                yield metadata, field, date
    for layer in view.record.layers:
        if layer.created:
            yield layer, "created", layer.created
        if layer.modified:
            yield layer, "modified", layer.modified


RULE = Rule(code="MET003", name="impossible-date", severity="error", level=2, check=check)
