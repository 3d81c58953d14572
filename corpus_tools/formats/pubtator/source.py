"""PubTator to records: by way of BioC, which is the same documents with more said about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .._bioc import IDENTIFIER, NEXT, TYPE, Annotation, Collection, Found, Infons, Location, Node, Passage, Relation
from .._bioc import Document as BioC
from .._bioc.source import records
from .._format import File, Files, Read, Settings
from . import lines
from .lines import Document, Row

_SEPARATORS = re.compile("[|;,]")
ROLES = ("arg1", "arg2")


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        yield from records((_found(one, file) for one in lines.documents(file)), Collection, file.name, settings)


def _found(document: Document, file: File) -> Found:
    passages = [_passage("title", 0, document.title)]
    if document.abstract:
        passages.append(_passage("abstract", NEXT, document.abstract))
    mentions = [_mention(row, number) for number, row in enumerate(document.mentions, 1)]
    relations = [_relation(row, number, mentions) for number, row in enumerate(document.relations, 1)]
    rows = zip([*mentions, *relations], [*document.mentions, *document.relations], strict=True)
    at = {id(part): row.number for part, row in rows}
    made = BioC(id=document.id, passages=passages, annotations=mentions, relations=relations)
    return Found(made, lambda part: f"{file.name}:{at.get(id(part), document.number)}")


def _passage(kind: str, offset: int, text: str) -> Passage:
    return Passage(offset=offset, infons={TYPE: kind}, text=text)


def _mention(row: Row, number: int) -> Annotation:
    _, start, end, words, kind, *more = row.cells
    pairs = zip((IDENTIFIER, lines.MENTIONS), more, strict=False)
    infons: Infons = {TYPE: lines.meant(kind), **{key: value for key, value in pairs if value}}
    places = [Location(int(start), max(0, int(end) - int(start)))]
    return Annotation(id=f"T{number}", infons=infons, text=words, locations=places)


def _relation(row: Row, number: int, mentions: Sequence[Annotation]) -> Relation:
    _, kind, first, second, *more = row.cells
    nodes = [Node(_first(concept, mentions), role) for concept, role in zip((first, second), ROLES, strict=True)]
    infons: Infons = {TYPE: lines.meant(kind), **({lines.FLAG: more[0]} if more and more[0] else {})}
    return Relation(id=f"R{number}", infons=infons, nodes=nodes)


def _first(concept: str, mentions: Sequence[Annotation]) -> str:
    """The first mention of a concept, else of several with it among them; the concept itself where there is none."""
    named = [(one, str((one.infons or {}).get(IDENTIFIER, ""))) for one in mentions]
    exact = (one.id for one, found in named if found == concept)
    among = (one.id for one, found in named if concept in _SEPARATORS.split(found))
    return next(exact, None) or next(among, concept)
