"""Quotes as the JournalismAI project has them: articles in paragraphs, with spans for source, cue and content.

Read is one object, or a list of them, with `paragraphs`, `entities` and `metadata`. Offsets count from the start of the
first paragraph of a span; the end is that of its last character, not the one behind it. An end that does not fit the
words of a span is told, and the words count. A `Content` becomes a quote, a `Cue` its cue, and a `Source` an entity of
the type `Source`, since the schema does not say what it is. Spans do not say which of them belong together: a source or
a cue goes with the only content that has a paragraph with it; where there are several, or none, that is told. The same
`span_coref` makes a chain of that name. Quotes are of the type `direct` with quotation marks around them, which their
content is without, else `indirect`. Title, date, publisher and keywords become metadata. It is only read.

Example:

    {"format_version": "1.0", "id": "first", "text": "“Go!”, said Tom.", "layers": [
     {"annotator": "imported", "quotes": [{"id": "q1", "type": "direct", "note": "loud",
      "content": [{"start": 1, "end": 4, "text": "Go!"}], "cue": [{"start": 7, "end": 11, "text": "said"}]}]}]}

Lost: note
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from ..model import Span
from ._about import about
from ._format import Files, Format, Read, Settings
from ._items import CUE, MEMBER, NAME, OF, Item
from ._items.source import layer_of
from ._json import Document, Object, Wrong, documents, each, find, need
from ._loss import Loss
from ._names import article_of
from ._reads import read_of
from ._said import content
from ._sniff import json_keys
from ._text import Cleaned, cleaned, new_record
from ._told import OTHER_WORDS, of_text

_LABELS = ("Source", "Cue", "Content")


class _Mark(NamedTuple):
    """A span of the source: its item, its label, its paragraphs, and whom it is the same as."""

    item: Item
    label: str
    paragraphs: range
    same_as: str


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        for number, document in enumerate(documents(file), 1):
            with document.opened() as tree:
                yield _record(document, tree, article_of("", file.name, number), settings)


def _record(document: Document, tree: Object, article: str, settings: Settings) -> Read:
    paragraphs = each(tree, "paragraphs", str)
    ended = [one if one.endswith("\n") else f"{one}\n" for one in paragraphs]
    text = cleaned("\n".join(ended), document.file)
    starts = [0, *accumulate(len(one) + 1 for one in ended)]
    marks = [_mark(one, ended, starts, text) for one in each(tree, "entities", dict)]
    alone = list(_joined(marks))
    made = layer_of([*(mark.item for mark in marks), *_chains(marks)], settings.annotator, article, document.where)
    found = about(dict(_about(tree)))
    losses = [*_told(document, tree, article, text, alone), *made.losses]
    return read_of(new_record(article, text.text, [made.layer], metadata=found.metadata), losses, made.seen)


def _mark(one: Object, paragraphs: Sequence[str], starts: Sequence[int], text: Cleaned) -> _Mark:
    first, last = need(one, "paragraph_start", int), need(one, "paragraph_end", int)
    if not 0 <= first <= last < len(paragraphs):
        raise Wrong(one, "paragraph_start", f"paragraphs from 0 to {len(paragraphs) - 1}", f"{first} to {last}")
    label, words = need(one, "span_label", str), need(one, "span_text", str)
    if label not in _LABELS:
        raise Wrong(one, "span_label", "Source, Cue or Content")
    start, why = _place(one, words, "".join(paragraphs[first : last + 1]))
    offsets = [start, start + len(words)]
    begin, end = (starts[first] + _with_gaps(at, paragraphs[first : last + 1]) for at in offsets)
    place = text.place(begin, end)
    spans = _spans(*place, text.text, label) if place else []
    kind = {"Content": "quote", "Cue": "words"}.get(label, "entity")
    type_ = ("direct" if place and spans and spans[0].start > place[0] else "indirect") if label == "Content" else label
    item = Item(id=f"span {find(one, 'index', int)}", kind=kind, type=type_, spans=spans, why=why, at=one)  # type: ignore[arg-type]
    return _Mark(item, label, range(first, last + 1), find(one, "span_coref", str) or "")


def _place(one: Object, words: str, source: str) -> tuple[int, str]:
    """Where the words of a span start in its paragraphs, and what is wrong with its offsets."""
    start, end = need(one, "span_start", int), need(one, "span_end", int)
    if source[start : end + 1] == words:
        return start, ""
    if source.startswith(words, max(start, 0)):
        return start, f"its end is {end + 1 - start - len(words)} late: the words that it names were taken"
    return max(start, 0), OTHER_WORDS


def _with_gaps(at: int, paragraphs: Sequence[str]) -> int:
    """An offset in paragraphs that follow each other, with the line that is put between them."""
    ends = list(accumulate(map(len, paragraphs)))
    return at + sum(at > end for end in ends[:-1])


def _spans(start: int, end: int, text: str, label: str) -> list[Span]:
    if label == "Content":
        return content(start, end, text)
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return [Span(start, end, text[start:end])] if start < end else []


def _joined(marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Give quotes their sources and cues; those that belong to no single quote are yielded."""
    contents = [mark for mark in marks if mark.label == "Content"]
    for mark in marks:
        if mark.label != "Content":
            near = [one for one in contents if set(one.paragraphs) & set(mark.paragraphs)]
            if len(near) == 1:
                role = CUE if mark.label == "Cue" else "source"
                near[0].item.links.append((role, mark.item.id))
            else:
                yield mark


def _chains(marks: Sequence[_Mark]) -> Iterator[Item]:
    names = dict.fromkeys(mark.same_as for mark in marks if mark.label == "Source" and mark.same_as)
    for name in names:
        links = [(MEMBER, mark.item.id) for mark in marks if mark.same_as == name and mark.label == "Source"]
        yield Item(id=f"chain {name}", kind="chain", fields={OF: "entity", NAME: name}, links=links)


def _about(tree: Object) -> Iterator[tuple[str, Any]]:
    metadata = find(tree, "metadata", dict) or {}
    for key, name in (
        ("title", "headline"),
        ("publish_date", "date_published"),
        ("keywords", "keywords"),
        ("url", "url"),
    ):
        if key in metadata:
            yield (
                name,
                metadata[key][:10] if key == "publish_date" and isinstance(metadata[key], str) else metadata[key],
            )
    if isinstance(metadata.get("publisher"), str):
        yield "publisher", {"name": metadata["publisher"]}


_KEPT = frozenset({"title", "publish_date", "keywords", "url", "publisher"})


def _told(document: Document, tree: Object, article: str, text: Cleaned, alone: Sequence[_Mark]) -> Iterator[Loss]:
    where = document.where(tree)
    yield from of_text(text.changes, article, where)
    for key in sorted((find(tree, "metadata", dict) or {}).keys() - _KEPT):
        why = "metadata of a record has no such field"
        yield Loss(what="lost", kind="metadata", id=key, article=article, where=where, why=why)
    for mark in alone:
        why = "no content, or more than one, has a paragraph with it: it is an entity of its own"
        place = document.where(mark.item.at)
        yield Loss(what="changed", kind="entity", id=mark.item.id, article=article, where=place, why=why)


def sniff(name: str, head: bytes) -> bool:
    keys = set(json_keys(head))
    return {"paragraphs", "entities"} <= keys or ("paragraphs" in keys and b'"span_label"' in head)


FORMAT = Format(
    name="journalism-quotes",
    title="JournalismAI quotes",
    suffixes=(".json",),
    many=True,
    holds=frozenset({"layer", "quote", "cue", "source", "entity", "chain", "chain member", "chain name", "metadata"}),
    sniff=sniff,
    read=read,
)
