"""The structures of a whole document: those of a layer, tokens, sentences, and what is said of the document."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Layer, Record
from . import Structure, types
from .linked import NO_LANGUAGE
from .target import structures_of


def document_of(record: Record, layer: Layer | None) -> list[Structure]:
    """All structures of a file for a layer."""
    return [*_of_text(record), *(structures_of(layer) if layer else ())]


def _of_text(record: Record) -> Iterator[Structure]:
    about = {"language": NO_LANGUAGE, "documentId": record.id, "documentTitle": record.id}
    yield Structure(type=types.METADATA, place=(0, len(record.text)), features=dict(about))
    if segmentation := record.segmentation:
        for kind, pairs in ((types.SENTENCE, segmentation.sentences), (types.TOKEN, segmentation.tokens)):
            yield from (Structure(type=kind, place=(start, end)) for start, end in pairs or ())
