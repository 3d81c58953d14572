"""Tasks of Label Studio to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from ...errors import FormatError
from ...model import Layer
from .._about import about
from .._format import Files, Read, Settings
from .._items.source import layer_of
from .._json import Document, Object, Wrong, documents, find, need, need_text
from .._loss import Loss
from .._names import article_id
from .._reads import read_of
from .._skipped import Skipped, with_skipped
from .._spots import Spots
from .._text import Cleaned, cleaned, new_record
from .._told import NO_FIELD
from .markup import Content, content
from .regions import ORIGINS, Results, claim_of, is_region
from .sheets import Sheet, sheets

__all__ = ["ORIGINS", "read"]
_UNITS = ("UTF-16 units",)
_OF_TASK = {
    *(
        "id",
        "data",
        "meta",
        "annotations",
        "completions",
        "predictions",
        "drafts",
        "inner_id",
        "project",
        "file_upload",
    ),
    *("created_at", "updated_at", "updated_by", "comment_authors", "allow_skip", "is_labeled", "overlap", "agreement"),
    *("last_comment_updated_at",),
}
"""What a task says of itself that is told elsewhere, or only of use to the program."""


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        yield from with_skipped(_found(document, settings) for document in documents(file))


def _found(document: Document, settings: Settings) -> Read | Skipped:
    with document.opened() as task:
        if "data" not in task:
            found = "none, as in JSON_MIN, which leaves out ids and relations"
            raise Wrong(task, None, 'a task of the JSON export, with "data"', found)
        every = list(sheets(task, settings.annotator))
        key = _text_key(need(task, "data", dict), every)
        return _Task(document, task, every, key, settings).read() if key else _skipped(document, task, every)


def _text_key(data: Object, every: list[Sheet]) -> str | None:
    """Which field of `data` is the text."""
    texts = [key for key, value in data.items() if isinstance(value, str) and value.strip()]
    regions = [result for sheet in every for result in sheet.results if is_region(result)]
    named = [str(result.get("to_name")).removeprefix("$") for result in regions]
    if known := next((name for name in (*dict.fromkeys(named), "text", "html") if name in texts), None):
        return known
    words = [(claim.start, claim.words) for result in regions if (claim := claim_of(result)) and claim.words]
    said = sorted(texts, key=lambda key: -sum(data[key].startswith(word, at) for at, word in words)) if words else []
    others = [key for key in texts if " " in data[key]]
    return next(iter([*said[:1], *(others if len(others) == 1 else [])]), None)


def _skipped(document: Document, task: Object, every: list[Sheet]) -> Skipped:
    """A task that has no text."""
    name = f"task {task.get('id', '')}".strip()
    results = [result for sheet in every for result in sheet.results]
    kinds = Counter(str(result.get("type")) for result in results)
    what = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) or "nothing"
    why = f"it has no text; its results are {what}"
    losses = [_loss("article", name, document.where(task), why)]
    losses += [
        _loss("extension", str(result.get("id", "")), document.where(result), f"{result.get('type')} of no text")
        for result in results
    ]
    error = FormatError(document.file, *document.place(task), "a task with a text", f"one with {what}")
    return Skipped(losses, Counter(article=1, extension=len(results)), error)


def _loss(kind: str, name: str, where: str, why: str) -> Loss:
    return Loss(what="lost", kind=kind, id=name, article="", where=where, why=why)


class _Task:
    """One task while it is read."""

    def __init__(self, document: Document, task: Object, every: list[Sheet], key: str, settings: Settings) -> None:
        self.document, self.task, self.sheets = document, task, every
        self.data = need(task, "data", dict)
        self.article = _article(task, self.data)
        source = need_text(self.data, key)
        markup = content(source) if any(result.get("type") == "hypertextlabels" for result in self._results()) else None
        self.body: Content = markup or Content(source, None)
        self.text: Cleaned = cleaned(self.body.text, document.file)
        claims = [self.body.claim(claim) for result in self._results() if (claim := claim_of(result))]
        self.spots = Spots(self.body.text, self.text, claims, repair=settings.repair, units=_UNITS)
        self.losses: list[Loss] = []
        self.seen = Counter[str]()
        self._tell_text(key, "the mark-up was taken off" if markup else "")
        self.key = key

    def _results(self) -> Iterator[Object]:
        return (result for sheet in self.sheets for result in sheet.results)

    def _tell_text(self, key: str, markup: str) -> None:
        if why := "; ".join([*([markup] if markup else []), *self.text.changes]):
            where = self.document.where(self.data, key)
            self.losses.append(Loss(what="changed", kind="text", id="", article=self.article, where=where, why=why))

    def lose(self, kind: str, name: str, part: Any, why: str) -> None:
        """Note that something the task says is lost."""
        self.losses.append(
            Loss(what="lost", kind=kind, id=name, article=self.article, where=self.document.where(part), why=why)
        )

    def read(self) -> Read:
        """The record."""
        layers = [layer for sheet in self.sheets if (layer := self._layer(sheet))]
        meta = find(self.task, "meta", dict) or {}
        data = {key: value for key, value in self.data.items() if key not in (self.key, "id")}
        found = about({**data, **meta}, names=True)
        for name in found.others:
            self.lose("metadata", name, meta if name in meta else self.data, NO_FIELD)
        for name in sorted(self.task.keys() - _OF_TASK):
            if self.task[name] and not name.startswith(("total_", "cancelled_", "comment_", "unresolved_")):
                self.lose("extension", name, self.task, NO_FIELD)
        record = new_record(self.article, self.text.text, layers, metadata=found.metadata)
        return read_of(record, self.losses, self.seen)

    def _layer(self, sheet: Sheet) -> Layer | None:
        if sheet.why:
            self.lose("layer", sheet.name, sheet.part, f"{sheet.why} (results: {len(sheet.results)})")
            return None
        for field in sheet.lost:
            self.lose("layer field", f"{sheet.name} {field}", sheet.part, NO_FIELD)
        results = Results(sheet.results, self.spots, self.body.claim)
        for result, why in results.others:
            self.lose("extension", str(result.get("id", "")), result, why)
        made = layer_of(results.items, sheet.annotator, self.article, self.document.where)
        self.losses += made.losses
        self.seen.update(made.seen)
        return replace(made.layer, id=sheet.name if sheet.name != sheet.annotator else UNSET, **sheet.fields)


def _article(task: Object, data: Object) -> str:
    own, number = data.get("id"), task.get("id")
    return article_id(own if isinstance(own, str) else f"task-{own if number is None else number}")
