"""Records to XMI, one file for each layer, and the type system of them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Record
from .._format import Chunk, Limit, Settings
from .._uima import door
from .._uima.declared import features_of, type_system
from .._uima.folder import layers_of, path_of
from .._uima.limits import limits as of_uima
from .._uima.written import document_of
from .spelled import spelled


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """Each layer in a file of its annotator's, in the folder of the article; `TypeSystem.xml` above.

    Raises:
        UnreadableFile: cassis is not installed.
    """
    door.check_installed("xmi")
    used: dict[str, set[str]] = {}
    for record in records:
        for layer in layers_of(record):
            structures = document_of(record, layer)
            for name, features in features_of(structures).items():
                used.setdefault(name, set()).update(features)
            yield Chunk(path_of(record, layer, ".xmi", settings), spelled(record.text, structures).encode())
    yield Chunk("TypeSystem.xml", str(door.made(tuple(type_system(used))).to_xml()).encode())


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield from of_uima()
