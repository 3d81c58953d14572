"""What may wait to be decided in a draft, but not in a gold or reviewed layer."""

from __future__ import annotations

from ..findings import Severity
from ..model import Annotation, Chain, Entity, Event, Quote, Relation, Span
from ._view import LayerView

KINDS = {Entity: "entity", Event: "event", Quote: "quote", Relation: "relation", Chain: "chain"}


def patience(layer: LayerView) -> Severity:
    """How bad it is that something waits in a layer."""
    return "error" if layer.final else "warning"


def own_spans(part: Annotation) -> list[Span]:
    """The spans at which an annotation as a whole stands; a relation and a chain have none."""
    match part:
        case Entity():
            return part.spans
        case Event():
            return part.trigger
        case Quote():
            return part.content
        case _:
            return []


def first_place(part: Annotation | None) -> tuple[int, int] | None:
    """The first place of an annotation in the article, to be shown."""
    return next(((span.start, span.end) for span in own_spans(part)), None) if part else None
