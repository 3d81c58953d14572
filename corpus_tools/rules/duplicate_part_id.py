"""The id of a section, annotator or layer is used twice.

Sections, annotators and layers each have ids of their own, which other parts of the record and other files name.
Give one of the two another id. A layer without an id has the name of its annotator, so of two layers by one
annotator one at least needs an id.

Fails:

    {"text": "Ada wrote to Charles.",
     "layers": [{"annotator": "ada", "entities": []}, {"annotator": "ada", "quotes": []}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "layers": [{"annotator": "ada", "entities": []}, {"id": "ada-quotes", "annotator": "ada", "quotes": []}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Annotator, Layer, Section
from ..text import quoted
from ._rule import Problem, Rule
from ._unread import is_unread
from ._view import View


def check(view: View) -> Iterator[Problem]:
    record = view.record
    yield from _repeated("section", [part.id for part in record.sections or ()], record.sections or [])
    yield from _repeated("annotator", [part.id for part in record.annotators or ()], record.annotators or [])
    if not is_unread(view, "id", "annotator"):
        yield from _repeated("layer", [part.name for part in record.layers], record.layers)


def _repeated(what: str, names: Sequence[str], parts: Sequence[Section | Annotator | Layer]) -> Iterator[Problem]:
    first: dict[str, Section | Annotator | Layer] = {}
    for name, part in zip(names, parts, strict=True) if len(set(names)) < len(names) else ():
        if first.setdefault(name, part) is not part:
            implied = "" if part.id else ": this one has that of its annotator"
            yield Problem(
                on=part,
                at=("id",) if part.id else ("annotator",),
                message=f"two {what}s have the id {quoted(name)}{implied}",
                fix=f"give this {what} an id of its own",
                related=[(first[name], "first used here")],
            )


RULE = Rule(code="IDS002", name="duplicate-part-id", severity="error", level=3, check=check)
