"""A document in any foreign format: its records fit the schema, or it is refused with its place.

The first line of an input names the format and the file; a line `==> NAME` begins a file beside it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import suppress

from corpus_tools.canonical import canonical_record
from corpus_tools.conversion import Unit, read_unit
from corpus_tools.conversion.files import Files
from corpus_tools.decode import parse
from corpus_tools.errors import CorpusToolsError, UnknownName
from corpus_tools.formats import File, Format, Settings, find

_NEXT = b"==> "


def foreign(data: bytes) -> None:
    """Read any bytes as the format that they name."""
    head, _, rest = data.partition(b"\n")
    name, _, file = head.decode("utf-8", "replace").partition(" ")
    try:
        format = find(name)
    except UnknownName:
        return
    if format.read:
        _read(dict(_files(file, rest)), format)


def _files(name: str, data: bytes) -> list[tuple[str, bytes]]:
    first, *others = data.split(b"\n" + _NEXT)
    rest = [other.partition(b"\n") for other in others]
    return [(name, first), *((head.decode("utf-8", "replace"), body) for head, _, body in rest if head)]


def _read(files: Mapping[str, bytes], format: Format) -> None:
    opened = {name: File(name, lambda name=name: io.BytesIO(files[name])) for name in files}  # type: ignore[misc]
    source = Files("", opened)
    for group in format.group(list(files)):
        with suppress(CorpusToolsError):
            for found in read_unit(Unit(source, tuple(opened[name] for name in group)), format, Settings()):
                parse(canonical_record(found.record).encode(), "fuzz")


TARGET = foreign
