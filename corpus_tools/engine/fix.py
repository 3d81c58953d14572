"""Fixes over many files. Nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ..findings import Finding, FixClass
from ..fixing import can_fix, fix
from ..store.source import Source
from .project import Project


class FixedFile(Struct, frozen=True):
    """A file before and after its fixes; those made, those taken back, and those it could not be given, with why."""

    file: str
    before: bytes
    after: bytes
    made: list[Finding]
    undone: list[Finding]
    left_out: list[Finding]

    @property
    def changed(self) -> bool:
        """Whether the file would change."""
        return self.before != self.after


def fix_sources(documents: Iterable[Source], project: Project, classes: Collection[FixClass]) -> Iterator[FixedFile]:
    """Make the fixes of some classes in each file; packed files, links and standard input are left as they are."""
    for file, parts in groupby(documents, key=lambda source: source.file):
        readable = [source for source in parts if source.error is None]
        is_left = not (all(source.is_editable for source in readable) and Path(file).is_file())
        if not is_left and file.endswith(".jsonl"):
            yield _lines(file, readable, project, classes)
        elif is_left:
            found = [finding for source in readable for finding in project.check(source)]
            yield FixedFile(file, b"", b"", [], [], [f for f in found if can_fix(f, classes)])
        else:
            yield from (_whole(source, project, classes) for source in readable)


def _whole(source: Source, project: Project, classes: Collection[FixClass]) -> FixedFile:
    fixed = fix(source.data, lambda data: project.check(replace(source, data=data)), classes)
    return FixedFile(source.file, source.data, fixed.data, fixed.made, fixed.undone, [])


def _lines(file: str, parts: list[Source], project: Project, classes: Collection[FixClass]) -> FixedFile:
    """A file of one record a line: each line is mended by itself."""
    before = Path(file).read_bytes() if parts else b""
    lines = before.split(b"\n")
    done = [_whole(source, project, classes) for source in parts]
    for source, fixed in zip(parts, done, strict=True):
        lines[source.line - 1] = fixed.after.rstrip(b"\n")
    made = [finding for fixed in done for finding in fixed.made]
    undone = [finding for fixed in done for finding in fixed.undone]
    return FixedFile(file, before, b"\n".join(lines), made, undone, [])
