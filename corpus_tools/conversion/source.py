"""Which files of a source belong together, what format they are in, and the records in them."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from .. import fit
from ..errors import FormatError, UnreadableFile
from ..formats import HEAD, File, Format, Ledger, Read, Settings, recognise
from ..model import Record
from ..store import packed
from .files import Files

LOOKED_AT = 200
"""Files of a folder, at most, from which its format is told."""


class Unit(Struct, frozen=True):
    """Files that belong together: one document, or a file of many."""

    source: Files
    files: tuple[File, ...]

    @property
    def name(self) -> str:
        """What the first file is called in messages."""
        return self.source.place(self.files[0].name)

    @property
    def stem(self) -> str:
        """The first file's name, relative to the source and without its suffix."""
        return os.path.splitext(self.files[0].name)[0]


def recognised(found: Files) -> Format:
    """The one format that a file, or the files in a folder, look like.

    Raises:
        FormatError: they look like none, or like several.
    """
    names = [found.wanted] if found.wanted else list(found.files)[:LOOKED_AT]
    seen: dict[str, tuple[Format, str]] = {}
    for name in names:
        for format in recognise(name, _head(found.files[name])):
            seen.setdefault(format.name, (format, name))
    annotated = {name: one for name, one in seen.items() if "layer" in one[0].holds}
    seen = annotated or seen  # a text or page beside them is what they are about, or a README
    if len(seen) == 1:
        return next(iter(seen.values()))[0]
    what = " and ".join(f"{name} ({file})" for name, (_, file) in sorted(seen.items())) or "none that is known"
    looks = f"what looks like {what}" if names else "no file"
    place = found.place(found.wanted or "").rstrip(os.sep)
    raise FormatError(place, None, None, "files of one format, or its name after -f", looks)


def _head(file: File) -> bytes:
    """The first bytes of a file, none where it cannot be read: that is told when its turn comes."""
    try:
        with file.open() as stream:
            return stream.read(HEAD)
    except OSError:
        return b""
    except _unpacking():
        return b""


def units(found: Files, format: Format) -> Iterator[Unit]:
    """The files of a source, those together that belong together: the one asked for, or all that the format takes."""
    names = [name for name in found.files if name == found.wanted or format.takes(name)]
    for group in format.group(names):
        if found.wanted is None or found.wanted in group:
            yield Unit(found, tuple(found.files[name] for name in group))


def twins(found: Files, format: Format) -> Iterator[UnreadableFile]:
    """What is to be said of files of a format that are not read, since they lie there unpacked, too."""
    for name in found.twins:
        if format.takes(name):
            yield UnreadableFile(found.place(name), "it lies there packed, too; only the unpacked file was read")


def read_unit(unit: Unit, format: Format, settings: Settings) -> Iterator[Read]:
    """The records in files that belong together; each fits the schema.

    Raises:
        UnreadableFile: a file cannot be read.
        FormatError: a file is not in the format; what came before is yielded first.
    """
    if format.read is None:
        raise FormatError(unit.name, None, None, "a format that can be read", f"{format.name}, which is only written")
    try:
        for found in format.read(unit.files, settings):
            yield found if format.sound or found.sound else _checked(found, unit)
    except FormatError as error:
        place = unit.source.place(error.path)
        raise FormatError(place, error.line, error.column, error.expected, error.found, code=error.code) from error
    except OSError as error:
        raise UnreadableFile(unit.name, error.strerror or str(error)) from error
    except _unpacking() as error:
        raise UnreadableFile(unit.name, f"it cannot be unpacked: {error}") from error


def _unpacking() -> tuple[type[Exception], ...]:
    """What reading a damaged packed file may raise, beside OSError; which is known only once it was read."""
    return (*packed.errors(), zipfile.BadZipFile)


def _checked(found: Read, unit: Unit) -> Read:
    """A record as the reader of our own files would have it: what a format made may break limits of the schema."""
    try:
        record = msgspec.json.decode(msgspec.json.encode(found.record), type=Record)
    except msgspec.ValidationError as error:
        raise FormatError(unit.files[0].name, None, None, "what fits a record", str(error)) from error
    if fit.columns(record) is None:
        raise FormatError(unit.files[0].name, None, None, "what fits a record", f"limits are broken in {record.id}")
    return msgspec.structs.replace(found, record=record)


def counted(found: Read, books: Ledger) -> Record:
    """A record that was read, put into the books."""
    books.take_in(found.record, found.seen)
    for loss in found.losses:
        books.add(loss)
    return found.record
