"""An attribute has a value that the tag set does not allow for it.

The value must be one of those listed in the tag set, or a text, a number, or true or false, as the tag set says. Only
an attribute that may have several values at once takes a list; a single value needs none there either.

Fails:

    {"text": "Ada may meet Charles.",
     "events": [{"id": "e1", "type": "Consult", "attributes": {"modality": "posible"},
                 "trigger": [{"start": 8, "end": 12, "text": "meet"}]}]}

Passes:

    {"text": "Ada may meet Charles.",
     "events": [{"id": "e1", "type": "Consult", "attributes": {"modality": "possible"},
                 "trigger": [{"start": 8, "end": 12, "text": "meet"}]}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from ..findings import Path
from ..tagset_file import Attribute
from ..text import quoted
from ._attributes import Stray, shown, strays
from ._labels import AttributeTest, listing
from ._near import near
from ._roles import words
from ._rule import Change, Problem, Rule
from ._view import View


def check(view: View) -> Iterator[Problem]:
    found = [stray for stray in strays(view) if stray.is_value]
    for stray in found:
        if stray.test is not None:
            for at, value in _wrong(stray.test, stray.value):
                yield _problem(stray, stray.test.attribute, at, value, len(found))


def _wrong(test: AttributeTest, value: Any) -> Iterator[tuple[Path, Any]]:
    """The value, or the items of a list that are wrong, each with its place below the attribute."""
    if not isinstance(value, list) or not test.attribute.many:
        yield (), value
    else:
        yield from (((index,), word) for index, word in enumerate(value) if not test.takes(word))


def _problem(stray: Stray, attribute: Attribute, at: Path, value: Any, asked: int) -> Problem:
    meant = _meant(attribute, value, asked)
    return Problem(
        on=stray.part,
        at=("attributes", stray.name, *at),
        message=f"{shown(value)} is not a value of {quoted(stray.name)}; {_expected(attribute)} is expected",
        span=words(stray.part),
        fix=_words(meant),
        changes=_changes(stray, at, meant) if meant is not None else (),
    )


def _changes(stray: Stray, at: Path, meant: bool | str) -> list[Change]:
    """The right value in place of the wrong one, which goes where the right one stands beside it."""
    is_there = bool(at) and meant in stray.value
    return [Change(stray.part, ("attributes", stray.name, *at), UNSET if is_there else meant)]


def _words(meant: bool | str | None) -> str | None:
    if isinstance(meant, bool):
        return f"write {json.dumps(meant)} without quotation marks"
    return f"write {quoted(meant)}" if meant else None


def _expected(attribute: Attribute) -> str:
    match attribute.value_type:
        case "enum":
            return f"{'one or more' if attribute.many else 'one'} of {listing(attribute.values)}"
        case "boolean":
            return "true or false"
        case _:
            return "a text" if attribute.value_type == "string" else "a number"


def _meant(attribute: Attribute, value: Any, asked: int) -> bool | str | None:
    """The nearest value, or the same one rightly written; None where none is near."""
    values = attribute.values or ()
    if isinstance(value, list):
        return value[0] if len(value) == 1 and value[0] in values else None
    if attribute.value_type == "boolean" and str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    return near(value, values, asked) if isinstance(value, str) else None


RULE = Rule(code="TAG005", name="attribute-value", severity="error", level=4, check=check, fix="propose")
