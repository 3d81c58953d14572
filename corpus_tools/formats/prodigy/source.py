"""Tasks of Prodigy to records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from ...errors import FormatError
from ...model import Layer, Segmentation
from .._about import about
from .._format import File, Files, Read, Settings
from .._items.source import layer_of
from .._json import Document, Object, documents, each, find, need_text
from .._loss import Loss
from .._names import article_id, layer_name
from .._reads import read_of
from .._skipped import Skipped, with_skipped
from .._spots import Spots
from .._text import Cleaned, cleaned, new_record
from .._told import NO_FIELD
from .spans import Spans, claim_of

_HASH = re.compile(rb'(?<!\\)"_input_hash"\s*:\s*(-?[0-9]+)')
_KNOWN = {"text", "spans", "relations", "tokens", "meta", "answer"}
_FOR_THE_PROGRAM = {"config", "field_rows", "field_label", "field_id", "version", "width"}


class Task(NamedTuple):
    """One task, and the document it is in."""

    document: Document
    tree: Object


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        yield from with_skipped(_found(file, settings))


def _found(file: File, settings: Settings) -> Iterator[Read | Skipped]:
    for number, tasks in enumerate(_together(file), 1):
        with tasks[0].document.opened() as first:
            has_text = bool((find(first, "text", str) or "").strip())
            yield _Article(tasks, _name(first, file, number), settings).read() if has_text else _skipped(tasks)


def _together(file: File) -> Iterator[list[Task]]:
    """The tasks about the same input, once the last of them has come."""
    to_come = Counter(int(found) for _, line in file.byte_lines() for found in _HASH.findall(line))
    waiting: dict[object, list[Task]] = {}
    try:
        for document in documents(file):
            with document.opened() as tree:
                number = find(tree, "_input_hash", int)
            key = (number, tree.get("text")) if isinstance(tree.get("text"), str) else id(document)
            waiting.setdefault(key, []).append(Task(document, tree))
            if number is not None:
                to_come[number] -= 1
            if number is None or to_come[number] <= 0:
                done = [one for one in waiting if one == key or (isinstance(one, tuple) and one[0] == number)]
                yield from [waiting.pop(one) for one in done]
    except FormatError:
        yield from waiting.values()
        raise
    yield from waiting.values()


def _name(task: Object, file: File, number: int) -> str:
    own = (find(task, "meta", dict) or {}).get("id")
    if isinstance(own, str | int) and not isinstance(own, bool):
        return str(own)
    known = task.get("_input_hash")
    return f"{PurePosixPath(file.name).stem}-{number}" if known is None else f"task-{known}"


def _skipped(tasks: list[Task]) -> Skipped:
    document, task = tasks[0]
    what = next((key for key in ("image", "audio", "video", "html") if key in task), "no text")
    why = "it has no text" + (f", but {what}" if what in task else "")
    loss = Loss(what="lost", kind="article", id="", article="", where=document.where(task), why=why)
    error = FormatError(document.file, *document.place(task), "a task with a text", f"one with {what}")
    return Skipped([loss], {"article": 1}, error)


class _Article:
    """The tasks about one text while they are read."""

    def __init__(self, tasks: list[Task], name: str, settings: Settings) -> None:
        self.tasks, self.settings, self.id = tasks, settings, article_id(name)
        self.document, self.first = tasks[0]
        self.source = need_text(self.first, "text")
        self.text: Cleaned = cleaned(self.source, self.document.file)
        self.losses: list[Loss] = []
        self.seen = Counter[str]()
        if self.text.changes:
            self._tell("changed", "text", "", self.tasks[0], "; ".join(self.text.changes))

    def _tell(self, what: str, kind: str, name: str, task: Task, why: str, part: Object | None = None) -> None:
        where = task.document.where(task.tree if part is None else part)
        self.losses.append(Loss(what=what, kind=kind, id=name, article=self.id, where=where, why=why))  # type: ignore[arg-type]

    def read(self) -> Read:
        """The record."""
        counts = Counter[str]()
        layers = []
        for task in self.tasks:
            with task.document.opened():
                if layer := self._layer(task, counts):
                    layers.append(layer)
                self._others(task)
        meta = {key: value for key, value in (find(self.first, "meta", dict) or {}).items() if key != "id"}
        found = about(meta, names=True)
        for key in found.others:
            self._tell("lost", "metadata", key, self.tasks[0], NO_FIELD)
        record = new_record(self.id, self.text.text, layers, metadata=found.metadata, segmentation=self._segmentation())
        return read_of(record, self.losses, self.seen)

    def _layer(self, task: Task, counts: Counter[str]) -> Layer | None:
        tree, answer = task.tree, task.tree.get("answer")
        if answer is None and "spans" not in tree:
            return None
        spans, relations = each(tree, "spans", dict), each(tree, "relations", dict)
        if answer not in (None, "accept"):
            self._refused(task, str(answer))
            return None
        claims = [claim for span in [*spans, *self._ends(relations)] if (claim := claim_of(span))]
        spots = Spots(self.source, self.text, claims, repair=self.settings.repair)
        found = Spans(spans, relations, spots)
        for part, kind, why in found.others:
            self._tell("lost", kind, str(part.get("label", "")), task, why, part)
            self.seen[kind] += 1
        name = self._annotator(tree)
        counts[name] += 1
        name = f"{name[:28]}-{counts[name]}" if counts[name] > 1 else name
        made = layer_of(found.items, name, self.id, task.document.where)
        self.losses += made.losses
        self.seen.update(made.seen)
        return made.layer

    def _ends(self, relations: list[Object]) -> Iterator[Object]:
        ends = (find(relation, key, dict) for relation in relations for key in ("head_span", "child_span"))
        return (end for end in ends if end)

    def _annotator(self, tree: Object) -> str:
        name = find(tree, "_annotator_id", str) or find(tree, "_session_id", str)
        return layer_name(name) if name else self.settings.annotator

    def _refused(self, task: Task, answer: str) -> None:
        """Tell what stands in a task that was not accepted."""
        why = f"the answer is {answer}"
        for kind, key in (("entity", "spans"), ("relation", "relations")):
            for part in each(task.tree, key, dict):
                self.seen[kind] += 1
                self._tell("lost", kind, str(part.get("label", "")), task, why, part)
        self._tell("lost", "layer", self._annotator(task.tree), task, why)

    def _others(self, task: Task) -> None:
        """Tell what else stands in a task."""
        for key in sorted(task.tree.keys() - _KNOWN - _FOR_THE_PROGRAM):
            if not key.startswith("_") and task.tree[key] not in (None, "", [], {}):
                self._tell("lost", "extension", key, task, NO_FIELD)

    def _segmentation(self) -> Segmentation | UnsetType:
        tokens = [token for token in each(self.first, "tokens", dict) if not str(token.get("text", "x")).isspace()]
        claims = [claim for token in tokens if (claim := claim_of(token))]
        places = [place for claim in claims if (place := self.text.place(claim.start, claim.end))]
        if not tokens:
            return UNSET
        if len(places) < len(tokens) or any(one[1] > other[0] for one, other in pairwise(places)):
            self._tell("lost", "tokens", "", self.tasks[0], "not all of them stand in the text one after the other")
            return UNSET
        if any(token.get("disabled") for token in tokens):
            self._tell("changed", "tokens", "", self.tasks[0], "a record does not say which of them are disabled")
        return Segmentation(tokenizer="imported", tokens=places)
