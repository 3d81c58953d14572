"""Records of Argilla to ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...errors import FormatError
from ...model import Layer
from .._about import about
from .._format import File, Files, Read, Settings
from .._items import CONFIDENCE, Item
from .._items.source import layer_of
from .._json import Document, Object, as_kind, documents, find, need, need_text
from .._loss import Loss
from .._names import article_id
from .._offsets import Claim
from .._reads import read_of
from .._skipped import Skipped, with_skipped
from .._spots import Spots
from .._text import cleaned, new_record
from .._told import NO_FIELD
from .answers import ANNOTATORS, Answer, answers
from .flat import is_flat, nested


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        yield from with_skipped(
            _found(document, number, file, settings) for number, document in enumerate(documents(file), 1)
        )


def _found(document: Document, number: int, file: File, settings: Settings) -> Read | Skipped:
    with document.opened() as tree:
        record = nested(tree) if is_flat(tree) else tree
        fields = find(record, "fields", dict)
        fields = record if fields is None else fields
        texts = [key for key, value in fields.items() if isinstance(value, str) and " " in value.strip()]
        key = "text" if "text" in fields or fields is record or len(texts) != 1 else texts[0]
        if not str(fields.get(key) or "").strip():
            return _skipped(document, record)
        name = f"{PurePosixPath(file.name).stem}-{number}"
        return _Article(document, record, fields, key, settings).read(_name(record, name))


def _name(record: Object, fallback: str) -> str:
    for key in ("id", "external_id"):
        if isinstance(own := record.get(key), str | int) and own != "" and not isinstance(own, bool):
            return str(own)
    return fallback


def _skipped(document: Document, record: Object) -> Skipped:
    loss = Loss(
        what="lost",
        kind="article",
        id="",
        article="",
        where=document.where(record),
        why="it has no text among its fields",
    )
    return Skipped(
        [loss], {"article": 1}, FormatError(document.file, *document.place(record), "a field `text`", "none")
    )


class _Article:
    """One record while it is read."""

    def __init__(self, document: Document, record: Object, fields: Object, key: str, settings: Settings) -> None:
        self.document, self.record, self.fields, self.key = document, record, fields, key
        source = need_text(fields, key)
        self.text = cleaned(source, document.file)
        self.answers = list(answers(record, settings.annotator))
        claims = [_claim(span) for answer in self.answers if _is_of_spans(answer.value) for span in answer.value]
        self.spots = Spots(source, self.text, claims, repair=settings.repair)
        self.losses: list[Loss] = []
        self.seen = Counter[str]()
        self.article = ""

    def lose(self, what: str, kind: str, name: str, part: Any, why: str) -> None:
        """Note that something is lost, or otherwise than the record has it."""
        where = self.document.where(part)
        self.losses.append(Loss(what=what, kind=kind, id=name, article=self.article, where=where, why=why))  # type: ignore[arg-type]

    def read(self, name: str) -> Read:
        """The record."""
        self.article = article_id(name)
        if self.text.changes:
            self.lose("changed", "text", "", self.fields, "; ".join(self.text.changes))
        layers = [layer for key, found in self._by_layer().items() if (layer := self._layer(*key, found))]
        metadata = {
            key: value for key, value in (find(self.record, "metadata", dict) or {}).items() if key != ANNOTATORS
        }
        more = {} if self.fields is self.record else self.fields
        others = {key: value for key, value in more.items() if key != self.key and value}
        found = about({**others, **metadata}, names=True)
        for key in found.others:
            self.lose("lost", "metadata", key, self.record, NO_FIELD)
        return read_of(
            new_record(self.article, self.text.text, layers, metadata=found.metadata), self.losses, self.seen
        )

    def _by_layer(self) -> dict[tuple[str, str, str], list[Answer]]:
        found: dict[tuple[str, str, str], list[Answer]] = {}
        for answer in self.answers:
            found.setdefault((answer.name, answer.role, answer.status), []).append(answer)
        return found

    def _layer(self, name: str, role: str, status: str, found: list[Answer]) -> Layer | None:
        refused = status == "discarded" or self.record.get("status") == "Discarded"
        kept = [answer for answer in found if _is_of_spans(answer.value) and not refused]
        for answer in found:
            if answer not in kept:
                why = "it was discarded" if refused else "it is no answer to a question about spans"
                self.lose("lost", "extension", f"{name} {answer.question}", answer.part, why)
        if not kept:
            return None
        made = layer_of(
            [item for answer in kept for item in self._items(answer)], name, self.article, self.document.where
        )
        self.losses += made.losses
        self.seen.update(made.seen)
        return replace(made.layer, role=role or UNSET, status="draft" if status == "draft" else UNSET)

    def _items(self, answer: Answer) -> Iterator[Item]:
        for number, span in enumerate(answer.value):
            found, why = self.spots.find(_claim(span))
            score = (
                answer.score[number] if isinstance(answer.score, list) and number < len(answer.score) else answer.score
            )
            fields = {} if as_kind(score, float) is None else {CONFIDENCE: score}
            label = need(span, "label", str)
            yield Item(
                kind="entity", type=label, spans=[found] if found else [], why=why, fields=fields, at=answer.part
            )


def _is_of_spans(value: Any) -> bool:
    """Whether an answer is a list of spans; an empty one is."""
    return isinstance(value, list) and all(isinstance(one, dict) and "start" in one for one in value)


def _claim(span: Object) -> Claim:
    words = span.get("text")
    return Claim(need(span, "start", int), need(span, "end", int), words if isinstance(words, str) else "")
