"""Conversion of files and folders: one source after the other; one with a fault does not stop the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..conversion import Place, Unit, counted, files_of, is_folder, put, read_unit, recognised, staged, twins, units
from ..errors import CorpusToolsError, FormatError, LossyConversion, UnknownName, UnreadableFile
from ..formats import Format, Ledger, Narrowed, Read, Settings, narrow
from ..model import Record


class Converted(Struct, frozen=True):
    """What became of a source: how many records it gave; or, told before that, a fault and how many came before it.

    `unknown` tells that there is no such source, or that its format is not known.
    """

    source: str
    records: int
    error: CorpusToolsError | None = None
    unknown: bool = False


class Job(Struct, frozen=True, kw_only=True):
    """What to convert, where to, and how. `source_format` is told from names and contents where it is None.

    `parts` are articles by the part of the corpus they go to, where each part gets files of its own; articles in none
    are left out. `watch` passes the records on as they are written, and may show how far the work is.
    """

    sources: tuple[str, ...]
    target: str
    target_format: Format
    source_format: Format | None = None
    settings: Settings = Settings()
    force: bool = False
    lossless: bool = False
    parts: Mapping[str, Sequence[str]] = {}
    only: frozenset[str] | None = None
    watch: Callable[[Iterable[Record]], Iterable[Record]] = iter


_NONE = "no file in it is named like {} ({}); files that are may be given one by one"
Done = Callable[[Converted], None]
Found = Iterable[tuple[Unit, Format]]


def convert(job: Job, books: Ledger, done: Done) -> int:
    """Do a job and return how many files were written; what becomes of each source is told to `done`, as it comes.

    All sources go into one file, where the target names one; else into a folder, in a format that holds many documents
    one file for each source. A file is written whole or not at all. With `lossless`, nothing at all is written where
    anything of any source is lost.

    Raises:
        UnreadableFile: a file cannot be written, or is there already.
    """
    target = job.target_format
    if job.parts and not target.folder:
        return _part_by_part(job, books, done)
    if target.many and not target.folder and is_folder(job.target):
        return _one_by_one(job, books, done)
    return _together(job, _found(job, done), books, done)


def _part_by_part(job: Job, books: Ledger, done: Done) -> int:
    """Convert each part into a file of its name, or into a folder; what became of a source is told once."""
    outcomes = list[Converted]()
    with ExitStack() as stack:
        places = []
        for part, ids in job.parts.items():
            end = job.target_format.suffixes[0] if job.target_format.many else "/"
            one = replace(job, only=frozenset(ids), target=os.path.join(job.target, part + end))
            places.append(stack.enter_context(staged(one.target, one.target_format, force=job.force)))
            _fill(places[-1], one, _found(one, outcomes.append), books, outcomes.append)
        written = _committed(job, books, places)
    for source in dict.fromkeys(one.source for one in outcomes):
        of_source = [one for one in outcomes if one.source == source]
        first = next((one for one in of_source if one.error), of_source[0])
        done(replace(first, records=sum(one.records for one in of_source)))
    return written


def _found(job: Job, done: Done) -> Iterator[tuple[Unit, Format]]:
    """The documents of all sources. A source that is not there, or in no known format, is told and left out."""
    for path in job.sources:
        try:
            source = files_of(path, job.source_format)
            format = job.source_format or recognised(source)
            found = False
            for unit in units(source, format):
                found = True
                yield unit, format
            if not found:
                raise UnreadableFile(path, _NONE.format(format.name, ", ".join(format.suffixes)))
            for error in twins(source, format):
                done(Converted(error.path, 0, error))
        except (UnreadableFile, FormatError) as error:
            done(Converted(path, 0, error, unknown=True))


def _one_by_one(job: Job, books: Ledger, done: Done) -> int:
    """Convert each source into a file of its own, which comes into being with it; where that hangs on all, at last."""
    if not job.lossless:
        written: list[int] = []
        _each(job, done, lambda part, found: written.append(_together(part, found, books, done)))
        return sum(written)
    with staged(job.target, job.target_format, force=job.force) as place:
        _each(job, done, lambda part, found: _fill(place, part, found, books, done))
        return _committed(job, books, [place])


def _each(job: Job, done: Done, work: Callable[[Job, Found], None]) -> None:
    """Work on each source, into a file of its name. One that cannot be written is told."""
    stems = set[str]()
    for unit, source in _found(job, done):
        if unit.stem in stems:
            done(Converted(unit.name, 0, UnreadableFile(unit.name, "another source went into a file of this name")))
            continue
        stems.add(unit.stem)
        part = replace(job, settings=replace(job.settings, stem=unit.stem))
        try:
            work(part, [(unit, source)])
        except UnreadableFile as error:
            done(Converted(unit.name, 0, error))


def _together(job: Job, found: Found, books: Ledger, done: Done) -> int:
    with staged(job.target, job.target_format, force=job.force) as place:
        _fill(place, job, found, books, done)
        return _committed(job, books, [place])


def _fill(place: Place, job: Job, found: Found, books: Ledger, done: Done) -> None:
    """Write all records into a place, and no file where there are none."""
    records = iter(job.watch(_records(job, found, books, done)))
    settings = job.settings if is_folder(job.target) else replace(job.settings, stem=place.stem)
    for first in records:
        put(chain([first], records), job.target_format, settings, place)


def _committed(job: Job, books: Ledger, places: Iterable[Place]) -> int:
    """Let the files of places come into being, if nothing was lost that must not be; how many there are."""
    refused = job.lossless and bool(books.reasons)
    return 0 if refused else sum(place.commit() for place in places)


def _records(job: Job, found: Found, books: Ledger, done: Done) -> Iterator[Record]:
    """The records of all sources as the target holds them, written down as they are taken.

    A source of one document counts as a whole: it is left out where anything is wrong with it. Of a file of many, all
    is taken that comes before a fault, and other articles than one that the target may not hold.
    """
    for unit, source in found:
        work: Iterable[_Work | CorpusToolsError] = _narrowed(job, unit, source)
        records = 0
        for one in work if source.many else _whole(work):
            if isinstance(one, CorpusToolsError):
                done(Converted(unit.name, records, one))
            else:
                one.write_down(books)
                records += 1
                yield one.record
        done(Converted(unit.name, records))


class _Work(NamedTuple):
    """A record as the target holds it, and what writes down how it came to that."""

    record: Record
    write_down: Callable[[Ledger], None]


def _whole(work: Iterable[_Work | CorpusToolsError]) -> list[_Work | CorpusToolsError]:
    """Everything, or the faults alone."""
    everything = list(work)
    return [one for one in everything if isinstance(one, CorpusToolsError)] or everything


def _narrowed(job: Job, unit: Unit, source: Format) -> Iterator[_Work | CorpusToolsError]:
    """Each record as the target holds it, or why it may not; a fault of the source comes last."""
    try:
        for read in read_unit(unit, source, job.settings):
            if job.only is None or read.record.id in job.only:
                yield _held(read, job)
    except (FormatError, UnreadableFile) as error:
        yield error


def _held(read: Read, job: Job) -> _Work | CorpusToolsError:
    try:
        kept = narrow(read.record, job.target_format, job.settings)
    except (LossyConversion, UnknownName) as error:
        return error
    return _Work(kept.record, partial(_write_down, read, kept))


def _write_down(read: Read, kept: Narrowed, books: Ledger) -> None:
    counted(read, books)
    for loss in kept.losses:
        books.add(loss)
    books.put_out(kept.record, kept.made)
