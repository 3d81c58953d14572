"""Annotations with their spans in the new text; ids, roles, references and everything else stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from ...model import Anchor, Argument, Entity, Event, Quote, Span, Unanchored, UnanchoredEntity, UnanchoredEvent
from ...model import UnanchoredQuote as _UnanchoredQuote
from .fates import Fate, Status, contexts, worst
from .places import LOST, Found, Places

Marked = Entity | Event | Quote
MAIN: dict[type, str] = {Entity: "spans", Event: "trigger", Quote: "content"}
"""The field that says where an annotation stands."""
_BESIDE: dict[type, str] = {Entity: "head", Quote: "cue"}
_UNANCHORED: dict[type, Any] = {Entity: UnanchoredEntity, Event: UnanchoredEvent, Quote: _UnanchoredQuote}
MOST_CONTEXTS = 256
"""As the schema has it."""


class Field(NamedTuple):
    """A field of an annotation that holds spans: its JSON pointer, the spans, and where they stand now."""

    path: str
    spans: Sequence[Span]
    found: Found


class Carried(NamedTuple):
    """What became of an annotation: None and an item to wait as a whole, or itself and items for fields it lost."""

    annotation: Marked | None
    waiting: list[Unanchored]
    fates: list[Fate]


def kind_of(part: Marked) -> str:
    """The kind of an annotation in a word."""
    return type(part).__name__.lower()


def carried(part: Marked, places: Places, former: str, layer: str) -> Carried:
    """An annotation in the new text. `former` is the checksum of the old one."""
    found = [Field(path, spans, places.find(spans)) for path, spans in fields(part)]
    main, *rest = (_inside(field, found[0]) for field in found)
    old, new = places.texts.old, places.texts.new
    if main.found.status == "lost":
        return lost(part, old, former, layer)
    fates = [_fate(part, field, layer, old, new) for field in (main, *rest)]
    gone = [field for field in rest if field.found.status == "lost"]
    waiting = [_waiting(part, old, former, field.path, field.spans) for field in gone]
    status = worst([field.found.status for field in (main, *rest) if field not in gone])
    return Carried(_marked(_with(part, (main, *rest)), status, main.found.score, former), waiting, fates)


def lost(part: Marked, old: str, former: str, layer: str, why: str = "") -> Carried:
    """An annotation that waits among the unanchored."""
    spans = [span for _, found in fields(part) for span in found]
    main = getattr(part, MAIN[type(part)])
    fate = _fate(part, Field(f"/{MAIN[type(part)]}", main, LOST), layer, old, "")
    return Carried(None, [_waiting(part, old, former, "", spans, why)], [replace(fate, why=why)])


def fields(part: Marked) -> Iterator[tuple[str, list[Span]]]:
    """The fields that hold spans, that in which the annotation stands first."""
    main, beside = MAIN[type(part)], _BESIDE.get(type(part))
    yield f"/{main}", getattr(part, main)
    if beside and getattr(part, beside):
        yield f"/{beside}", getattr(part, beside)
    if isinstance(part, Event):
        for index, argument in enumerate(part.arguments or ()):
            if argument.spans:
                yield f"/arguments/{index}", argument.spans


def _inside(field: Field, main: Field) -> Field:
    """A field; a head is lost that is no longer a part of its mention."""
    if field.path != "/head" or all(
        any(_holds(whole, span) for whole in main.found.spans) for span in field.found.spans
    ):
        return field
    return field._replace(found=LOST)


def _holds(whole: Span, part: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _with(part: Marked, fields: Sequence[Field]) -> Marked:
    """An annotation with its fields in the new text."""
    spans = {field.path: field.found.spans or UNSET for field in fields}
    if not isinstance(part, Event):
        return replace(part, **{path[1:]: new for path, new in spans.items()})
    arguments = [_argument(argument, spans.get(f"/arguments/{at}")) for at, argument in enumerate(part.arguments or ())]
    left = [argument for argument in arguments if argument is not None]
    return replace(part, trigger=spans["/trigger"], arguments=left or (UNSET if arguments else part.arguments))


def _argument(argument: Argument, spans: Any) -> Argument | None:
    """An argument with its words in the new text; None where they were all that it had."""
    if not argument.spans:
        return argument
    return replace(argument, spans=spans) if spans or argument.filler else None


def _marked(part: Marked, status: Status, score: float | None, former: str) -> Marked:
    """An annotation with the mark that somebody has to look at it; a mark from before stays."""
    if status not in ("stretched", "reanchored"):
        return part
    return replace(part, anchor=Anchor(status, former, UNSET if score is None else score))


def _waiting(part: Marked, old: str, former: str, path: str, spans: Sequence[Span], why: str = "") -> Unanchored:
    around = contexts(old, spans[:MOST_CONTEXTS])
    item: Unanchored = _UNANCHORED[type(part)](
        annotation=part, path=path or UNSET, from_sha256=former, context=around, note=why or UNSET
    )
    return item


def _fate(part: Marked, field: Field, layer: str, old: str, new: str) -> Fate:
    return Fate(
        layer=layer,
        kind=kind_of(part),
        id=part.id,
        field=field.path,
        status=field.found.status,
        score=field.found.score,
        before=tuple(field.spans),
        before_context=tuple(contexts(old, field.spans)),
        after=tuple(field.found.spans),
        after_context=tuple(contexts(new, field.found.spans)),
    )
