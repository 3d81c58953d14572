"""Records to spaCy's JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...model import Chain, Entity, Layer, Record, Relation
from .._about import said
from .._format import Chunk, Limit, Settings
from .._items.limits import binary_relations
from .._items.target import theirs
from .._names import Names
from .._overlap import levels
from ..spacy.limits import in_text_order
from ..spacy.limits import limits as limits_of_spacy
from ..spacy.pieces import pieces

Tree = dict[str, Any]


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield Limit("spaCy's JSON has relations of two mentions only", binary_relations)
    yield from limits_of_spacy(settings)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """One line for each document."""
    for record in records:
        line = json.dumps(_document(record), ensure_ascii=False, separators=(", ", ": "))
        yield Chunk(f"{settings.stem}.jsonl", f"{line}\n".encode())


def _document(record: Record) -> Tree:
    assert record.segmentation
    tokens = [(start, end) for start, end, _ in pieces(record.text, record.segmentation.tokens or [])]
    at = {start: number for number, (start, _) in enumerate(tokens)}
    layers = record.layers
    groups = {layer.name: list(_spans(in_text_order(layer), layer)) for layer in layers}
    relations = [_relation(one, layer, at) for layer in layers for one in layer.relations or ()]
    tree: Tree = {"id": record.id, "text": record.text}
    tree |= {"meta": said(record.metadata)} if record.metadata else {}
    tree["ents"] = [span for layer in _first(layers) for span in _spans(_apart(layer), layer)]
    if record.segmentation.sentences:
        tree["sents"] = [{"start": start, "end": end} for start, end in record.segmentation.sentences]
    tree["tokens"] = [{"id": number, "start": start, "end": end} for number, (start, end) in enumerate(tokens)]
    return {**tree, "spans": groups, **({"relations": relations} if relations else {})}


def _first(layers: Sequence[Layer]) -> Sequence[Layer]:
    """The gold layer if there is one, else the first."""
    return [*(one for one in layers if one.role == "gold"), *layers][:1]


def _apart(layer: Layer) -> Sequence[Entity]:
    """Mentions that share no words, the outermost of those that do."""
    return next(iter(levels(layer.entities or ())), [])


def _spans(entities: Iterable[Entity], layer: Layer) -> Iterator[Tree]:
    names = Names.of(layer)
    links = {chain.id: theirs(link, names) for chain in layer.chains or () for link in _links(chain)}
    for entity in entities:
        span = {"id": entity.id, **_place(entity), "label": names.theirs("type", entity.type)}
        yield {**span, "kb_id": links.get(entity.chain or "", "")}


def _links(chain: Chain) -> Sequence[str]:
    return chain.links or ()


def _place(entity: Entity) -> Tree:
    return {"start": entity.spans[0].start, "end": entity.spans[-1].end}


def _relation(relation: Relation, layer: Layer, at: dict[int, int]) -> Tree:
    names = Names.of(layer)
    by_id = {entity.id: entity for entity in layer.entities or ()}
    head, child = (by_id[one.filler] for one in relation.arguments)
    return {
        "id": relation.id,
        "label": names.theirs("type", relation.type),
        "head": at[head.spans[0].start],
        "child": at[child.spans[0].start],
        "head_span": {"id": head.id, **_place(head), "label": names.theirs("type", head.type)},
        "child_span": {"id": child.id, **_place(child), "label": names.theirs("type", child.type)},
        "roles": [names.theirs("role", one.role) for one in relation.arguments],
        "layer": layer.name,
    }
