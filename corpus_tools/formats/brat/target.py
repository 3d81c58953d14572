"""Records to brat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ...file_names import file_name
from ...model import Annotation, Event, Layer, Quote, Record, Relation, Span
from .._format import Chunk, Settings
from .._names import OneWordNames
from .._things import spans_of
from . import conf
from . import lines as brat
from .extras import EQUIVALENCE
from .limits import in_order_of_reading


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """Each layer in the folder of its name, or without one where one layer was asked for; `annotation.conf` above."""
    used = conf.Used()
    for record in records:
        if not record.layers:
            yield Chunk(file_name(record.id, ".txt"), record.text.encode())
        for layer in record.layers:
            folder = "" if settings.layer else file_name(layer.name, "/")
            yield Chunk(folder + file_name(record.id, ".txt"), record.text.encode())
            lines = _Lines(layer, used)
            yield Chunk(folder + file_name(record.id, ".ann"), "".join(f"{line}\n" for line in lines.all()).encode())
    yield Chunk(conf.NAME, used.file(by_folder=not settings.layer).encode())


class _Lines:
    """The lines of one layer while they are written: numbers that are still free."""

    def __init__(self, layer: Layer, used: conf.Used) -> None:
        self.layer, self.used, self.names = layer, used, OneWordNames.of(layer)
        self._counts = Counter[str]({"T": max((int(one.id[1:]) for one in layer.entities or ()), default=0)})
        self._quotes = {quote.id for quote in layer.quotes or ()}

    def all(self) -> Iterator[str]:
        """Every line."""
        for entity in self.layer.entities or ():
            yield self._textbound(entity.id.upper(), self._type(entity.type, self.used.entities), entity.spans)
        for part in (*(self.layer.events or ()), *(self.layer.quotes or ())):
            yield from self._frame(part)
        for relation in self.layer.relations or ():
            yield self._relation(relation)
        yield from self._chains()
        for array in (self.layer.entities, self.layer.events, self.layer.quotes, self.layer.relations):
            for part in array or ():
                yield from self._said_of(part)

    def _next(self, letter: str) -> str:
        self._counts[letter] += 1
        return f"{letter}{self._counts[letter]}"

    def _type(self, name: str, used: set[str]) -> str:
        name = self.names.theirs("type", name)
        used.add(name)
        return name

    def _textbound(self, number: str, name: str, spans: list[Span]) -> str:
        places = brat.fragments((span.start, span.end) for span in spans)
        return f"{number}\t{name} {places}\t{' '.join(span.text for span in spans)}"

    def _frame(self, part: Event | Quote) -> Iterator[str]:
        """An event, or a quote as one: its trigger, what are bare words of it, and itself."""
        is_quote = isinstance(part, Quote)
        name = self.names.theirs("quote" if is_quote else "type", part.type)
        roles = self.used.events.setdefault(name, set())
        trigger = self._next("T")
        yield self._textbound(trigger, name, spans_of(part))
        written, counts = [], Counter[str]()
        for role, ref, words in _fillers(part):
            role = self.names.theirs("role", role)
            roles.add(role)
            counts[role] += 1
            if words:
                ref = self._next("T")
                yield self._textbound(ref, self._type(role, self.used.entities), words)
                yield f"{self._next('#')}\t{brat.WORDS} {ref}\t"
            written.append(f"{role}{counts[role] if counts[role] > 1 else ''}:{ref.upper()}")
        yield f"{part.id.upper()}\t{' '.join([f'{name}:{trigger}', *written])}"
        if is_quote:
            yield f"{self._next('#')}\t{brat.QUOTE} {part.id.upper()}\t"

    def _relation(self, part: Relation) -> str:
        name = self.names.theirs("type", part.type)
        arguments = [(self.names.theirs("role", one.role), one.filler.upper()) for one in part.arguments]
        self.used.relations.setdefault(name, set()).update(role for role, _ in arguments)
        return f"{part.id.upper()}\t{' '.join([name, *(f'{role}:{ref}' for role, ref in arguments)])}"

    def _chains(self) -> Iterator[str]:
        by_id = {chain.id: chain for chain in self.layer.chains or ()}
        found = in_order_of_reading(self.layer)
        for identifier, members in found.items():
            name = str((by_id[identifier].attributes or {}).get(EQUIVALENCE, brat.EQUIV))
            if len(members) > 1:
                self.used.relations.setdefault(name, set()).update(("Arg1", "Arg2"))
                yield f"*\t{' '.join([name, *(one.id.upper() for one in members)])}"
        for identifier, members in found.items():
            for link in by_id[identifier].links or ():
                base, _, key = link.partition(":")
                place = f"{self.names.theirs('kb', base)}:{key}"
                ref = f"{brat.NORMALISATION} {members[0].id.upper()}"
                yield f"{self._next('N')}\t{ref} {place}\t{by_id[identifier].name or ''}"

    def _said_of(self, part: Annotation) -> Iterator[str]:
        """The attributes and notes of an annotation."""
        ref, level, value = part.id.upper(), getattr(part, "level", None), getattr(part, "value", None)
        if level:
            yield self._attribute(brat.LEVEL, ref, level)
        for name, found in (part.attributes or {}).items():
            for word in found if isinstance(found, list) else [found]:
                yield self._attribute(self.names.theirs("attribute", name), ref, word)
        if value:
            yield f"{self._next('#')}\t{brat.VALUE} {ref}\t{value}"
        if isinstance(part.confidence, int | float):
            yield f"{self._next('#')}\t{brat.CONFIDENCE} {ref}\t{part.confidence!r}"
        for line in part.note.split("\n") if part.note else ():
            yield f"{self._next('#')}\t{brat.NOTE} {ref}\t{line}"

    def _attribute(self, name: str, ref: str, value: Any) -> str:
        values = self.used.attributes.setdefault(name, set())
        if value is True:
            return f"{self._next('A')}\t{name} {ref}"
        values.add(str(value))
        return f"{self._next('A')}\t{name} {ref} {value}"


def _fillers(part: Event | Quote) -> Iterator[tuple[str, str, list[Span]]]:
    """The role, the id and the bare words of what an event or quote has beside its trigger."""
    if isinstance(part, Event):
        for argument in part.arguments or ():
            yield argument.role, argument.filler or "", argument.spans or []
        return
    if part.cue:
        yield "Cue", "", part.cue
    yield from (("Source", ref, []) for ref in part.source or ())
    yield from (("Addressee", ref, []) for ref in part.addressee or ())
