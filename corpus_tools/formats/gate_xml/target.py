"""Records to GATE XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from ...file_names import file_name
from ...model import Record
from .. import _xml as xml
from .._bioc.about import infons_of
from .._format import Chunk, Settings
from .._gate import URL, Annotation
from .._gate.target import sets_of
from .features import spelled


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """A file for each article."""
    for record in records:
        yield Chunk(file_name(record.id, ".xml"), "".join(_document(record)).encode())


def _document(record: Record) -> Iterator[str]:
    units = list(accumulate((1 + (character > "\uffff") for character in record.text), initial=0))
    sets = dict(sets_of(record))
    yield "<?xml version='1.0' encoding='UTF-8'?>\n<GateDocument version=\"3\">\n<GateDocumentFeatures>\n"
    about = infons_of(record.metadata)
    yield from spelled({URL if name == "url" else name: value for name, value in about.items()})
    yield "</GateDocumentFeatures>\n"
    yield f"<TextWithNodes>{''.join(_nodes(record.text, sets, units))}</TextWithNodes>\n"
    for name, found in {"": [], **sets}.items():
        yield f"<AnnotationSet Name={xml.attribute(name)}>\n" if name else "<AnnotationSet>\n"
        for one in found:
            places = f'StartNode="{units[one.place[0]]}" EndNode="{units[one.place[1]]}"'
            yield f'<Annotation Id="{one.id}" Type={xml.attribute(one.type)} {places}>\n'
            yield from spelled(one.features)
            yield "</Annotation>\n"
        yield "</AnnotationSet>\n"
    yield "</GateDocument>\n"


def _nodes(text: str, sets: Mapping[str, list[Annotation]], units: list[int]) -> Iterator[str]:
    """The text with a node wherever an annotation begins or ends."""
    edges = sorted({edge for found in sets.values() for one in found for edge in one.place})
    last = 0
    for edge in edges:
        yield f'{xml.escaped(text[last:edge])}<Node id="{units[edge]}"/>'
        last = edge
    yield xml.escaped(text[last:])
