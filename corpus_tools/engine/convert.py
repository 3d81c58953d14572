"""Conversion of files and folders: one source after the other; one that cannot be read does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from ..conversion import Unit, counted, is_folder, put, read_unit, recognised, staged, units
from ..errors import CorpusToolsError, FormatError, LossyConversion, UnknownName, UnreadableFile
from ..formats import Format, Ledger, Narrowed, Read, Settings, narrow
from ..model import Record


class Converted(Struct, frozen=True):
    """What became of one file, or of files that belong together: how many records, or why there are none."""

    source: str
    records: int
    error: CorpusToolsError | None = None


class Job(Struct, frozen=True, kw_only=True):
    """What to convert, where to, and how. `source_format` is told from names and contents where it is None.

    `watch` passes the records on as they are written, and may show how far the work is.
    """

    sources: tuple[str, ...]
    target: str
    target_format: Format
    source_format: Format | None = None
    settings: Settings = Settings()
    force: bool = False
    lossless: bool = False
    watch: Callable[[Iterable[Record]], Iterable[Record]] = iter


def convert(job: Job, books: Ledger, done: Callable[[Converted], None]) -> list[str]:
    """Do a job and return the files that were written; what becomes of each source is told to `done`, as it comes.

    All sources go into one file, where the target names one of a format that holds many documents; else into a folder,
    in such a format one file for each source. A file is written whole or not at all. With `lossless`, nothing is
    written where anything is lost.

    Raises:
        FormatError: the format of a source cannot be told.
        UnreadableFile: a file cannot be written, or is there already.
    """
    found = ((unit, source) for path in job.sources for unit, source in _units(path, job.source_format))
    if job.target_format.many and is_folder(job.target):
        return [path for unit, source in found for path in _one_by_one(job, unit, source, books, done)]
    return _together(job, found, books, done)


def _units(path: str, format: Format | None) -> Iterator[tuple[Unit, Format]]:
    source = format or recognised(path)
    return ((unit, source) for unit in units(path, source))


def _one_by_one(job: Job, unit: Unit, source: Format, books: Ledger, done: Callable[[Converted], None]) -> list[str]:
    """Convert one source into a file of its own; where it fails nothing of it is written."""
    settings = replace(job.settings, stem=unit.stem)
    with staged(job.target, job.target_format, force=job.force) as (place, _):
        try:
            put(job.watch(_records(job, [(unit, source)], books, done)), job.target_format, settings, place)
        except (FormatError, LossyConversion, UnknownName) as error:
            done(Converted(unit.name, 0, error))
            return []
        return [] if _refused(job, books) else [str(path) for path in place.commit()]


def _together(
    job: Job, found: Iterable[tuple[Unit, Format]], books: Ledger, done: Callable[[Converted], None]
) -> list[str]:
    with staged(job.target, job.target_format, force=job.force) as (place, stem):
        settings = replace(job.settings, stem=stem)
        put(job.watch(_records(job, found, books, done)), job.target_format, settings, place)
        return [] if _refused(job, books) else [str(path) for path in place.commit()]


def _refused(job: Job, books: Ledger) -> bool:
    return job.lossless and bool(books.reasons)


def _records(
    job: Job, found: Iterable[tuple[Unit, Format]], books: Ledger, done: Callable[[Converted], None]
) -> Iterator[Record]:
    """The records of all sources as the target holds them.

    A source of one document is read to its end before any of it is passed on, so that one with a fault can be left
    out. One of many documents is not held in memory: its fault ends the file that is being written.
    """
    for unit, source in found:
        work = _narrowed(job, unit, source)
        try:
            whole = work if source.many else list(work)
        except (FormatError, LossyConversion, UnknownName, UnreadableFile) as error:
            done(Converted(unit.name, 0, error))
            continue
        records = 0
        for write_down, record in whole:
            write_down(books)
            records += 1
            yield record
        done(Converted(unit.name, records))


def _narrowed(job: Job, unit: Unit, source: Format) -> Iterator[tuple[Callable[[Ledger], None], Record]]:
    """Each record as the target holds it, with what is to be written down of it once it is taken."""
    for read in read_unit(unit, source, job.settings):
        kept = narrow(read.record, job.target_format, job.settings)

        yield partial(_write_down, read, kept), kept.record


def _write_down(read: Read, kept: Narrowed, books: Ledger) -> None:
    counted(read, books)
    for loss in kept.losses:
        books.add(loss)
    books.put_out(kept.record, kept.made)
