"""What annotators say of a case, as words for people: each reading with its context in the article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..agreement import Side
from ..align import place
from ..align.contents import everything, references
from ..diff.curate import OpenCase
from ..diff.curate_readings import own_spans
from ..diff.curate_votes import Reading
from ..model import Annotation, Chain, Event, Record
from ..text import quoted, shortened, visible
from .disagreements import context

SHOWN = 40
"""Code points shown of the words of what is referred to."""


class Readings:
    """The readings of the cases of a record in words."""

    def __init__(self, record: Record) -> None:
        self._text = record.text
        self._parts: dict[str, Mapping[str, Annotation]] = {
            layer.name: {part.id: part for part in everything(layer)} for layer in record.layers
        }

    def said(self, case: OpenCase, reading: Reading) -> str:
        """What a reading says beside its words: type, fields, and what it refers to."""
        layer = reading.voters[0]
        part = case.case.members[layer]
        return " ".join([part.type or ("chain" if isinstance(part, Chain) else ""), *self._fields(part, layer)]).strip()

    def context(self, case: OpenCase, reading: Reading) -> str:
        """The words of a reading in brackets, with what stands around them; of a chain its mentions."""
        layer = reading.voters[0]
        part = case.case.members[layer]
        return context(Side(layer, part.id, "", place(own_spans(part))), self._text)

    def _fields(self, part: Any, layer: str) -> Iterator[str]:
        for field in ("level", "value", "kind", "name"):
            if value := getattr(part, field, None):
                yield f"{field} {quoted(value, SHOWN)}"
        for name, value in sorted((part.attributes or {}).items()):
            yield f"{name} {_value(value)}"
        if isinstance(part, Event):
            yield from (f"{one.role}: {self._words(one.spans)}" for one in part.arguments or () if one.spans)
        yield from (f"{label}: {self._named(layer, ref)}" for label, ref in references(part) if label != "chain")
        if isinstance(part, Chain):
            yield from part.links or ()
            yield from self._mentions(part.id, layer)

    def _mentions(self, chain: str, layer: str) -> Iterator[str]:
        parts = self._parts[layer].items()
        yield from (self._named(layer, name) for name, part in parts if getattr(part, "chain", "") == chain)

    def _named(self, layer: str, ref: str) -> str:
        part = self._parts[layer].get(ref)
        return self._words(own_spans(part)) or ref if part is not None else ref

    def _words(self, spans: Any) -> str:
        words = " … ".join(span.text for span in spans or ())
        return f"[{shortened(words, SHOWN)}]" if words else ""


def _value(value: Any) -> str:
    """The value of an attribute as it is written in a record, on one line."""
    return visible(shortened(json.dumps(value, ensure_ascii=False), SHOWN))
