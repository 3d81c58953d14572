"""brat to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from msgspec import UNSET

from ...model import Argument, Chain, Entity, Event, Layer, Quote, Relation, RelationArgument
from .._format import Files, Read, Settings
from .._loss import Loss
from .._names import Ids, OneWordNames, article_id
from .._spans import Placed
from .._text import Cleaned, cleaned, new_record
from .._told import of_text
from .conf import Conf
from .extras import Extras
from .folder import Document, documents
from .lines import Line, parse
from .places import places_of

_SPEAKERS = {"source": "source", "addressee": "addressee"}
_KINDS = {"T": "entity", "E": "event", "R": "relation", "*": "chain", "A": "attribute", "M": "attribute", "N": "link"}


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for document in documents(files, settings.annotator):
        yield _record(document, settings)


def _record(document: Document, settings: Settings) -> Read:
    source = document.text.text()
    text = cleaned(source, document.text.name)
    article = article_id(document.name)
    losses, seen = list(of_text(text.changes, article, document.text.name)), Counter[str]()
    layers = []
    for name, files in document.layers.items():
        work = _Layer([line for file in files for line in parse(file)], source, text, document.conf, article, settings)
        layers.append(work.whole(name))
        losses += work.losses
        seen.update(work.seen)
    return Read(new_record(article, text.text, layers), losses, seen)


class _Layer:
    """The annotations of one annotator while they are read: ids that are known so far, and what was lost."""

    def __init__(
        self, lines: Sequence[Line], source: str, text: Cleaned, conf: Conf, article: str, settings: Settings
    ) -> None:
        self.conf, self.article = conf, article
        self.names, self.ids = OneWordNames(), Ids()
        self.losses: list[Loss] = []
        self.seen = Counter[str]()
        self.ours: dict[str, str] = {}
        """Ids of theirs to ours; that of a trigger leads to its event."""
        self.lines = list(self._distinct(lines))
        self.places: dict[str, Placed] = places_of(self.of("T"), source, text, repair=settings.repair)
        self.extras = Extras(self)

    def of(self, *letters: str) -> list[Line]:
        """The lines of some sorts."""
        return [line for line in self.lines if line.letter in letters]

    def lose(
        self, line: Line, why: str, kind: str = "", detail: str = "", what: Literal["lost", "changed", "wrong"] = "lost"
    ) -> None:
        """Note that something a line says is lost, or otherwise not as it says."""
        name = f"{line.id} {detail}".strip()
        kind = kind or _KINDS[line.letter]
        self.losses.append(Loss(what=what, kind=kind, id=name, article=self.article, where=line.where, why=why))

    def whole(self, name: str) -> Layer:
        """The finished layer."""
        words = {line.id for line in self.of("T") if line.id in self.extras.words}
        triggers = {line.head[0].rpartition(":")[2]: line for line in reversed(self.of("E")) if line.head}
        textbound = [line for line in self.of("T") if line.id not in triggers and line.id not in words]
        bare = [line for line in textbound if line.head and line.head[0] in self.conf.events - self.conf.entities]
        mentions = [line for line in textbound if line not in bare]
        frames = [*self._anchored(self.of("E")), *((line, line.id) for line in self._with_place(bare, "event"))]
        mentions = list(self._with_place(mentions, "entity"))
        for line in mentions:
            self.ours[line.id] = self.ids.keep(line.id, "t")
        for line, trigger in frames:
            self.ours[line.id] = self.ids.keep(f"e{line.id[1:]}" if line.letter == "E" else "", "e")
            self.ours.setdefault(trigger, self.ours[line.id])
        return self._layer(name, mentions, frames)

    def _layer(self, name: str, mentions: list[Line], frames: list[tuple[Line, str]]) -> Layer:
        quotes = [frame for frame in frames if frame[0].id in self.extras.quotes]
        drafts: list[tuple[type, dict[str, Any]]] = [(Entity, self._entity(line)) for line in mentions]
        drafts += [(Event, self._event(*frame)) for frame in frames if frame not in quotes]
        drafts += [(Quote, self._quote(*frame)) for frame in quotes]
        drafts += [(Relation, draft) for line in self.of("R") if (draft := self._relation(line))]
        kinds = {draft["id"]: kind.__name__.lower() for kind, draft in drafts}
        chains = self.extras.chains(kinds)
        parts = [kind(**draft, **self.extras.fields(draft["id"])) for kind, draft in drafts]
        return Layer(annotator=name, extensions=self.names.extensions, **_arrays(parts, chains))

    def _distinct(self, lines: Sequence[Line]) -> Iterator[Line]:
        """Lines that are annotations, each with an id of its own."""
        known: set[str] = set()
        for line in lines:
            kind = _KINDS.get(line.letter, "note" if line.letter == "#" else "extension")
            if line.id == "?" or (line.id in known and line.id != "*"):
                self.seen[kind] += 1
                self.lose(line, "it is not a line of brat's" if line.id == "?" else "its id is taken already", kind)
            else:
                known.add(line.id)
                yield line

    def _with_place(self, lines: Sequence[Line], kind: str) -> Iterator[Line]:
        for line in lines:
            self.seen[kind] += 1
            spans, why = self.places[line.id]
            if why:
                self.lose(line, why, kind, what="wrong" if spans else "lost")
            if spans:
                yield line

    def _anchored(self, lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
        """Event lines with the ids of their triggers, where these have a place."""
        for line in lines:
            kind = "quote" if line.id in self.extras.quotes else "event"
            self.seen[kind] += 1
            trigger = line.head[0].rpartition(":")[2] if line.head else ""
            spans, why = self.places.get(trigger, Placed([], "its trigger is not there"))
            if why:
                self.lose(line, why, kind, what="wrong" if spans else "lost")
            if spans:
                yield line, trigger
            else:
                for role, ref in line.arguments:
                    part = self._part_of_quote(role, ref) if kind == "quote" else "argument"
                    self.seen[part] += 1
                    self.lose(line, "its event is lost", part, f"{role}:{ref}")

    def _entity(self, line: Line) -> dict[str, Any]:
        return {
            "id": self.ours[line.id],
            "type": self.names.ours("type", line.head[0]),
            "spans": self.places[line.id].spans,
        }

    def _event(self, line: Line, trigger: str) -> dict[str, Any]:
        arguments = [found for role, ref in line.arguments if (found := self._argument(line, role, ref))]
        return {
            "id": self.ours[line.id],
            "type": self.names.ours("type", line.head[0].rpartition(":")[0] or line.head[0]),
            "trigger": self.places[trigger].spans,
            **({"arguments": arguments} if arguments and line.letter == "E" else {}),
        }

    def _argument(self, line: Line, role: str, ref: str) -> Argument | None:
        if line.letter != "E":
            return None
        self.seen["argument"] += 1
        name = self.names.ours("role", self._unnumbered(role, line))
        if ref in self.extras.words and (spans := self.places[ref].spans):
            return Argument(name, spans=spans)
        if ref in self.ours:
            return Argument(name, filler=self.ours[ref])
        self.lose(line, "what fills it is not there", "argument", f"{role}:{ref}")
        return None

    def _unnumbered(self, role: str, line: Line) -> str:
        """The role itself, where brat has put a number behind it since it is filled more than once."""
        base = role.rstrip("0123456789")
        if base == role or not base or role in self.conf.roles:
            return role
        return base if base in self.conf.roles or any(other == base for other, _ in line.arguments) else role

    def _quote(self, line: Line, trigger: str) -> dict[str, Any]:
        draft: dict[str, Any] = {
            "id": self.ours[line.id],
            "type": self.names.ours("quote", line.head[0].rpartition(":")[0]),
            "content": self.places[trigger].spans,
        }
        for role, ref in line.arguments:
            part = self._part_of_quote(role, ref)
            self.seen[part] += 1
            if part == "cue" and ref in self.places and self.places[ref].spans and "cue" not in draft:
                draft["cue"] = self.places[ref].spans
            elif part in _SPEAKERS and ref in self.ours:
                draft.setdefault(part, []).append(self.ours[ref])
            else:
                self.lose(line, "what fills it is not there, or it is no part of a quote", part, f"{role}:{ref}")
        return draft

    def _part_of_quote(self, role: str, ref: str) -> str:
        return {"source": "source", "addressee": "addressee", "cue": "cue"}.get(
            role.rstrip("0123456789").lower(), "argument"
        )

    def _relation(self, line: Line) -> dict[str, Any] | None:
        self.seen["relation"] += 1
        self.seen["argument"] += len(line.arguments)
        missing = [ref for _, ref in line.arguments if ref not in self.ours]
        if not line.arguments or missing:
            self.lose(line, f"{', '.join(missing) or 'what it relates'} is not there")
            for role, ref in line.arguments:
                self.lose(line, "its relation is lost", "argument", f"{role}:{ref}")
            return None
        self.ours[line.id] = self.ids.keep(line.id, "r")
        return {
            "id": self.ours[line.id],
            "type": self.names.ours("type", line.head[0]),
            "arguments": [
                RelationArgument(self.names.ours("role", role), self.ours[ref]) for role, ref in line.arguments
            ],
        }


def _arrays(parts: list[Any], chains: list[Chain]) -> dict[str, Any]:
    """Annotations by the array they belong to; entities are always looked for."""
    sorts = {"entities": Entity, "events": Event, "quotes": Quote, "relations": Relation}
    found = {array: [part for part in parts if isinstance(part, sort)] for array, sort in sorts.items()}
    kept = {array: items for array, items in found.items() if items or array == "entities"}
    return {**kept, "chains": chains or UNSET}
