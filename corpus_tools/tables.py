"""A record as rows of flat tables: a pure function of one record; the tables of a corpus are their concatenation.

Offsets are code points of the article's text; `start`, `end` and `text` of an annotation are those of the stretch from
its first span to its last. Absent values are None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec import UNSET

from .model import Annotation, Argument, Chain, Event, Layer, Record, Relation, RelationArgument, Span
from .tagset import TagSet, TagSets

Row = dict[str, Any]
_KEYS = ("article", "layer")
COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": (
        "article",
        "language",
        "date_published",
        "publisher",
        "license",
        "split",
        "text",
        "text_sha256",
        "metadata_json",
    ),
    "sections": ("article", "section", "type", "start", "end"),
    "tokens": ("article", "sentence", "token", "start", "end"),
    "layers": (*_KEYS, "role", "annotator", "tagset", "tasks", "status", "open_conflicts", "unanchored"),
    "entities": (
        *(*_KEYS, "id", "type", "level", "spans", "start", "end", "text", "value", "chain", "section"),
        *("attributes", "confidence"),
    ),
    "events": (
        *(*_KEYS, "id", "type", "trigger", "start", "end", "text", "chain"),
        *("polarity", "modality", "genericity", "tense", "in_quote", "attributes", "confidence"),
    ),
    "arguments": (
        *(*_KEYS, "owner", "owner_kind", "role", "filler", "filler_kind", "filler_chain", "filler_link"),
        *("start", "end", "text", "implicit"),
    ),
    "quotes": (
        *(*_KEYS, "id", "type", "content", "content_text", "cue", "source", "source_chain", "source_link"),
        *("addressee", "depth", "medium", "attribution", "stance", "chain"),
    ),
    "relations": (*_KEYS, "id", "type", "symmetric", "attributes", "confidence"),
    "chains": (*_KEYS, "id", "kind", "type", "name", "links", "members"),
}
"""The columns of each table, in order."""


class _LayerContext:
    """A layer with what its rows need to look up."""

    def __init__(self, record: Record, layer: Layer, tagset: TagSet | None) -> None:
        self.record, self.layer, self.tagset = record, layer, tagset
        everything: list[Annotation] = [*(layer.entities or ()), *(layer.events or ()), *(layer.quotes or ())]
        everything += [*(layer.relations or ()), *(layer.chains or ())]
        self.by_id = {part.id: part for part in everything}
        self.keys = {"article": record.id, "layer": layer.name}

    def chain_of(self, identifier: str) -> Chain | None:
        """The chain an annotation belongs to; a chain is its own."""
        part = self.by_id.get(identifier)
        chain = part if isinstance(part, Chain) else self.by_id.get(getattr(part, "chain", None) or "")
        return chain if isinstance(chain, Chain) else None

    def attribute(self, part: Annotation, name: str) -> Any:
        """An attribute's value, or else its default in the tag set."""
        if part.attributes and name in part.attributes:
            return part.attributes[name]
        declared = self.tagset.attributes.get(name) if self.tagset else None
        return _plain(declared.default) if declared else None

    def section_at(self, offset: int) -> str | None:
        """The innermost section that holds an offset."""
        holding = [part for part in self.record.sections or () if part.start <= offset < part.end]
        return min(holding, key=lambda part: part.end - part.start).id if holding else None


def rows(record: Record, at_hand: TagSets | None = None, split: str | None = None) -> dict[str, list[Row]]:
    """The rows that one record adds to each table.

    Args:
        record: the record.
        at_hand: tag sets, for defaults of attributes and for symmetric relations.
        split: the part of the corpus that the article belongs to (train, dev, test ...).
    """
    at_hand = at_hand or TagSets()
    found: dict[str, list[Row]] = {
        "articles": [_article(record, split)],
        "sections": list(_sections(record)),
        "tokens": list(_tokens(record)),
        "layers": [_layer(record, layer) for layer in record.layers],
    }
    contexts = [_LayerContext(record, layer, at_hand.get(layer.tagset)) for layer in record.layers]
    for table, make in _BY_LAYER.items():
        found[table] = [row for context in contexts for row in make(context)]
    return found


def _plain(value: Any) -> Any:
    return None if value is UNSET or value == "" else value


def _article(record: Record, split: str | None) -> Row:
    metadata = record.metadata
    return {
        "article": record.id,
        "language": _plain(metadata.language) if metadata else None,
        "date_published": _plain(metadata.date_published) if metadata else None,
        "publisher": metadata.publisher.name if metadata and metadata.publisher else None,
        "license": _plain(metadata.license) if metadata else None,
        "split": split,
        "text": record.text,
        "text_sha256": _plain(record.text_sha256),
        "metadata_json": msgspec.json.encode(metadata).decode() if metadata else None,
    }


def _sections(record: Record) -> Iterator[Row]:
    for part in record.sections or ():
        yield {"article": record.id, "section": part.id, "type": part.type, "start": part.start, "end": part.end}


def _tokens(record: Record) -> Iterator[Row]:
    segmentation = record.segmentation
    sentences = (segmentation.sentences or []) if segmentation else []
    at = 0
    for number, (start, end) in enumerate((segmentation.tokens or []) if segmentation else []):
        while at < len(sentences) and sentences[at][1] <= start:
            at += 1
        sentence = at if at < len(sentences) and sentences[at][0] <= start else None
        yield {"article": record.id, "sentence": sentence, "token": number, "start": start, "end": end}


def _layer(record: Record, layer: Layer) -> Row:
    return {
        "article": record.id,
        "layer": layer.name,
        "role": layer.role or "annotation",
        "annotator": layer.annotator or layer.name,
        "tagset": f"{layer.tagset.id} {layer.tagset.version}" if layer.tagset else None,
        "tasks": list(layer.tasks or ()) or None,
        "status": layer.status or "draft",
        "open_conflicts": sum(conflict.status == "open" for conflict in layer.conflicts or ()),
        "unanchored": len(layer.unanchored or ()),
    }


def _stretch(spans: list[Span], text: str) -> Row:
    start, end = spans[0].start, spans[-1].end
    return {"start": start, "end": end, "text": text[start:end]}


def _spans(spans: list[Span] | msgspec.UnsetType) -> list[Row] | None:
    return [{"start": span.start, "end": span.end, "text": span.text} for span in spans] if spans else None


def _common(part: Annotation) -> Row:
    return {"attributes": dict(part.attributes or {}) or None, "confidence": _plain(part.confidence)}


def _entities(context: _LayerContext) -> Iterator[Row]:
    for part in context.layer.entities or ():
        yield {
            **context.keys,
            "id": part.id,
            "type": part.type,
            "level": _plain(part.level),
            "spans": _spans(part.spans),
            **_stretch(part.spans, context.record.text),
            "value": _plain(part.value),
            "chain": _plain(part.chain),
            "section": context.section_at(part.spans[0].start),
            **_common(part),
        }


def _events(context: _LayerContext) -> Iterator[Row]:
    for part in context.layer.events or ():
        yield {
            **context.keys,
            "id": part.id,
            "type": part.type,
            "trigger": _spans(part.trigger),
            **_stretch(part.trigger, context.record.text),
            "chain": _plain(part.chain),
            **{name: context.attribute(part, name) for name in ("polarity", "modality", "genericity", "tense")},
            "in_quote": _innermost_quote(context, part),
            **_common(part),
        }


def _holds(outer: list[Span], inner: list[Span]) -> bool:
    return all(any(o.start <= i.start and i.end <= o.end for o in outer) for i in inner)


def _innermost_quote(context: _LayerContext, event: Event) -> str | None:
    """The smallest quote whose content holds the trigger: who asserts the event is that quote's source."""
    holding = [quote for quote in context.layer.quotes or () if _holds(quote.content, event.trigger)]
    return min(holding, key=lambda quote: sum(s.end - s.start for s in quote.content)).id if holding else None


def _arguments(context: _LayerContext) -> Iterator[Row]:
    owners: list[tuple[str, Event | Relation]] = [("event", part) for part in context.layer.events or ()]
    owners += [("relation", part) for part in context.layer.relations or ()]
    for kind, owner in owners:
        for argument in owner.arguments or ():
            yield {**context.keys, "owner": owner.id, "owner_kind": kind, **_argument(context, argument)}


def _argument(context: _LayerContext, argument: Argument | RelationArgument) -> Row:
    filler = context.by_id.get(argument.filler or "")
    chain = context.chain_of(argument.filler) if argument.filler else None
    spans = getattr(argument, "spans", UNSET) or _spans_of(filler)
    place = _stretch(spans, context.record.text) if spans else {"start": None, "end": None, "text": None}
    return {
        "role": argument.role,
        "filler": _plain(argument.filler),
        "filler_kind": type(filler).__name__.lower() if filler else "span" if argument.filler is UNSET else None,
        "filler_chain": chain.id if chain else None,
        "filler_link": chain.links[0] if chain and chain.links else None,
        **place,
        "implicit": bool(getattr(argument, "implicit", False)),
    }


def _spans_of(part: Annotation | None) -> list[Span]:
    for field in ("spans", "trigger", "content"):
        if spans := getattr(part, field, None):
            return list(spans)
    return []


def _quotes(context: _LayerContext) -> Iterator[Row]:
    quotes = context.layer.quotes or []
    for part in quotes:
        chains = [context.chain_of(source) for source in part.source or ()]
        yield {
            **context.keys,
            "id": part.id,
            "type": part.type,
            "content": _spans(part.content),
            "content_text": " ".join(span.text for span in part.content),
            "cue": _spans(part.cue),
            "source": list(part.source or ()),
            "source_chain": [chain.id for chain in chains if chain],
            "source_link": [chain.links[0] for chain in chains if chain and chain.links],
            "addressee": list(part.addressee or ()),
            "depth": sum(other is not part and _holds(other.content, part.content) for other in quotes),
            **{name: context.attribute(part, name) for name in ("medium", "attribution", "stance")},
            "chain": _plain(part.chain),
        }


def _relations(context: _LayerContext) -> Iterator[Row]:
    for part in context.layer.relations or ():
        resolved = context.tagset.relations.get(part.type) if context.tagset else None
        symmetric = resolved.symmetric if resolved else None
        yield {**context.keys, "id": part.id, "type": part.type, "symmetric": symmetric, **_common(part)}


def _chains(context: _LayerContext) -> Iterator[Row]:
    for part in context.layer.chains or ():
        yield {
            **context.keys,
            "id": part.id,
            "kind": part.kind,
            "type": _plain(part.type),
            "name": _plain(part.name),
            "links": list(part.links or ()),
            "members": list(part.members or ()),
        }


_BY_LAYER: dict[str, Callable[[_LayerContext], Iterator[Row]]] = {
    "entities": _entities,
    "events": _events,
    "arguments": _arguments,
    "quotes": _quotes,
    "relations": _relations,
    "chains": _chains,
}
