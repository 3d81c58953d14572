"""Records to tasks of Prodigy, and what Prodigy holds only in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any
from zlib import crc32

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from ...model import Layer, Record, Segmentation
from .._about import said
from .._format import Chunk, Limit, Settings
from .._items import CONFIDENCE, NOTE, Item
from .._items.limits import binary_relations, plain_arguments, without_bare_metadata
from .._items.target import items_of
from .._names import Names
from .._tokens import Pair, first_and_last, tokens_of
from .spans import ATTRIBUTES, KIND

Task = dict[str, Any]


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A line for each layer, or one without an answer where there is none."""
    for record in records:
        tokens = record.segmentation.tokens if record.segmentation else None
        task = _task(record, tokens or [])
        made = [{**task, **_Answer(layer, tokens or []).task()} for layer in record.layers]
        lines = b"".join(msgspec.json.encode(one) + b"\n" for one in made or [task])
        yield Chunk(f"{settings.stem}.jsonl", lines)


def _task(record: Record, tokens: Sequence[Pair]) -> Task:
    """What all tasks about a record have."""
    found = [
        {
            "text": record.text[start:end],
            "start": start,
            "end": end,
            "id": number,
            "ws": record.text[end : end + 1] == " ",
        }
        for number, (start, end) in enumerate(tokens)
    ]
    number = crc32(f"{record.id}\n{record.text}".encode()) >> 1
    meta = {"id": record.id, **said(record.metadata)}
    return {"text": record.text, "meta": meta, "_input_hash": number, **({"tokens": found} if found else {})}


class _Answer:
    """The work of one layer as a task that was accepted."""

    def __init__(self, layer: Layer, tokens: Sequence[Pair]) -> None:
        self.name, self.tokens = layer.name, tokens
        self.items = list(items_of(layer, Names.of(layer)))
        self.spans = {item.id: self._span(item) for item in self.items if item.spans}

    def task(self) -> Task:
        """What is of this layer only."""
        found: Task = {"spans": list(self.spans.values())}
        relations = list(self._relations())
        found |= {"relations": relations} if relations else {}
        found["_task_hash"] = crc32(msgspec.json.encode([self.name, found])) >> 1
        return {**found, "_annotator_id": self.name, "_session_id": self.name, "answer": "accept"}

    def _span(self, item: Item) -> Task:
        span = item.spans[0]
        found: Task = {"start": span.start, "end": span.end, "text": span.text, "label": item.type, "id": item.id}
        first, last = first_and_last(span, self.tokens)
        if first <= last and (self.tokens[first][0], self.tokens[last][1]) == (span.start, span.end):
            found |= {"token_start": first, "token_end": last}
        return {**found, **({} if item.kind == "entity" else {KIND: item.kind}), **_fields(item)}

    def _relations(self) -> Iterator[Task]:
        for item in self.items:
            if item.kind == "relation":
                (role, head), (other, child) = item.links
                roles = {"head_role": role, "child_role": other} if (role, other) != ("head", "child") else {}
                yield {"id": item.id, **self._relation(head, child, item.type), **roles, **_fields(item)}
            else:
                yield from (self._relation(item.id, ref, role) for role, ref in item.links)

    def _relation(self, head: str, child: str, label: str) -> Task:
        ends = self.spans[head], self.spans[child]
        spans = [{key: span[key] for key in _OF_ENDS if key in span} for span in ends]
        numbers = [max(0, first_and_last((span["start"], span["end"]), self.tokens)[1]) for span in ends]
        return {
            "head": numbers[0],
            "child": numbers[1],
            "label": label,
            "head_span": spans[0],
            "child_span": spans[1],
        }


_OF_ENDS = ("start", "end", "token_start", "token_end", "label", "id")


def _fields(item: Item) -> Task:
    found: Task = {}
    for name, key in ((CONFIDENCE, "score"), (NOTE, "note")):
        found |= {key: item.fields[name]} if name in item.fields else {}
    rest = {name: value for name, value in item.fields.items() if name not in (CONFIDENCE, NOTE)}
    return {**found, ATTRIBUTES: rest} if rest else found


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and what is made."""
    yield Limit("", without_bare_metadata, told=frozenset())
    yield Limit("Prodigy has relations of two spans only", binary_relations)
    yield Limit("Prodigy says nothing of an argument but role and filler", plain_arguments)
    yield Limit("Prodigy has tokens", partial(_with_tokens, settings=settings), frozenset({"tokens"}))


def _with_tokens(record: Record, settings: Settings) -> Record:
    """The record with tokens; who made them, Prodigy does not say."""
    tokens = list(tokens_of(record, settings.tokenizer, settings.misaligned))
    return replace(record, segmentation=Segmentation(tokenizer="imported", tokens=tokens) if tokens else UNSET)
