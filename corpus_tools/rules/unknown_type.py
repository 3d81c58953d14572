"""An annotation or chain has a type that the tag set does not have.

The types stand in the tag set that the layer names, else in the one that the corpus or the command names. A type is
mostly misspelt, belongs to another kind of annotation, or came with a later version of the tag set. Where no tag set is
at hand nothing is reported.

Fails:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PERS", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}

Passes:

    {"text": "Ada wrote to Charles.",
     "entities": [{"id": "t1", "type": "PER", "spans": [{"start": 0, "end": 3, "text": "Ada"}]}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Annotation
from ..text import quoted
from ._changes import put
from ._labels import KINDS, Labels, labels, listing, typed
from ._near import near
from ._roles import words
from ._rule import Problem, Rule
from ._view import LayerView, View


def check(view: View) -> Iterator[Problem]:
    for layer in view.layers:
        if layer.tagset is not None:
            known = labels(layer.tagset)
            yield from _problems(known, list(_unknown(layer, known)))


def _unknown(layer: LayerView, known: Labels) -> Iterator[tuple[str, Annotation]]:
    """The annotations and chains whose type is not among the types of their kind, with that kind."""
    for kind, parts, names in typed(layer):
        types = known.types[kind]
        if not types.keys() >= names:
            yield from ((kind, part) for part in parts if part.type not in types)
    types_of = known.types
    yield from [(part.kind, part) for part in layer.chains if part.type and part.type not in types_of[part.kind]]


def _problems(known: Labels, found: list[tuple[str, Annotation]]) -> Iterator[Problem]:
    names = {(kind, part.type or "") for kind, part in found}
    hints = {(kind, name): _hint(known, kind, name, len(names)) for kind, name in names}
    has_no = f"the tag set {known.tagset.id} {known.tagset.version} has no"
    for kind, part in found:
        name = part.type or ""
        hint, meant = hints[kind, name]
        yield Problem(
            on=part,
            at=("type",),
            message=f"{has_no} {kind} type {quoted(name)}{hint}",
            span=words(part),
            fix=f"change the type to {quoted(meant)}" if meant else None,
            changes=put(part, type=meant) if meant else (),
        )


def _hint(known: Labels, kind: str, name: str, asked: int) -> tuple[str, str | None]:
    """What was meant or expected: a type of another kind, a near name, or the types there are; and a type to put."""
    for other in KINDS:
        if name in known.types[other]:
            return f"; it is a type of {other}", None
    meant = near(name, known.types[kind], asked)
    if meant:
        return f" (did you mean {quoted(meant)}?)", None if meant in known.abstract[kind] else meant
    usable = [name for name in known.types[kind] if name not in known.abstract[kind]]
    return f"; it has {listing(usable)}" if known.types[kind] else "", None


RULE = Rule(code="TAG001", name="unknown-type", severity="error", level=4, check=check, fix="propose")
