"""New records: written, with a word on what was changed and which sections were found."""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..engine.new import New
from ..errors import UnreadableFile
from ..file_names import file_name
from ..findings import Checked
from ..model import Record
from ..store.files import write_atomically
from ..text import visible
from .console import Printer
from .lines import document_lines

STDIN, STDOUT = "<stdin>", "-"


def write_new(made: Iterable[New | Checked], output: str | None, *, force: bool, quiet: bool) -> int:
    """Write each record beside its source, or to `output`, a file, folder or `-`; returns the exit code.

    0: all is well; 1: a source was refused, or its record has findings; 2: a file could not be read or written. A
    record with errors is not written, nor one that would replace a file, unless `force` is given.
    """
    code, printer = None, Printer(sys.stderr)
    written: set[Path] = set()
    for one in made:
        for line in told_of(one) if isinstance(one, New) and not quiet else ():
            printer.line(line)
        done = _put(one, _target(one, output), written, force=force) if isinstance(one, New) else one
        for pieces in document_lines(done, limit=10):
            printer.line(*pieces)
        code = max(code or 0, 2 if done.error else 1 if done.findings else 0)
    if code is None:
        printer.line("no text and no web page was found there")
    if not quiet:
        for target in sorted(written):
            printer.line(f"{visible(str(target))}: written")
    return code or 0


def told_of(one: New) -> Iterator[str]:
    """One line for each kind of change, and one for the sections, with the numbers of their paragraphs."""
    file = visible(one.file)
    for change in one.changes:
        place = f":{change.line}:{change.column}" if change.line is not None else ""
        yield f"{file}{place}: {change.what}" + (f", {change.count} times" if change.count > 1 else "")
    yield f"{file}: sections: " + ", ".join(_sections(one.record))


def _sections(record: Record) -> Iterator[str]:
    """Each paragraph that is not body, by its number; what lies inside paragraphs; and how many are body."""
    sections, paragraphs = record.sections or [], record.text.count("\n\n") + 1
    outer, inner = sections[:paragraphs], sections[paragraphs:]
    yield from (f"{number} {section.type}" for number, section in enumerate(outer, 1) if section.type != "body")
    starts = [section.start for section in outer]
    yield from (f"{section.type} in {bisect_right(starts, section.start)}" for section in inner)
    if count := sum(section.type == "body" for section in outer):
        yield f"the other {count} body" if count < paragraphs else "all body"


def _put(one: New, target: Path | None, written: set[Path], *, force: bool) -> Checked:
    """Write a record, unless it has errors, and say what is wrong with it or with writing it."""
    if any(finding.severity == "error" for finding in one.findings):
        return Checked(one.file, one.findings)
    try:
        if target is None:
            sys.stdout.write(one.data.decode())
        else:
            _write(target, one.data, force=force and target not in written)
            written.add(target)
    except UnreadableFile as error:
        return Checked(error.path, one.findings, error.why)
    return Checked(one.file, one.findings)


def _target(one: New, output: str | None) -> Path | None:
    """Where a record is written to; None for standard output."""
    name = file_name(one.record.id)
    if output == STDOUT or (output is None and one.file == STDIN):
        return None
    if output is None:
        return Path(one.file).with_name(name)
    return Path(output, name) if is_folder(output) else Path(output)


def is_folder(output: str) -> bool:
    """Whether what was given as output is a folder: there already, or named as one."""
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


def _write(target: Path, data: bytes, *, force: bool) -> None:
    if target.exists() and not force:
        raise UnreadableFile(str(target), "there is such a file already; --force replaces it")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreadableFile(str(target.parent), error.strerror or str(error)) from error
    write_atomically(target, data)
