"""Records to PubTator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Entity, Layer, Record, Relation
from .._format import Chunk, Settings
from .._names import Names
from .lines import FLAG, IDENTIFIER, MENTIONS, cell


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """One file of all documents, with an empty line after each."""
    for record in records:
        yield Chunk(f"{settings.stem}.pubtator", "".join(f"{line}\n" for line in _document(record)).encode())


def _document(record: Record) -> Iterator[str]:
    title, _, abstract = record.text.partition("\n")
    yield f"{record.id}|t|{title}"
    yield f"{record.id}|a|{abstract}"
    for layer in record.layers:
        yield from ("\t".join([record.id, *cells]) for cells in _rows(layer))
    yield ""


def _rows(layer: Layer) -> Iterator[list[str]]:
    names = Names.of(layer)
    concepts = {chain.id: _theirs((chain.links or [""])[0], names) for chain in layer.chains or ()}
    by_mention = {one.id: concepts.get(one.chain or "", "") for one in layer.entities or ()}
    for entity in layer.entities or ():
        yield _mention(entity, by_mention[entity.id], names)
    for relation in layer.relations or ():
        yield _relation(relation, by_mention, names)


def _mention(entity: Entity, concept: str, names: Names) -> list[str]:
    said = {names.theirs("attribute", name): str(value) for name, value in (entity.attributes or {}).items()}
    more = [concept or said.get(IDENTIFIER, ""), *([said[MENTIONS]] if MENTIONS in said else [])]
    span = entity.spans[0]
    return [str(span.start), str(span.end), span.text, cell(names.theirs("type", entity.type)), *more]


def _relation(relation: Relation, concepts: dict[str, str], names: Names) -> list[str]:
    flag = [str(value) for name, value in (relation.attributes or {}).items() if name == FLAG]
    return [cell(names.theirs("type", relation.type)), *(concepts[one.filler] for one in relation.arguments), *flag]


def _theirs(link: str, names: Names) -> str:
    base, _, key = link.partition(":")
    base = names.theirs("kb", base)
    return f"{base}:{key}" if base else key
