"""BioC XML: documents of passages, and annotations with their offsets in the document.

Read are collections of any number of documents, with text in passages or in sentences, annotations of several parts,
relations at every level, and whatever part of the metadata there is. A passage becomes a section of its `type`, with
line ends between as many as its offset wants; other infons of documents and passages become metadata where they fit,
and else are kept for BioC. The infon `type` of an annotation is its type, `identifier` leads to the chain of all
mentions with that concept, `annotator` names the layer, all others are attributes. A relation with a node of the role
`Trigger` is an event, and the annotation there its words. Where passages have no text, it is put together of the words
of annotations, with spaces between, and that is told.

The DTD wants offsets in bytes, most programs count code points or UTF-16 units: what a document has is told by a vote
over the words of its annotations. Offsets that are all shifted, or count from their passage, are told with what is
wrong, and read as they are meant with `--repair-offsets`. A DOCTYPE that gives only the name of the DTD is allowed,
and the DTD not looked at.

What BioC has no part for is written so that its tools show it and we read it again: events, quotes and chains as
relations, bare words as annotations, with an infon `Kind` that says so; values, levels, confidences, notes and
metadata as infons. Offsets are written in code points.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER", "attributes": {"rank": 1},
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field, attribute
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..model import Record
from . import _xml
from ._bioc import limits, xml
from ._bioc.holds import HELD
from ._bioc.source import records
from ._bioc.target import chunks
from ._format import Chunk, Files, Format, Limit, Read, Settings
from ._sniff import head_text

_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE collection[^>\[]*>\s*)?<collection[\s>]", re.DOTALL
)


def read(files: Files, settings: Settings) -> Iterator[Read]:
    for file in files:
        source = xml.Source(file)
        yield from records(source.documents(), source.known, file.name, settings)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    yield from chunks(records, settings, ".xml", xml.head, xml.spelled, "", xml.TAIL)


def sniff(name: str, head: bytes) -> bool:
    return _START.match(head_text(head)) is not None


def _limits(settings: Settings) -> Iterator[Limit]:
    yield Limit("XML has no control characters", _xml.legal)
    yield from limits.limits(settings)


FORMAT = Format(
    name="bioc-xml",
    title="BioC XML",
    suffixes=(".xml",),
    holds=HELD,
    many=True,
    sniff=sniff,
    read=read,
    write=write,
    limits=_limits,
    extra=_xml.EXTRA,
)
