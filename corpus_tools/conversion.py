"""Records in and out of files of any format: the library behind `corpus-tools convert`.

from corpus_tools import conversion

for found in conversion.read("pilot/", "brat"):
    print(found.record.id, len(found.losses))

books = conversion.write(records, "out/", "brat")
print(books.lost)
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from . import fit
from .errors import FormatError, UnreadableFile
from .formats import HEAD, File, Format, Ledger, Loss, Read, Settings, find, narrow, recognise
from .model import Record
from .store.staged import Staged

LOOKED_AT = 200
"""Files of a folder, at most, from which its format is told."""
_PASSED_OVER = {"node_modules", "__pycache__"}


class Unit(Struct, frozen=True):
    """Files that belong together: one document, or a file of many."""

    root: Path
    files: tuple[File, ...]

    @property
    def name(self) -> str:
        """The path of the first file."""
        return str(self.root / self.files[0].name)

    @property
    def stem(self) -> str:
        """The first file's name, relative to the source and without its suffix."""
        return os.path.splitext(self.files[0].name)[0]


def read(path: str, format: str | None = None, settings: Settings | None = None) -> Iterator[Read]:
    """The records in a file or folder, one at a time, each with what was lost on the way.

    Without a format it is told by names and contents.

    Raises:
        UnreadableFile: a file cannot be read.
        FormatError: a file is not in the format, or in none, or may be in several; what came before is yielded first.
        UnknownName: there is no such format.
    """
    source = find(format) if format else recognised(path)
    for unit in units(path, source):
        yield from read_unit(unit, source, settings or Settings())


def write(
    records: Iterable[Record], path: str, format: str, settings: Settings | None = None, *, force: bool = False
) -> Ledger:
    """Write records into a folder, or into one file of a format that holds many documents in one; the books of it.

    Raises:
        UnreadableFile: a file cannot be written, or is there already.
        LossyConversion: a policy of the settings allows no loss.
        UnknownName: there is no such format.
    """
    target, books, settings = find(format), Ledger(), settings or Settings()
    with staged(path, target, force=force) as (place, stem):
        put(narrowed(records, target, settings, books), target, msgspec.structs.replace(settings, stem=stem), place)
        place.commit()
    return books


def narrowed(records: Iterable[Record], target: Format, settings: Settings, books: Ledger) -> Iterator[Record]:
    """Records as a format holds them; what is lost goes into the books."""
    for record in records:
        found = narrow(record, target, settings)
        for loss in found.losses:
            books.add(loss)
        books.put_out(found.record, found.made)
        yield found.record


def put(records: Iterable[Record], target: Format, settings: Settings, place: Staged) -> None:
    """Write records that the format holds.

    Raises:
        UnreadableFile: a file cannot be written, or two articles would be written into one.
    """
    if target.write is None:
        raise FormatError(target.name, None, None, "a format that can be written", "one that is only read")
    for chunk in target.write(records, settings):
        if not target.many and chunk.name in place:
            raise UnreadableFile(chunk.name, "two articles would be written into this file")
        place.add(chunk.name, chunk.data)


@contextmanager
def staged(path: str, target: Format, *, force: bool) -> Iterator[tuple[Staged, str]]:
    """A place to write into, and the stem that files of many documents have there."""
    is_file = target.many and not is_folder(path)
    root = Path(path).parent if is_file else Path(path)
    name = Path(path).name
    stem = next((name.removesuffix(suffix) for suffix in target.suffixes if name.endswith(suffix)), None)
    if is_file and stem is None:
        raise FormatError(path, None, None, f"a name that ends in {target.suffixes[0]}, or a folder", name)
    with Staged(root, force=force) as place:
        yield place, (stem if is_file else None) or "corpus"


def is_folder(path: str) -> bool:
    """Whether a target is a folder: there already, or named as one."""
    return path.endswith(("/", os.sep)) or os.path.isdir(path)


def recognised(path: str) -> Format:
    """The one format that a file, or the files in a folder, look like.

    Raises:
        FormatError: they look like none, or like several.
    """
    seen: dict[str, tuple[Format, str]] = {}
    for file in list(_files(path).values())[:LOOKED_AT]:
        with file.open() as stream:
            for format in recognise(file.name, stream.read(HEAD)):
                seen.setdefault(format.name, (format, file.name))
    if len(seen) == 1:
        return next(iter(seen.values()))[0]
    found = " and ".join(f"{name} ({file})" for name, (_, file) in sorted(seen.items())) or "none that is known"
    raise FormatError(path, None, None, "files of one format, or its name after -f", f"what looks like {found}")


def units(path: str, format: Format) -> Iterator[Unit]:
    """The files of a source, those together that belong together.

    A file that is named is taken as it is; of a folder, the files with a suffix of the format and what goes with them.
    """
    root = Path(path) if os.path.isdir(path) else Path(path).parent
    files = _files(str(root), deep=root == Path(path))
    wanted = None if root == Path(path) else Path(path).name
    if wanted is not None and wanted not in files:
        raise UnreadableFile(path, "there is no such file")
    for group in format.group([name for name in files if name == wanted or format.takes(name)]):
        if wanted is None or wanted in group:
            yield Unit(root, tuple(files[name] for name in group))


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
            yield _checked(found, unit)
    except FormatError as error:
        place = str(unit.root / error.path)
        raise FormatError(place, error.line, error.column, error.expected, error.found, code=error.code) from error
    except OSError as error:
        raise UnreadableFile(unit.name, error.strerror or str(error)) from error


def _checked(found: Read, unit: Unit) -> Read:
    """A record as the reader of our own files would have it: what a format made may break limits of the schema."""
    try:
        record = msgspec.json.decode(msgspec.json.encode(found.record), type=Record)
    except msgspec.ValidationError as error:
        raise FormatError(unit.files[0].name, None, None, "what fits a record", str(error)) from error
    if fit.columns(record) is None:
        raise FormatError(unit.files[0].name, None, None, "what fits a record", f"limits are broken in {record.id}")
    return msgspec.structs.replace(found, record=record)


def _files(path: str, *, deep: bool = True) -> dict[str, File]:
    """The files in a folder by their names relative to it, in order; hidden ones are passed over. Or the one file.

    Raises:
        UnreadableFile: there is nothing of that name.
    """
    if not os.path.exists(path):
        raise UnreadableFile(path, "there is no such file")
    if not os.path.isdir(path):
        return {Path(path).name: _file(Path(path), Path(path).name)}
    return {name: _file(Path(path, name), name) for name in _names(path, deep=deep)}


def _names(path: str, *, deep: bool) -> Iterator[str]:
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if deep and not name.startswith(".") and name not in _PASSED_OVER)
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(folder, name).relative_to(path).as_posix()


def _file(path: Path, name: str) -> File:
    return File(name, lambda: open(path, "rb"))


def counted(found: Read, books: Ledger) -> Record:
    """A record that was read, put into the books."""
    books.take_in(found.record, Counter(found.seen))
    for loss in found.losses:
        books.add(loss)
    return found.record


__all__ = ["Ledger", "Loss", "Read", "Settings", "narrowed", "read", "recognised", "write"]
