"""JSON of the DFKI SmartData corpus: objects one after the other, also as `.json.gz`, with concepts and relations.

An optional value stands in an object that names its type (`{"string": "de"}`, `{"array": [...]}`). Concept mentions
become entities, whose normalised value is their `value` where it differs from their words. A relation mention with an
argument in the role `trigger` is an event, and the words of that argument are its trigger; others are relations. An
argument is the concept mention with the same place. Tokens and sentences are kept, what is said of tokens is told as
lost, and so is `raw`, the page that the text was taken from. Language, date, address and title become metadata. The
annotator of the document is the layer; a mention by somebody else has the attribute `annotator`. It is only read.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "imported", "entities": [{"id": "t1", "type": "PER", "level": "name",
      "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: level
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from msgspec import UNSET

from ..errors import FormatError
from ._about import about
from ._format import MAX_FILE, File, Files, Format, Read, Settings
from ._items import VALUE, Item, Kind
from ._items.source import layer_of
from ._json import Document, Object, Value, documents, each, find, need
from ._loss import Loss
from ._names import article_id, layer_name
from ._reads import read_of
from ._sniff import HEAD, json_keys
from ._spans import placed
from ._text import Cleaned, cleaned, new_record
from ._token_text import segmented
from ._told import of_text, of_tokens

_TRIGGER = "trigger"
_STATUS = "status"
_GZIP = b"\x1f\x8b"


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        for document in documents(_unpacked(file)):
            with document.opened() as tree:
                yield _record(document, tree, settings)


def _unpacked(file: File) -> File:
    """The file itself, or what is packed in it.

    Raises:
        FormatError: it is cut off or broken, or holds too much.
    """
    with file.open() as stream:
        if stream.read(2) != _GZIP:
            return file
    with file.open() as stream, gzip.GzipFile(fileobj=stream) as packed:
        try:
            data = packed.read(MAX_FILE + 1)
        except (EOFError, OSError, zlib.error) as error:
            raise FormatError(file.name, 1, 1, "a whole gzip file", str(error)) from error
    return File(file.name, lambda: BytesIO(data))


def _record(document: Document, tree: Object, settings: Settings) -> Read:
    source = need(need(tree, "text", dict), "string", str)
    text = cleaned(source, document.file)
    said = _inner(tree, "attributes", "map", dict) or {}
    annotator = str(said.get("annotatorID") or settings.annotator)
    mentions = [_mention(one, text, annotator) for one in _array(tree, "conceptMentions")]
    by_place = {_place(one.at): one for one in reversed(mentions)}
    frames = [_frame(one, by_place, text) for one in _array(tree, "relationMentions")]
    names = _inner(tree, "refids", "map", dict) or {}
    article = article_id(
        str(names.get("fileName") or need(tree, "id", str)).rpartition(".xml")[0] or need(tree, "id", str)
    )
    made = layer_of([*mentions, *frames], layer_name(annotator), article, document.where)
    found = about(dict(_about(tree)))
    sentences = [tokens for tokens in _sentences(tree, text) if tokens]
    segmentation = segmented(sentences) if sentences else UNSET
    losses = [*_told(tree, article, document, text), *made.losses]
    record = new_record(article, text.text, [made.layer], metadata=found.metadata, segmentation=segmentation)
    return read_of(record, losses, made.seen)


def _inner(part: Object, key: str, word: str, kind: type[Value]) -> Value | None:
    """An optional value, which names its type."""
    found = find(part, key, dict)
    return find(found, word, kind) if found else None


def _array(part: Object, key: str) -> list[Object]:
    found = find(part, key, dict)
    return each(found, "array", dict) if found else []


def _place(part: Object) -> tuple[int, int]:
    span = need(part, "span", dict)
    return need(span, "start", int), need(span, "end", int)


def _mention(one: Object, text: Cleaned, annotator: str) -> Item:
    spans, why = placed([_place(one)], text)
    value = _inner(one, "normalizedValue", "string", str)
    said = _inner(one, "attributes", "map", dict) or {}
    fields: dict[str, Any] = {VALUE: value} if value and spans and value != spans[0].text else {}
    if said.get("annotatorId", annotator) != annotator:
        fields["annotator"] = said["annotatorId"]
    kind = need(one, "type", str)
    return Item(id=need(one, "id", str), kind="entity", type=kind, spans=spans, fields=fields, why=why, at=one)


def _frame(one: Object, mentions: dict[tuple[int, int], Item], text: Cleaned) -> Item:
    """A relation, or an event where an argument is its trigger."""
    arguments = [(need(part, "role", str), need(part, "conceptMention", dict)) for part in _array(one, "args")]
    triggers = [_place(part) for role, part in arguments if role == _TRIGGER]
    spans, why = placed(triggers, text) if triggers else ([], "")
    links = [(role, _filler(part, mentions)) for role, part in arguments if role != _TRIGGER]
    said = _inner(one, "attributes", "map", dict) or {}
    fields = {_STATUS: said[_STATUS]} if said.get(_STATUS) else {}
    kind: Kind = "event" if triggers else "relation"
    name = need(one, "name", str)
    return Item(id=need(one, "id", str), kind=kind, type=name, spans=spans, fields=fields, links=links, why=why, at=one)


def _filler(part: Object, mentions: dict[tuple[int, int], Item]) -> str:
    found = mentions.get(_place(part))
    return found.id if found else need(part, "id", str)


def _about(tree: Object) -> Iterator[tuple[str, Any]]:
    for key, name in (("langCode", "language"), ("date", "date_published"), ("uri", "url"), ("title", "headline")):
        if found := _inner(tree, key, "string", str):
            yield name, found
    yield "identifiers", {"smartdata": need(tree, "id", str)}


def _sentences(tree: Object, text: Cleaned) -> Iterator[list[tuple[int, int]]]:
    for sentence in _array(tree, "sentences"):
        yield [place for one in _array(sentence, "tokens") if (place := text.place(*_place(one)))]


def _told(tree: Object, article: str, document: Document, text: Cleaned) -> Iterator[Loss]:
    """What a record does not say."""
    where = document.where(tree)
    yield from of_text(text.changes, article, where)
    yield from of_tokens("lemma, ner, posTag", article, where)
    if tree.get("raw"):
        yield Loss(
            what="lost", kind="metadata", id="raw", article=article, where=where, why="the page that the text was in"
        )


def sniff(name: str, head: bytes) -> bool:
    if head[:2] == _GZIP:
        try:
            head = zlib.decompressobj(31).decompress(head, HEAD)
        except zlib.error:
            return False
    return {"raw", "langCode", "uri"} <= set(json_keys(head)) or {"conceptMentions", "langCode"} <= set(json_keys(head))


FORMAT = Format(
    name="smartdata",
    title="SmartData JSON",
    suffixes=(".json", ".json.gz"),
    many=True,
    holds=frozenset(
        {
            *(
                "layer",
                "layer name",
                "entity",
                "nesting",
                "crossing",
                "value",
                "attribute",
                "event",
                "argument",
                "gaps",
            ),
            *("relation", "tokens", "sentences", "metadata", "article", "text"),
        }
    ),
    sniff=sniff,
    read=read,
)
