"""UIMA JSON CAS 0.4, which INCEpTION writes beside XMI: one JSON file of typed structures, types and views.

Structures are read from a list or an object, and types that the file does not describe are told from what it says of
them. Each view with a text is an article; a file without any text is refused. Structures that stand nowhere in the text
are told as lost, and numbers that are none, such as NaN. Layers are mapped as in the format `webanno`, and folders are
read as INCEpTION exports them: `annotation/ferry.txt/ada.json` is Ada's work on `ferry`. Offsets are UTF-16 units.

Written are the same layers as in the format `xmi`, each file with the types that it uses. Attributes become text.
Written is `annotation/ARTICLE.txt/LAYER.json`; with `--layer`, `ARTICLE.json`.

Example:

    {"format_version": "1.0", "id": "first", "text": "Mira waved to Tom.", "layers": [
     {"annotator": "ada", "status": "complete", "entities": [{"id": "t1", "type": "PER",
      "head": [{"start": 0, "end": 4, "text": "Mira"}], "spans": [{"start": 0, "end": 4, "text": "Mira"}]}]}]}

Lost: head, layer field
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Record
from .._format import Chunk, Files, Format, Limit, Read, Settings
from .._sniff import json_keys
from .._uima import folder
from .._uima.limits import HELD
from .._uima.limits import limits as of_uima
from .._uima.written import document_of
from .keys import STRUCTURES, TYPES, VIEWS
from .source import load
from .spelled import spelled


def read(files: Files, settings: Settings) -> Iterator[Read]:
    yield from folder.read(files, settings, load)


def write(records: Iterable[Record], settings: Settings) -> Iterator[Chunk]:
    """Each layer in a file of its annotator's, in the folder of the article."""
    for record in records:
        for layer in folder.layers_of(record):
            data = spelled(record.text, document_of(record, layer))
            yield Chunk(folder.path_of(record, layer, ".json", settings), data)


def limits(settings: Settings) -> Iterator[Limit]:
    """What is taken away, and why."""
    yield from of_uima()


def sniff(name: str, head: bytes) -> bool:
    keys = set(json_keys(head))
    return bool(keys & {STRUCTURES, VIEWS}) or (name.lower().endswith(".json") and TYPES in keys)


FORMAT = Format(
    name="cas-json",
    title="UIMA JSON CAS",
    suffixes=(".json",),
    holds=HELD,
    unit="UTF-16 units",
    sniff=sniff,
    read=read,
    write=write,
    group=folder.group,
    limits=limits,
)
